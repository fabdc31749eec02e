import { FailureNotice } from '../../app/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { HandoverResult } from './use-handing-over.ts';

/** Says what has been made, and what is still to be told; and where the history of the key lacks it, why. */
export const HandoverNotice = ({ handedOver }: { readonly handedOver: HandoverResult }) => (
  <>
    <Notice tone="accent" icon="check" role="status">
      <p className="selectable">{handedOver.what}</p>
      <p className="notice-more">{handedOver.tell}</p>
    </Notice>
    {handedOver.unrecorded && <FailureNotice failure={handedOver.unrecorded} />}
  </>
);

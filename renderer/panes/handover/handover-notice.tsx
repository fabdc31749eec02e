import { FailureNotice } from '../../app/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { HandoverResult } from './use-handing-over.ts';

/** What was made and what the recipient must be told. A failure to record it in the history is shown too. */
export const HandoverNotice = ({ handedOver }: { readonly handedOver: HandoverResult }) => (
  <>
    <Notice tone="accent" icon="check" role="status">
      <p className="selectable">{handedOver.what}</p>
      <p className="notice-more">{handedOver.tell}</p>
    </Notice>
    {handedOver.unrecorded && <FailureNotice failure={handedOver.unrecorded} />}
  </>
);

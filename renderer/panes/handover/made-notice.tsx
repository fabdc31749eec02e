import { FailureNotice } from '../../app/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Made } from './use-handing-over.ts';

/** Says what has been made, and what is still to be told; and where the history of the key lacks it, why. */
export const MadeNotice = ({ made }: { readonly made: Made }) => (
  <>
    <Notice tone="accent" icon="check" role="status">
      <p className="selectable">{made.what}</p>
      <p className="notice-more">{made.tell}</p>
    </Notice>
    {made.unrecorded && <FailureNotice failure={made.unrecorded} />}
  </>
);

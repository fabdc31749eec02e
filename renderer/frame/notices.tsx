import type { Failure } from '../../bridge/values/failure.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { PolicyTrouble } from '../app/policy.tsx';
import { useSession } from '../app/session.tsx';
import { useGuardedStore } from '../app/stores.ts';
import { ClosedSecrets } from '../features/secret/closed-secrets.tsx';
import { Notice } from '../ui/notice.tsx';
import { useDismissed } from './use-dismissed.ts';

const nameOf = (failure: Failure) => `${failure.kind} ${failure.happened} ${failure.requestId}`;

/** A failure that no action of the user caused, such as one at start. It stays until the user dismisses it. */
const SessionNotice = () => {
  const { notice } = useSession();
  const [isDismissed, dismiss] = useDismissed(notice && nameOf(notice));
  return notice === null || isDismissed ? null : <FailureNotice failure={notice} onDismiss={dismiss} />;
};

/** A secret that could not be cleared from the clipboard outlives its dialog, and so does this notice. */
const NotCleared = () => {
  if (useGuardedStore().result?.kind !== 'not-cleared') return null;
  return (
    <Notice tone="warning" icon="clipboard" role="status">
      <p>
        <strong>The secret key is still in the clipboard.</strong> The system let no window without focus clear it.
        Keydesk tries again now; copying something else removes it too.
      </p>
    </Notice>
  );
};

/** The state of the clipboard, as long as no dialog shows it. */
export const ClipboardNotice = () => (
  <>
    <NotCleared />
    <ClosedSecrets />
  </>
);

/** The notices above every screen. */
export const Notices = () => (
  <>
    <PolicyTrouble />
    <SessionNotice />
    <ClipboardNotice />
  </>
);

import { useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { PolicyTrouble } from '../app/policy.tsx';
import { useSession } from '../app/session.tsx';
import { useGuardedStore } from '../app/stores.ts';
import { ClosedSecrets } from '../features/secret/closed-secrets.tsx';
import { Notice } from '../ui/notice.tsx';

// Outside the component, so that a dismissed notice stays dismissed in other views.
const dismissed = new Set<string>();
const nameOf = (failure: Failure) => `${failure.kind} ${failure.happened} ${failure.requestId}`;

/** A failure that no action of the user caused, such as one at start. It stays until the user dismisses it. */
const SessionNotice = () => {
  const { notice } = useSession();
  const [, setCount] = useState(0);
  if (notice === null || dismissed.has(nameOf(notice))) return null;
  const dismiss = () => {
    dismissed.add(nameOf(notice));
    setCount((count) => count + 1);
  };
  return <FailureNotice failure={notice} onDismiss={dismiss} />;
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

import { useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { useSession } from '../app/session.tsx';
import { useGuardedStore } from '../app/stores.ts';
import { ClosedSecrets } from '../features/secret/closed-secrets.tsx';
import { Notice } from '../ui/notice.tsx';

// Outside the component, so that what was dismissed stays so when another view is opened.
const dismissed = new Set<string>();
const nameOf = (failure: Failure) => `${failure.kind} ${failure.happened} ${failure.requestId}`;

/** Something that went wrong while nobody asked: at start, say. Told until it is dismissed. */
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

/** A secret that could not be cleared from the clipboard outlives its dialog; so does this sentence. */
const NotCleared = () => {
  const guarded = useGuardedStore();
  if (guarded.state !== 'ready' || guarded.result.kind !== 'not-cleared') return null;
  return (
    <Notice tone="warning" icon="clipboard" role="status">
      <p>
        <strong>The secret key is still in the clipboard.</strong> The system let no window without focus clear it.
        Keydesk tries again now; copying something else removes it too.
      </p>
    </Notice>
  );
};

/** What there is to say about the clipboard while no dialog says it. */
export const ClipboardNotice = () => (
  <>
    <NotCleared />
    <ClosedSecrets />
  </>
);

/** What there is to say above every screen. */
export const Notices = () => (
  <>
    <SessionNotice />
    <ClipboardNotice />
  </>
);

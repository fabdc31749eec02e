import { useEffect, useState } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { PolicyTrouble } from '../app/policy.tsx';
import { navigate, useRoute } from '../app/route.ts';
import { useSession } from '../app/session.tsx';
import { useGuardedStore, useRotationsStore, useUpdatesStore } from '../app/stores.ts';
import { waitingWords } from '../app/waiting-words.ts';
import { ClosedSecrets } from '../features/secret/closed-secrets.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

// Outside the component, so that a dismissed notice stays dismissed in other views.
const dismissed = new Set<string>();

/** Whether the notice of this name has been dismissed, and the function that dismisses it. Null: there is no notice. */
const useDismissed = (name: string | null) => {
  const [, setCount] = useState(0);
  const dismiss = () => {
    if (name !== null) dismissed.add(name);
    setCount((count) => count + 1);
  };
  return [name !== null && dismissed.has(name), dismiss] as const;
};

const nameOf = (failure: Failure) => `${failure.kind} ${failure.happened} ${failure.requestId}`;

/** A failure that no action of the user caused, such as one at start. It stays until the user dismisses it. */
const SessionNotice = () => {
  const { notice } = useSession();
  const [isDismissed, dismiss] = useDismissed(notice && nameOf(notice));
  return notice === null || isDismissed ? null : <FailureNotice failure={notice} onDismiss={dismiss} />;
};

/** Not in the dialog of the secret: the copy that could not be cleared is still there when that dialog is closed. */
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

/** The state of the clipboard, for the time when no dialog shows it. */
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

/** Says that there is a newer version. Settings has the details. */
export const UpdateNotice = () => {
  const state = useUpdatesStore().result;
  const route = useRoute();
  const active = state && state.kind !== 'none' ? state : null;
  const [isDismissed, dismiss] = useDismissed(active?.known?.version ?? null);
  if (active === null || isDismissed || route.view === 'settings') return null;
  const { known, mode, ownVersion, fetched } = active;
  if (mode === 'off' || !known?.isNewer) return null;
  return (
    <Notice
      tone={known.isNeeded ? 'warning' : 'neutral'}
      icon={known.isNeeded ? 'alert' : 'info'}
      role="status"
      onDismiss={dismiss}
      actions={
        <Button onPress={() => navigate({ view: 'settings', at: 'updates' })}>
          {fetched.kind === 'ready' ? 'Open it in Settings' : 'How to get it'}
        </Button>
      }
    >
      <p>
        <strong>Keydesk {known.version} is available.</strong> You have {ownVersion}
        {known.isNeeded ? ', which its makers ask you not to use any more.' : '.'}
      </p>
    </Notice>
  );
};

// Outside the component: the notice is shown once after the start, and stays dismissed in other views.
let isSaid = false;

/** Says once, at the start, how many rotations wait for the user. Later only the side bar says so. */
export const RotationsNotice = ({ here }: { readonly here: boolean }) => {
  const state = useRotationsStore().result;
  const known = state && state.ledger.kind !== 'opening' ? state : null;
  const [isShown, setShown] = useState(!isSaid);
  const dismiss = () => {
    isSaid = true;
    setShown(false);
  };
  // If nothing waits at the start, the notice must not appear later.
  const isOver = here || (known !== null && known.waiting + known.held === 0);
  useEffect(() => {
    if (!isOver) return;
    isSaid = true;
    setShown(false);
  }, [isOver]);

  if (!isShown || isOver || known === null) return null;
  return (
    <Notice
      tone="neutral"
      icon="rotate"
      role="status"
      title={`${waitingWords(known)}.`}
      onDismiss={dismiss}
      actions={<Button onPress={() => navigate({ view: 'rotations' })}>Show</Button>}
    />
  );
};

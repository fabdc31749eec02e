import { useEffect, useRef } from 'react';
import { browserSignIn, call } from '../app/bridge.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { useRoute } from '../app/route.ts';
import { currentAccount, useSession } from '../app/session.tsx';
import { readEverythingAgain, useSignInAgain } from '../app/sign-in-again.tsx';
import { useBrowserSignInStore } from '../app/stores.ts';
import { BrowserProgress } from '../panes/signing-in/browser-progress.tsx';
import { browserLead, browserTitle } from '../panes/signing-in/browser-words.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/button.tsx';
import { DialogActions, DialogWindow } from '../ui/dialog.tsx';

/**
 * Signing in again to an account whose session is over, in front of the account's views and dialogs. It depends only on main's store,
 * so it is there again after a reload. The welcome screen shows the sign-in of a new account.
 */
export const SignInAgainDialog = () => {
  const account = currentAccount(useSession());
  const isWelcome = useRoute().view === 'add-account' || account === null;
  const browser = useBrowserSignInStore().result;
  const { request, begin } = useSignInAgain();
  const state = browser && browser.kind !== 'idle' ? browser : null;

  const isGivenUp = useRef(false);
  const isRunning = state !== null && !isWelcome;
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning && !isWelcome && !isGivenUp.current) {
      announce('Signed in.');
      readEverythingAgain();
    }
    wasRunning.current = isRunning;
    isGivenUp.current = false;
  }, [isRunning, isWelcome]);

  const cancel = () => {
    isGivenUp.current = true;
    void call(() => browserSignIn.CancelBrowserSignIn());
  };

  if (isWelcome) return null;
  if (request.failure) {
    return (
      <DialogWindow title="Not signed in" onDismiss={request.forget}>
        <FailureNotice failure={request.failure} onRetry={() => begin(account.id)} />
        <DialogActions>
          <Button onPress={request.forget}>Cancel</Button>
        </DialogActions>
      </DialogWindow>
    );
  }
  if (state === null) return null;
  return (
    <DialogWindow title={browserTitle(state)} onDismiss={cancel}>
      <p className="dialog-lead">{browserLead(state)}</p>
      <BrowserProgress state={state} onRetry={() => begin(account.id)} onCancel={cancel} />
    </DialogWindow>
  );
};

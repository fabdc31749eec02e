import { type ReactNode, useEffect, useState } from 'react';
import type { AccountId } from '../../bridge/values/session.ts';
import { browserSignIn } from './bridge.ts';
import { queryClient } from './query-client.ts';
import { requiredContext } from './required-context.ts';
import { type Request, useRequest } from './use-request.ts';

interface SignInAgain {
  /** The call that starts the sign-in. Main's store tells how the sign-in goes on. */
  readonly request: Request;
  readonly begin: (account: AccountId) => void;
  /** True while a dialog has the button *Sign in again*. The notice behind the dialog then has no second one. */
  readonly isInDialog: boolean;
  readonly setIsInDialog: (isInDialog: boolean) => void;
}

export const [SignInAgainContext, useSignInAgain] = requiredContext<SignInAgain>('SignInAgainProvider');

/** Reads every view again, now that the account is signed in. Calls that change something are not repeated: the user does that. */
export const readEverythingAgain = (): void => {
  void queryClient.invalidateQueries();
};

/**
 * Signs in again to an account whose session is over. The provider is above all views and dialogs, so that they stay as they are,
 * with all typed text.
 */
export const SignInAgainProvider = ({ children }: { readonly children: ReactNode }) => {
  const request = useRequest();
  const [isInDialog, setIsInDialog] = useState(false);
  const begin = async (account: AccountId) => {
    const result = await request.send(() => browserSignIn.SignInAgain(account));
    // If the OCI CLI has renewed its own session, main takes it at once, and no browser is needed.
    if (result?.ok) readEverythingAgain();
  };
  const value = { request, begin: (account: AccountId) => void begin(account), isInDialog, setIsInDialog };
  return <SignInAgainContext value={value}>{children}</SignInAgainContext>;
};

/** For a button in a dialog: see `isInDialog`. */
export const useSignInAgainInDialog = (): SignInAgain => {
  const again = useSignInAgain();
  const { setIsInDialog } = again;
  useEffect(() => {
    setIsInDialog(true);
    return () => setIsInDialog(false);
  }, [setIsInDialog]);
  return again;
};

import { type ReactNode, useEffect, useState } from 'react';
import type { AccountId } from '../../bridge/values/session.ts';
import { browserSignIn } from './bridge.ts';
import { queryClient } from './query-client.ts';
import { requiredContext } from './required-context.ts';
import { type Request, useRequest } from './use-request.ts';

interface SignInAgain {
  /** The call that begins the sign-in. What follows is in main's store. */
  readonly request: Request;
  readonly begin: (account: AccountId) => void;
  /** A dialog offers it. The notice behind the dialog then has no second button of that name. */
  readonly isInDialog: boolean;
  readonly setIsInDialog: (isInDialog: boolean) => void;
}

export const [SignInAgainContext, useSignInAgain] = requiredContext<SignInAgain>('SignInAgainProvider');

/** Reads every view again, now that the account is signed in. Calls that change something are not repeated: the user does that. */
export const readEverythingAgain = (): void => {
  void queryClient.invalidateQueries();
};

/**
 * Signing in again to an account whose session is over. It stands above all views and dialogs: they stay as they are, with all that
 * was typed.
 */
export const SignInAgainProvider = ({ children }: { readonly children: ReactNode }) => {
  const request = useRequest();
  const [isInDialog, setIsInDialog] = useState(false);
  const begin = async (account: AccountId) => {
    const result = await request.send(() => browserSignIn.SignInAgain(account));
    // A session of the OCI CLI that has been renewed there is taken at once.
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

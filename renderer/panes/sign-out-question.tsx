import type { Account } from '../../bridge/values/session.ts';
import { accounts } from '../app/bridge.ts';
import { Removal } from '../app/removal.tsx';
import { accountCaption, useSession } from '../app/session.tsx';

export interface SignOutQuestionProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** Confirms a sign-out. The API key is removed, and its file may be gone already. */
export const SignOutQuestion = ({ account, onClose }: SignOutQuestionProps) => {
  const { vault } = useSession();
  return (
    <Removal
      title={`Sign out ${account.displayName}?`}
      action="Sign out"
      remove={() => accounts.SignOut(account.id)}
      removed="Signed out."
      onClose={onClose}
    >
      <p className="selectable">{accountCaption(account)}</p>
      {account.sample ? (
        <p>The sample tenancy can be explored again at any time. Nothing in it is real.</p>
      ) : (
        <p>
          Keydesk removes the API key of the profile {account.profile} from{' '}
          {vault.kind === 'keychain' ? 'the keychain of this computer' : 'its memory'}. If the key’s file is gone, this
          is the only copy: to sign in again you would need a new API key. Customer secret keys stay as they are.
        </p>
      )}
    </Removal>
  );
};

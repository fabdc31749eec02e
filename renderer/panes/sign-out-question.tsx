import { useState } from 'react';
import type { Account } from '../../bridge/values/session.ts';
import { accounts, apiKeys } from '../app/bridge.ts';
import { Removal } from '../app/removal.tsx';
import { accountCaption, useSession, vaultWords } from '../app/session.tsx';
import { Checkbox } from '../ui/choices.tsx';

interface SignOutQuestionProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** What a sign-out removes. Says so, because the file with an API key may no longer exist. */
const SignOutWords = ({ account }: { readonly account: Account }) => {
  const { vault } = useSession();
  const place = vaultWords(vault);
  if (account.sample) return <p>The sample tenancy can be explored again at any time. Nothing in it is real.</p>;
  if (account.signedInBy.kind === 'computer-key') {
    return (
      <p>
        Keydesk removes this computer’s API key from {place}, and nobody else has it. Customer secret keys stay as they
        are.
      </p>
    );
  }
  if (account.signedInBy.kind !== 'file-key') {
    return <p>Keydesk forgets the session. Customer secret keys stay as they are.</p>;
  }
  return (
    <p>
      Keydesk removes the API key of the profile {account.profile} from {place}. If the key’s file is gone, this is the
      only copy: to sign in again you would need a new API key. Customer secret keys stay as they are.
    </p>
  );
};

export const SignOutQuestion = ({ account, onClose }: SignOutQuestionProps) => {
  const { current } = useSession();
  // Only the current account can delete its key at Oracle.
  const hasOwnKey = account.signedInBy.kind === 'computer-key' && account.id === current;
  const [isDeleted, setIsDeleted] = useState(true);
  return (
    <Removal
      title={`Sign out ${account.displayName}?`}
      action="Sign out"
      remove={() => (hasOwnKey && isDeleted ? apiKeys.SignOutAndDeleteKey(account.id) : accounts.SignOut(account.id))}
      removed="Signed out."
      onClose={onClose}
    >
      <p className="selectable">{accountCaption(account)}</p>
      <SignOutWords account={account} />
      {hasOwnKey && (
        <Checkbox selected={isDeleted} onSelect={setIsDeleted}>
          Delete the key at Oracle too
        </Checkbox>
      )}
    </Removal>
  );
};

import type { Account } from '../../../bridge/values/session.ts';
import { accounts as ways } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { placeOf } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Avatar, SampleBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

export interface KnownAccountsProps {
  readonly accounts: readonly Account[];
  readonly onSignedIn: () => void;
}

/** Accounts that are signed in, of which none is chosen: after signing out of the one before. */
export const KnownAccounts = ({ accounts, onSignedIn }: KnownAccountsProps) => {
  const { pending, failure, send } = useRequest();
  const choose = async (account: Account) => {
    const answer = await send(() => ways.SwitchAccount(account.id));
    if (answer?.ok) onSignedIn();
  };
  if (accounts.length === 0) return null;
  return (
    <section aria-label="Accounts" className="welcome-known">
      <ul className="panel">
        {accounts.map((account) => (
          <li key={account.id} className="profile">
            <Avatar name={account.displayName} tone="neutral" />
            <span className="profile-text">
              <span className="profile-name cut">{account.displayName}</span>
              <span className="third cut">{placeOf(account)}</span>
            </span>
            {account.sample && <SampleBadge />}
            <Button
              aria-label={`Continue as ${account.displayName}`}
              isDisabled={pending}
              onPress={() => void choose(account)}
            >
              Continue
            </Button>
          </li>
        ))}
      </ul>
      {failure && <FailureNotice failure={failure} />}
    </section>
  );
};

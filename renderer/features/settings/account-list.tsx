import type { Account } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { placeOf, useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Avatar } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

const AccountLine = ({ account }: { readonly account: Account }) => {
  const { pending, failure, send } = useRequest();
  const id = `account-${account.id}`;
  return (
    <li>
      <div className="settings-account">
        <Avatar name={account.displayName} tone="neutral" />
        <span id={id} className="settings-account-text">
          <span className="cut">{account.displayName}</span>
          <span className="third cut">{placeOf(account)}</span>
        </span>
        <Button aria-describedby={id} isPending={pending} onPress={() => void send(() => accounts.SignOut(account.id))}>
          Sign out
        </Button>
      </div>
      {failure && <FailureNotice failure={failure} />}
    </li>
  );
};

export const AccountList = () => (
  <ul className="settings-accounts">
    {useSession().accounts.map((account) => (
      <AccountLine key={account.id} account={account} />
    ))}
  </ul>
);

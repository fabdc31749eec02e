import { useState } from 'react';
import type { Account } from '../../../bridge/values/session.ts';
import { placeOf, useSession } from '../../app/session.tsx';
import { SignOutQuestion } from '../../panes/sign-out-question.tsx';
import { Avatar, SampleBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

const AccountLine = ({ account }: { readonly account: Account }) => {
  const [leaving, setLeaving] = useState(false);
  const id = `account-${account.id}`;
  return (
    <li>
      <div className="settings-account">
        <Avatar name={account.displayName} tone="neutral" />
        <span id={id} className="settings-account-text">
          <span className="cut">{account.displayName}</span>
          <span className="third cut">{placeOf(account)}</span>
        </span>
        {account.sample && <SampleBadge />}
        <Button aria-describedby={id} onPress={() => setLeaving(true)}>
          Sign out
        </Button>
      </div>
      {leaving && <SignOutQuestion account={account} onClose={() => setLeaving(false)} />}
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

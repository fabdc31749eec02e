import { useState } from 'react';
import type { Account } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { accountCaption, useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { SignOutQuestion } from '../../panes/sign-out-question.tsx';
import { Avatar, SampleBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { SettingsGroup } from './settings-group.tsx';

/** The proxies whose password is saved. Nothing where there are none. */
export const ProxyList = () => {
  const { proxies } = useSession();
  const { pending, failure, send } = useRequest();
  if (proxies.length === 0) return null;
  const forget = (proxy: string) =>
    void send(() => accounts.ForgetProxy(proxy), `The password of ${proxy} is forgotten.`);
  return (
    <SettingsGroup
      title="Proxies"
      text="Their passwords rest in this computer’s keychain, because you had Keydesk remember them."
    >
      <ul className="settings-accounts">
        {proxies.map((proxy) => (
          <li key={proxy} className="settings-account">
            <span className="lines cut">{proxy}</span>
            <Button aria-label={`Forget the password of ${proxy}`} isDisabled={pending} onPress={() => forget(proxy)}>
              Forget
            </Button>
          </li>
        ))}
      </ul>
      {failure && <FailureNotice failure={failure} />}
    </SettingsGroup>
  );
};

const AccountLine = ({ account }: { readonly account: Account }) => {
  const [leaving, setLeaving] = useState(false);
  const id = `account-${account.id}`;
  return (
    <li>
      <div className="settings-account">
        <Avatar name={account.displayName} tone="neutral" />
        <span id={id} className="lines">
          <span className="cut">{account.displayName}</span>
          <span className="third cut">{accountCaption(account)}</span>
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

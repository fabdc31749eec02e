import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Account } from '../../bridge/values/session.ts';
import { accounts } from '../app/bridge.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { leftView, routeOfView } from '../app/left-views.ts';
import { navigate } from '../app/route.ts';
import { accountCaption, tenancyOf, timedSessionOf, useAccount, useSession } from '../app/session.tsx';
import { useRequest } from '../app/use-request.ts';
import { SignOutQuestion } from '../panes/sign-out-question.tsx';
import { methodWords, sessionLines } from '../panes/signing-in/session-words.ts';
import { Avatar, SampleBadge } from '../ui/badge.tsx';
import { Icon } from '../ui/icons.tsx';
import { PopoverBox } from '../ui/popover.tsx';

/** How the account is signed in, until when the session lasts, and by when it must be renewed. */
const SessionLines = ({ account }: { readonly account: Account }) => {
  const session = timedSessionOf(account);
  const lines = [methodWords(account), ...(session ? sessionLines(session, Date.now()) : [])];
  return lines.map((line) => (
    <span key={line} className="third">
      {line}
    </span>
  ));
};

/** The current account. It opens a list of the other accounts, *Add account* and *Sign out*. */
export const AccountSwitcher = () => {
  const session = useSession();
  const account = useAccount();
  const others = session.accounts.filter((other) => other.id !== account.id);
  const { failure, pending, send } = useRequest();
  const [leaving, setLeaving] = useState<Account | null>(null);

  const switchTo = async (other: Account) => {
    const result = await send(() => accounts.SwitchAccount(other.id), `Signed in as ${other.displayName}.`);
    if (result?.ok) navigate(routeOfView(leftView(other)));
  };

  return (
    <>
      <PopoverBox
        label="Accounts"
        trigger={
          <Button className="account">
            <Avatar name={account.displayName} />
            <span className="lines account-text">
              <span className="account-name cut">{account.displayName}</span>
              <span className="third">
                <span className="account-line cut">{tenancyOf(account)}</span>
                <span className="visually-hidden"> · </span>
                <span className="account-line cut">{account.region}</span>
              </span>
            </span>
            <Icon name="chevron-down" size={14} />
          </Button>
        }
      >
        {(close) => (
          <div className="account-menu">
            <p className="account-whole">
              <strong>{account.displayName}</strong>
              <span className="third">{accountCaption(account)}</span>
              <SessionLines account={account} />
              {account.sample && <SampleBadge />}
            </p>
            {others.length > 0 && <p className="account-heading">Other accounts</p>}
            {others.map((other) => (
              <Button
                key={other.id}
                className="account-choice"
                isDisabled={pending}
                onPress={() => void switchTo(other)}
              >
                <Avatar name={other.displayName} tone="neutral" />
                <span className="lines account-text">
                  <span className="account-name cut">{other.displayName}</span>
                  <span className="third cut">{accountCaption(other)}</span>
                </span>
                {other.sample && <SampleBadge />}
              </Button>
            ))}
            {failure && <FailureNotice failure={failure} />}
            <hr />
            <Button
              className="account-choice"
              onPress={() => {
                close();
                navigate({ view: 'add-account' });
              }}
            >
              <Icon name="plus" />
              Add account…
            </Button>
            <Button
              className="account-choice"
              isDisabled={pending}
              onPress={() => {
                close();
                setLeaving(account);
              }}
            >
              <Icon name="sign-out" />
              Sign out
            </Button>
          </div>
        )}
      </PopoverBox>
      {leaving && <SignOutQuestion account={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
};

import type { Account } from '../../../bridge/values/session.ts';
import { accounts as ways } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useReceiving } from '../../app/receiving.tsx';
import { navigate } from '../../app/route.ts';
import { accountCaption } from '../../app/session.tsx';
import { useSavedKeysStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Avatar, SampleBadge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

interface KnownAccountsProps {
  readonly accounts: readonly Account[];
  readonly onSignedIn: () => void;
}

/** Signed-in accounts when none is selected, as after signing out of one. */
export const KnownAccounts = ({ accounts, onSignedIn }: KnownAccountsProps) => {
  const { pending, failure, send } = useRequest();
  const choose = async (account: Account) => {
    const result = await send(() => ways.SwitchAccount(account.id));
    if (result?.ok) onSignedIn();
  };
  if (accounts.length === 0) return null;
  return (
    <section aria-label="Accounts" className="welcome-known">
      <ul className="panel">
        {accounts.map((account) => (
          <li key={account.id} className="profile">
            <Avatar name={account.displayName} tone="neutral" />
            <span className="lines">
              <span className="profile-name cut">{account.displayName}</span>
              <span className="third cut">{accountCaption(account)}</span>
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

/** The foot of the welcome screen. Opening a handed-over key needs no account of Oracle’s. */
export const ReceivingFoot = () => {
  const { show, chooseFile } = useReceiving();
  const savedKeys = useSavedKeysStore().result?.keys ?? [];
  return (
    <section aria-label="Receive a key" className="welcome-line">
      <p className="third">Has somebody handed a key over to you?</p>
      <div className="welcome-ways">
        <Button look="quiet" onPress={chooseFile}>
          Open a file…
        </Button>
        <Button look="quiet" onPress={() => show({ kind: 'type-in' })}>
          Type in a secret key…
        </Button>
        <Button look="quiet" onPress={() => show({ kind: 'address' })}>
          My handover address…
        </Button>
        {savedKeys.length > 0 && (
          <Button look="quiet" onPress={() => navigate({ view: 'this-computer' })}>
            Keys on this computer
          </Button>
        )}
      </div>
    </section>
  );
};

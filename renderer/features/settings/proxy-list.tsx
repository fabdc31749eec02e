import { accounts } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { SettingsGroup } from './settings-group.tsx';

/** The proxies whose password is saved; nothing where there are none. */
export const ProxyList = () => {
  const { proxies } = useSession();
  const { pending, failure, send } = useRequest();
  if (proxies.length === 0) return null;
  const forget = async (proxy: string) => {
    const answer = await send(() => accounts.ForgetProxy(proxy));
    if (answer?.ok) announce(`The password of ${proxy} is forgotten.`);
  };
  return (
    <SettingsGroup
      title="Proxies"
      text="Their passwords rest in this computer’s keychain, because you had Keydesk remember them."
    >
      <ul className="settings-accounts">
        {proxies.map((proxy) => (
          <li key={proxy} className="settings-account">
            <span className="settings-account-text cut">{proxy}</span>
            <Button
              aria-label={`Forget the password of ${proxy}`}
              isDisabled={pending}
              onPress={() => void forget(proxy)}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
      {failure && <FailureNotice failure={failure} />}
    </SettingsGroup>
  );
};

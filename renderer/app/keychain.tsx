import './keychain.css';
import type { ReactNode } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { accounts, call } from './bridge.ts';
import { FailureNotice } from './failure-notice.tsx';
import { useSession } from './session.tsx';
import { useRequest } from './use-request.ts';

/** *Try the keychain again*, shown while credentials are in memory. When the keychain works again, the notice with this button goes. */
export const TryKeychain = () => {
  const { pending, failure, send } = useRequest();
  return (
    <>
      <Button isPending={pending} onPress={() => void send(() => accounts.TryKeychain())}>
        {pending ? 'Asking the keychain…' : 'Try the keychain again'}
      </Button>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};

/** After the keychain has refused to store something, the user can try again, or let Keydesk store it in memory. */
const KeychainRefused = ({ onRetry }: { readonly onRetry: () => void }) => {
  const keep = async () => {
    await call(() => accounts.KeepInMemory());
    onRetry();
  };
  return (
    <>
      <Button onPress={onRetry}>Try again</Button>
      <Button onPress={() => void keep()}>Keep in memory for this session</Button>
    </>
  );
};

/** For a `FailureNotice`: the buttons of `KeychainRefused` if the keychain refused, and none for other failures. */
export const keychainWays = ({ kind }: Failure, onRetry: () => void): { readonly actions?: ReactNode } =>
  kind === 'vault-failed' ? { actions: <KeychainRefused onRetry={onRetry} /> } : {};

/** Shown above everything, also above dialogs: Keydesk waits for the keychain, which is probably asking the user. */
export const KeychainWaits = () => {
  if (!useSession().keychainWaits) return null;
  return (
    <p className="keychain-waits" role="status" data-react-aria-top-layer="true">
      <Icon name="lock" />
      Waiting for the keychain. If your desktop asks for its password, perhaps behind this window, answer there.
    </p>
  );
};

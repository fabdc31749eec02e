import { useSession } from '../../app/session.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Where credentials rest, in words. */
export const VaultWords = () => {
  const { vault } = useSession();
  if (vault.kind === 'keychain') {
    return (
      <p className="settings-vault">
        <Icon name="lock" />
        <span>In {vault.name}.</span>
      </p>
    );
  }
  return (
    <Notice tone="warning">
      <p>
        <strong>In memory only, until Keydesk quits.</strong>
      </p>
      <p>The keychain of this computer does not answer:</p>
      <p className="notice-reason selectable">{vault.reason}</p>
    </Notice>
  );
};

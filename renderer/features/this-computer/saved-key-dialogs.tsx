import { useState } from 'react';
import type { SavedKey } from '../../../bridge/values/usage.ts';
import { usage } from '../../app/bridge.ts';
import { Removal } from '../../app/removal.tsx';
import { savedKeyInUse } from '../../panes/usage/key-in-use.ts';
import { Profiles } from '../../panes/usage/profiles.tsx';
import { TestKey } from '../../panes/usage/test-key.tsx';
import { DialogWindow } from '../../ui/dialog.tsx';

export type SavedKeyAction = 'test' | 'profiles' | 'remove';

interface SavedKeyDialogProps {
  readonly savedKey: SavedKey;
  readonly onClose: () => void;
}

const TestDialog = ({ savedKey, onClose }: SavedKeyDialogProps) => (
  <DialogWindow title="Test" size="wide" onDismiss={onClose}>
    <TestKey keyInUse={savedKeyInUse(savedKey)} onEnd={onClose} closes />
  </DialogWindow>
);

const nothing = () => undefined;

const ProfilesDialog = ({ savedKey, onClose }: SavedKeyDialogProps) => {
  const [held, setHeld] = useState(false);
  return (
    <DialogWindow title="Profiles for tools" size="wide" onDismiss={onClose} held={held}>
      <Profiles keyInUse={savedKeyInUse(savedKey)} onDone={nothing} onEnd={onClose} onHeld={setHeld} closes />
    </DialogWindow>
  );
};

const RemoveDialog = ({ savedKey, onClose }: SavedKeyDialogProps) => (
  <Removal
    title={`Remove ${savedKey.name} from this computer?`}
    action="Remove"
    remove={() => usage.ForgetKey(savedKey.id)}
    removed="Key removed from this computer."
    onClose={onClose}
  >
    <p>
      Its secret key is removed from the keychain, and tools that ask Keydesk for <code>{savedKey.name}</code> stop
      working. Without another copy of the secret key it cannot be kept here again.
    </p>
    <p>The key itself is not deleted at Oracle.</p>
  </Removal>
);

const dialogs = { test: TestDialog, profiles: ProfilesDialog, remove: RemoveDialog };

/** The dialog of one action on a saved key. */
export const SavedKeyDialog = ({ action, ...props }: SavedKeyDialogProps & { readonly action: SavedKeyAction }) => {
  const Dialog = dialogs[action];
  return <Dialog {...props} />;
};

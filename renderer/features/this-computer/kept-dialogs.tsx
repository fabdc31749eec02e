import { useState } from 'react';
import type { KeptKey } from '../../../bridge/values/usage.ts';
import { usage } from '../../app/bridge.ts';
import { Removal } from '../../app/removal.tsx';
import { keptKeyInUse } from '../../panes/usage/key-in-use.ts';
import { Profiles } from '../../panes/usage/profiles.tsx';
import { TestKey } from '../../panes/usage/test-key.tsx';
import { DialogWindow } from '../../ui/dialog.tsx';

export type KeptAction = 'test' | 'profiles' | 'remove';

export interface KeptDialogProps {
  readonly kept: KeptKey;
  readonly onClose: () => void;
}

const TestDialog = ({ kept, onClose }: KeptDialogProps) => (
  <DialogWindow title="Test" size="wide" onDismiss={onClose}>
    <TestKey keyInUse={keptKeyInUse(kept)} onEnd={onClose} closes />
  </DialogWindow>
);

const nothing = () => undefined;

const ProfilesDialog = ({ kept, onClose }: KeptDialogProps) => {
  const [held, setHeld] = useState(false);
  return (
    <DialogWindow title="Profiles for tools" size="wide" onDismiss={onClose} held={held}>
      <Profiles keyInUse={keptKeyInUse(kept)} onDone={nothing} onEnd={onClose} onHeld={setHeld} closes />
    </DialogWindow>
  );
};

const RemoveDialog = ({ kept, onClose }: KeptDialogProps) => (
  <Removal
    title={`Remove ${kept.name} from this computer?`}
    action="Remove"
    remove={() => usage.ForgetKey(kept.id)}
    removed="Key removed from this computer."
    onClose={onClose}
  >
    <p>
      Its secret key is removed from the keychain, and tools that ask Keydesk for <code>{kept.name}</code> stop working.
      Without another copy of the secret key it cannot be kept here again.
    </p>
    <p>The key itself is not deleted at Oracle.</p>
  </Removal>
);

const dialogs = { test: TestDialog, profiles: ProfilesDialog, remove: RemoveDialog };

/** The dialog of what is asked of a kept key. */
export const KeptDialog = ({ action, ...props }: KeptDialogProps & { readonly action: KeptAction }) => {
  const Dialog = dialogs[action];
  return <Dialog {...props} />;
};

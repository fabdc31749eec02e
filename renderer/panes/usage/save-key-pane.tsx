import './endpoint-lines.css';
import { useEffect, useRef, useState } from 'react';
import { usage } from '../../app/bridge.ts';
import { FailureNotice, failureSentence } from '../../app/failure-notice.tsx';
import { TryKeychain } from '../../app/keychain.tsx';
import { useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useChosenRegion } from './chosen-region.ts';
import { LabelledLine } from './command-line.tsx';
import { savedTwin } from './key-in-use.ts';
import { useExecCommand, useSavedKeys, useSavingPossible } from './saved-keys.ts';
import { suggestName } from './tool-words.ts';

/** Why no key can be saved without a keychain. */
const NoKeychain = ({ onBack }: { readonly onBack: () => void }) => {
  const { vault } = useSession();
  return (
    <>
      <Notice
        tone="warning"
        title="This computer has no keychain that Keydesk can use, so it keeps no key here."
        actions={<TryKeychain />}
      >
        <p>A secret key in a plain file would be everybody’s who can read the file.</p>
        {vault.kind === 'memory' && <p className="notice-reason selectable">{vault.reason}</p>}
      </Notice>
      <DialogActions>
        <Button look="primary" onPress={onBack}>
          Go back
        </Button>
      </DialogActions>
    </>
  );
};

/** Saves the open key in the keychain of this computer, so that tools can fetch it from Keydesk by name. */
export const SaveKeyPane = ({ secret, onDone, onBack, onHeld }: PaneProps) => {
  const { vault } = useSession();
  const possible = useSavingPossible();
  const twin = savedTwin(secret.accessKey, useSavedKeys());
  const [region] = useChosenRegion({ kind: 'open', handle: secret.handle });
  const [name, setName] = useState(() => suggestName(secret.keyName));
  const { pending, failure, send } = useRequest();
  const badName = failure?.kind === 'tool-name-invalid' ? failure : null;
  const isSaved = twin !== null;
  const doneButton = useRef<HTMLButtonElement>(null);
  // The focused field is gone, so a button takes the focus. Otherwise the focus would go to the top of the page.
  useEffect(() => {
    if (isSaved) doneButton.current?.focus();
  }, [isSaved]);
  const command = useExecCommand(twin?.name ?? (name.trim() || 'NAME'));

  const keep = async () => {
    onHeld(true);
    const result = await send(() => usage.SaveKey(secret.handle, name.trim(), region));
    onHeld(false);
    if (result?.ok) onDone(`Kept on this computer as ${name.trim()}`);
  };

  if (possible === false) return <NoKeychain onBack={onBack} />;
  return (
    <Form onSubmit={() => void keep()}>
      <p className="dialog-lead">
        <strong>{secret.keyName}</strong>
      </p>
      {twin ? (
        <Notice tone="accent" icon="check" role="status">
          <p>
            Kept in {vault.kind === 'keychain' ? vault.name : 'the keychain'} as <strong>{twin.name}</strong>
            {twin.region && `, to be used in ${twin.region}`}.
          </p>
          <p>The view “On this computer” shows it, and removes it when it is no longer needed here.</p>
        </Notice>
      ) : (
        <>
          <p>
            The key is kept in {vault.kind === 'keychain' ? vault.name : 'the keychain of this computer'}, and
            command-line tools can ask Keydesk for it by a name. Anybody who can use your unlocked session can use it
            too.
          </p>
          <TextField
            label="Name for the command line"
            value={name}
            onChange={setName}
            isReadOnly={pending}
            autoFocus
            maxLength={64}
            error={badName && failureSentence(badName)}
          />
        </>
      )}
      <LabelledLine label="Tools get it with" what="Command" text={command} />
      {failure && !badName && <FailureNotice failure={failure} />}
      <DialogActions>
        {twin ? (
          <Button ref={doneButton} look="primary" onPress={onBack}>
            Done
          </Button>
        ) : (
          <Button look="primary" type="submit" isPending={pending} isDisabled={name.trim() === ''}>
            Keep it here
          </Button>
        )}
      </DialogActions>
    </Form>
  );
};

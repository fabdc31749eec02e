import { useState } from 'react';
import { handover } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import type { PaneProps } from '../pane-props.ts';
import { EncryptionChoice, useEncryption } from './encryption-choice.tsx';
import { HandoverNotice } from './handover-notice.tsx';
import { fileNameOf } from './handover-words.ts';
import { NoteField } from './note-field.tsx';
import { useHandingOver } from './use-handing-over.ts';

/** Saves the key as an encrypted file, for a public key or with a passphrase. Any age program opens it. */
export const FilePane = ({ onBack, ...pane }: PaneProps) => {
  const { secret } = pane;
  const encryption = useEncryption(secret);
  const [note, setNote] = useState('');
  const { handedOver, pending, failure, handOver } = useHandingOver(pane);
  const { lock } = encryption;

  const save = async () => {
    if (!lock) return;
    const request = { handle: secret.handle, lock, note: note.trim() };
    await handOver(
      lock,
      () => handover.SaveFile(request),
      ({ file }) => ({ what: `Saved as ${file}`, outcome: `Encrypted file saved: ${fileNameOf(file)}` }),
    );
  };

  return (
    <DialogForm onSubmit={() => void save()}>
      <p className="dialog-lead">
        The key <strong>{secret.keyName}</strong>, locked for {secret.ownerName}. Keydesk opens the file, and so does
        any <code>age</code> program.
      </p>
      <EncryptionChoice secret={secret} state={encryption} held={pending} />
      <NoteField value={note} onChange={setNote} readOnly={pending} />
      {failure && <FailureNotice failure={failure} />}
      {handedOver && <HandoverNotice handedOver={handedOver} />}
      <DialogActions>
        {/* The same button before and after, so that it keeps the focus. */}
        <Button look={handedOver ? 'plain' : 'primary'} type="submit" isPending={pending} isDisabled={lock === null}>
          {handedOver ? 'Save another…' : 'Save…'}
        </Button>
        {handedOver && (
          <Button look="primary" onPress={onBack} isDisabled={pending}>
            Done
          </Button>
        )}
      </DialogActions>
    </DialogForm>
  );
};

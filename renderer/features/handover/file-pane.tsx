import { type FormEvent, useState } from 'react';
import { handover } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PaneProps } from '../secret/pane-props.ts';
import { doneWords, fileNameOf, tellWords } from './handover-words.ts';
import { LockChoice, useLock } from './lock-choice.tsx';
import { NoteField } from './note-field.tsx';
import { usePassphrase } from './passphrase-keeper.tsx';

/** `words`: those that open it; null: a private key does. */
type Saved = { readonly file: string; readonly tell: string; readonly words: readonly string[] | null };

/** Saves the key as an encrypted file, which any age program opens: for somebody's public key, or with a passphrase. */
export const FilePane = ({ secret, onDone, onBack, onHeld }: PaneProps) => {
  const lockState = useLock(secret);
  const [note, setNote] = useState('');
  const { words, markInUse } = usePassphrase();
  const [lastSaved, setSaved] = useState<Saved | null>(null);
  // With other words on the screen it would be read as though those opened the file.
  const saved = lastSaved?.words && lastSaved.words !== words ? null : lastSaved;
  const { pending, failure, send } = useRequest();
  const { lock } = lockState;

  const save = async () => {
    if (!lock) return;
    onHeld(true);
    const answer = await send(() => handover.SaveFile({ handle: secret.handle, lock, note: note.trim() }));
    onHeld(false);
    if (!answer?.ok || answer.value.file === null) return;
    const { file } = answer.value;
    if (lock.kind === 'passphrase') markInUse();
    setSaved({ file, tell: tellWords(lock.kind, secret.ownerName), words: lock.kind === 'passphrase' ? words : null });
    onDone(doneWords(`Encrypted file saved: ${fileNameOf(file)}`, lock.kind));
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <form className="dialog-form" onSubmit={onSubmit} noValidate>
      <p className="dialog-lead">
        The key <strong>{secret.keyName}</strong>, locked for {secret.ownerName}. Keydesk opens the file, and so does
        any <code>age</code> program.
      </p>
      <LockChoice secret={secret} state={lockState} />
      <NoteField value={note} onChange={setNote} readOnly={pending} />
      {failure && <FailureNotice failure={failure} />}
      {saved && (
        <Notice tone="accent" icon="check" role="status">
          <p>
            Saved as <span className="selectable">{saved.file}</span>
          </p>
          <p className="notice-more">{saved.tell}</p>
        </Notice>
      )}
      <DialogActions>
        {/* One button before and after: it keeps the focus. */}
        <Button look={saved ? 'plain' : 'primary'} type="submit" isPending={pending} isDisabled={lock === null}>
          {saved ? 'Save another…' : 'Save…'}
        </Button>
        {saved && (
          <Button look="primary" onPress={onBack} isDisabled={pending}>
            Done
          </Button>
        )}
      </DialogActions>
    </form>
  );
};

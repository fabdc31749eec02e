import { type FormEvent, useState } from 'react';
import type { FileLock } from '../../../bridge/values/handover.ts';
import { handover } from '../../app/bridge.ts';
import { currentAccount, useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PaneProps } from '../secret/pane-props.ts';
import { doneWords, fileNameOf, tellWords } from './handover-words.ts';
import { knownEmail } from './known-email.ts';
import { LockChoice, useLock } from './lock-choice.tsx';
import { NoteField } from './note-field.tsx';
import { usePassphrase } from './passphrase-keeper.tsx';

/** `words`: those that open its attachment; null: a private key does. */
type Made = { readonly what: string; readonly tell: string; readonly words: readonly string[] | null };

/** Makes an e-mail with the encrypted file attached, and opens it in the person's own mail program. Nothing is sent. */
export const MailPane = ({ secret, onDone, onBack, onHeld }: PaneProps) => {
  const account = currentAccount(useSession());
  const email = knownEmail(account?.id ?? null, secret.ownerOcid);
  const lockState = useLock(secret);
  const [note, setNote] = useState('');
  const { words, markInUse } = usePassphrase();
  const [lastMade, setMade] = useState<Made | null>(null);
  // With other words on the screen it would be read as though those opened the draft.
  const made = lastMade?.words && lastMade.words !== words ? null : lastMade;
  const { pending, failure, send } = useRequest();
  const { lock } = lockState;
  const name = secret.ownerName;

  const tellMade = (what: string, done: string, kind: FileLock['kind']) => {
    if (kind === 'passphrase') markInUse();
    setMade({ what, tell: tellWords(kind, name), words: kind === 'passphrase' ? words : null });
    onDone(doneWords(done, kind));
  };

  const open = async () => {
    if (!lock) return;
    onHeld(true);
    const answer = await send(() => handover.DraftMail({ handle: secret.handle, lock, note: note.trim() }));
    onHeld(false);
    if (!answer?.ok) return;
    const { to } = answer.value;
    const what =
      to === null
        ? `The draft is open. It has no address yet: Keydesk could not find one for ${name}. Fill it in there.`
        : `The draft to ${to} is open in your mail program. Send it there.`;
    tellMade(what, to === null ? 'E-mail draft opened' : `E-mail draft opened for ${to}`, lock.kind);
  };

  const save = async () => {
    if (!lock) return;
    onHeld(true);
    const answer = await send(() => handover.SaveDraft({ handle: secret.handle, lock, note: note.trim() }));
    onHeld(false);
    if (!answer?.ok || answer.value.file === null) return;
    const { file } = answer.value;
    const what = `Saved as ${file}. Open it in a mail program, and send it there.`;
    tellMade(what, `E-mail draft saved: ${fileNameOf(file)}`, lock.kind);
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void open();
  };

  return (
    <form className="dialog-form" onSubmit={onSubmit} noValidate>
      <p className="dialog-lead">
        An e-mail{' '}
        {email === null ? (
          <>to the address that Oracle has for {name}</>
        ) : (
          <>
            to <strong>{email}</strong>
          </>
        )}
        , with the key attached as an encrypted file. Keydesk opens it in your mail program and sends nothing itself.
      </p>
      <LockChoice secret={secret} state={lockState} />
      <NoteField value={note} onChange={setNote} readOnly={pending} />
      {failure && <FailureNotice failure={failure} />}
      {made && (
        <Notice tone="accent" icon="check" role="status">
          <p className="selectable">{made.what}</p>
          <p className="notice-more">{made.tell}</p>
        </Notice>
      )}
      <DialogActions>
        <Button isPending={pending} isDisabled={lock === null} onPress={() => void save()}>
          Save draft…
        </Button>
        {made ? (
          <Button look="primary" onPress={onBack} isDisabled={pending}>
            Done
          </Button>
        ) : (
          <Button look="primary" type="submit" isPending={pending} isDisabled={lock === null}>
            Open draft
          </Button>
        )}
      </DialogActions>
    </form>
  );
};

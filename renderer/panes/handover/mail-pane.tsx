import { useState } from 'react';
import type { UserDetails } from '../../../bridge/values/directory.ts';
import type { AccountId } from '../../../bridge/values/session.ts';
import { handover } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { queryClient } from '../../app/query-client.ts';
import { currentAccount, useSession } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import type { PaneProps } from '../pane-props.ts';
import { EncryptionChoice, useEncryption } from './encryption-choice.tsx';
import { HandoverNotice } from './handover-notice.tsx';
import { openedDraftWords, savedDraftWords } from './handover-words.ts';
import { NoteField } from './note-field.tsx';
import { useHandingOver } from './use-handing-over.ts';

/** The e-mail address of a user whose page this window has read. Null where it has not, or Oracle has none. */
const knownEmail = (account: AccountId | null, userOcid: string | null): string | null => {
  const people = queryClient.getQueriesData<UserDetails>({ queryKey: ['account', account, 'person'] });
  return people.find(([, person]) => person !== undefined && person.ocid === userOcid)?.[1]?.email ?? null;
};

/** Writes an e-mail with the encrypted file attached and opens it in the user's mail program. Nothing is sent. */
export const MailPane = ({ onBack, ...pane }: PaneProps) => {
  const { secret } = pane;
  const account = currentAccount(useSession());
  const email = knownEmail(account?.id ?? null, secret.ownerOcid);
  const encryption = useEncryption(secret);
  const [note, setNote] = useState('');
  const { handedOver, pending, failure, handOver } = useHandingOver(pane);
  const { lock } = encryption;
  const name = secret.ownerName;

  const open = async () => {
    if (!lock) return;
    const request = { handle: secret.handle, lock, note: note.trim() };
    await handOver(
      lock,
      () => handover.DraftMail(request),
      ({ to }) => openedDraftWords(to, name),
    );
  };

  const save = async () => {
    if (!lock) return;
    const request = { handle: secret.handle, lock, note: note.trim() };
    await handOver(
      lock,
      () => handover.SaveDraft(request),
      ({ file, to }) => savedDraftWords(file, to, name),
    );
  };

  return (
    <DialogForm onSubmit={() => void open()}>
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
      <EncryptionChoice secret={secret} state={encryption} held={pending} />
      <NoteField value={note} onChange={setNote} readOnly={pending} />
      {failure && <FailureNotice failure={failure} />}
      {handedOver && <HandoverNotice handedOver={handedOver} />}
      <DialogActions>
        <Button isPending={pending} isDisabled={lock === null} onPress={() => void save()}>
          Save draft…
        </Button>
        {handedOver ? (
          <Button look="primary" onPress={onBack} isDisabled={pending}>
            Done
          </Button>
        ) : (
          <Button look="primary" type="submit" isPending={pending} isDisabled={lock === null}>
            Open draft
          </Button>
        )}
      </DialogActions>
    </DialogForm>
  );
};

import type { UserDetails } from '../../../bridge/values/directory.ts';
import type { AccountId } from '../../../bridge/values/session.ts';
import { handover } from '../../app/bridge.ts';
import { queryClient } from '../../app/query-client.ts';
import { currentAccount, useSession } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogPending } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import type { PaneProps } from '../pane-props.ts';
import { HandoverFields, useHandingOver } from './handover-form.tsx';
import { openedDraftWords, savedDraftWords } from './handover-words.ts';

/** The e-mail address of a user whose page this window has read. Null: the page was not read, or Oracle has no address. */
const knownEmail = (account: AccountId | null, userOcid: string | null): string | null => {
  const people = queryClient.getQueriesData<UserDetails>({ queryKey: ['account', account, 'person'] });
  return people.find(([, person]) => person !== undefined && person.ocid === userOcid)?.[1]?.email ?? null;
};

/** Writes an e-mail with the encrypted file attached and opens it in the user's mail program. Nothing is sent. */
export const MailPane = ({ onBack, ...pane }: PaneProps) => {
  const { secret } = pane;
  const account = currentAccount(useSession());
  const email = knownEmail(account?.id ?? null, secret.ownerOcid);
  const form = useHandingOver(pane, 'mail');
  const { encryption, handedOver, pending } = form;
  const name = secret.ownerName;

  const open = () =>
    form.handOver(
      (given) => handover.DraftMail(given),
      ({ to }) => openedDraftWords(to, name),
    );
  const save = () =>
    form.handOver(
      (given) => handover.SaveDraft(given),
      ({ file, to }) => savedDraftWords(file, to, name),
    );

  return (
    <Form onSubmit={() => void open()}>
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
      <HandoverFields form={form} />
      <DialogActions beside={pending && <DialogPending>Preparing the draft…</DialogPending>}>
        <Button isPending={pending} isDisabled={encryption.lock === null} onPress={() => void save()}>
          Save draft…
        </Button>
        {handedOver ? (
          <Button look="primary" onPress={onBack} isDisabled={pending}>
            Done
          </Button>
        ) : (
          <Button look="primary" type="submit" isPending={pending} isDisabled={encryption.lock === null}>
            Open draft
          </Button>
        )}
      </DialogActions>
    </Form>
  );
};

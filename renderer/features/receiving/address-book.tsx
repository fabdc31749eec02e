import type { Recipient } from '../../../bridge/values/handover.ts';
import { handover } from '../../app/bridge.ts';
import { useAddressBookStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Fingerprint } from '../handover/fingerprint.tsx';
import { recipientNote } from '../handover/handover-words.ts';

const Entry = ({ recipient }: { readonly recipient: Recipient }) => {
  const { pending, failure, send } = useRequest();
  const id = `recipient-${recipient.id}`;

  const remove = async () => {
    const answer = await send(() => handover.RemoveRecipient(recipient.id));
    if (answer?.ok) announce('Public key removed.');
  };

  return (
    <li>
      <div className="book-entry">
        <span id={id} className="book-text">
          <span className="book-name">{recipient.userName}</span>
          <Fingerprint words={recipient.fingerprint} />
          <span className="third">{recipientNote(recipient)}</span>
        </span>
        <Button aria-describedby={id} isPending={pending} onPress={() => void remove()}>
          Remove
        </Button>
      </div>
      {failure && <FailureNotice failure={failure} />}
    </li>
  );
};

/** Every public key that is known on this computer, by the person it belongs to. */
export const AddressBook = () => {
  const book = useAddressBookStore();
  if (book.state !== 'ready') return null;
  const recipients = book.result.recipients.toSorted((one, other) => one.userName.localeCompare(other.userName));
  if (recipients.length === 0) {
    return (
      <p className="third">Empty. A key is added where it is needed: under “Encrypted file” of a new secret key.</p>
    );
  }
  return (
    <ul className="book" aria-label="Address book">
      {recipients.map((recipient) => (
        <Entry key={recipient.id} recipient={recipient} />
      ))}
    </ul>
  );
};

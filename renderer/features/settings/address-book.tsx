import { useRef, useState } from 'react';
import type { Recipient } from '../../../bridge/values/handover.ts';
import { CopyButton } from '../../app/copy-button.tsx';
import { useAddressBookStore } from '../../app/stores.ts';
import { recipientNote } from '../../panes/handover/handover-words.ts';
import { Fingerprint, PublicKey } from '../../panes/handover/public-key.tsx';
import { RemoveRecipient } from '../../panes/handover/remove-recipient.tsx';
import { Button } from '../../ui/button.tsx';
import { moveFocus } from '../../ui/keep-focus.ts';

interface EntryProps {
  readonly recipient: Recipient;
  readonly onRemove: () => void;
}

const Entry = ({ recipient, onRemove }: EntryProps) => {
  const id = `recipient-${recipient.id}`;
  return (
    <li className="book-entry">
      <span className="book-text">
        <span id={id} className="book-text">
          <span className="book-name">{recipient.userName}</span>
          <Fingerprint words={recipient.fingerprint} />
          <span className="third">{recipientNote(recipient)}</span>
        </span>
        <PublicKey publicKey={recipient.publicKey} />
      </span>
      <CopyButton text={recipient.publicKey} what={`the key ${recipient.fingerprint.join(' ')}`} />
      <Button aria-describedby={id} onPress={onRemove}>
        Remove…
      </Button>
    </li>
  );
};

/** Every public key that is known on this computer, by the person it belongs to. */
export const AddressBook = () => {
  const book = useAddressBookStore();
  const [removing, setRemoving] = useState<Recipient | null>(null);
  const place = useRef<HTMLDivElement>(null);
  if (book.state !== 'ready') return null;
  const recipients = book.result.recipients.toSorted((one, other) => one.userName.localeCompare(other.userName));
  return (
    <div ref={place} tabIndex={-1} className="book-place">
      {recipients.length === 0 ? (
        <p className="third">Empty. A key is added where it is needed: under “Encrypted file” of a new secret key.</p>
      ) : (
        <ul className="book" aria-label="Address book">
          {recipients.map((recipient) => (
            <Entry key={recipient.id} recipient={recipient} onRemove={() => setRemoving(recipient)} />
          ))}
        </ul>
      )}
      {removing && (
        <RemoveRecipient
          recipient={removing}
          onClose={() => setRemoving(null)}
          onRemoved={() => moveFocus(() => place.current)}
        />
      )}
    </div>
  );
};

import { useRef, useState } from 'react';
import type { Recipient } from '../../../bridge/values/handover.ts';
import { CopyButton } from '../../app/copy-button.tsx';
import { useReceiving } from '../../app/receiving.tsx';
import { useAccountIfAny } from '../../app/session.tsx';
import { useAddressBookStore } from '../../app/stores.ts';
import { HandoverAddress } from '../../panes/handover/handover-address.tsx';
import { recipientNote } from '../../panes/handover/handover-words.ts';
import { Fingerprint, PublicKey } from '../../panes/handover/public-key.tsx';
import { RemoveRecipient } from '../../panes/handover/remove-recipient.tsx';
import { Button } from '../../ui/button.tsx';
import { moveFocus } from '../../ui/keep-focus.ts';
import { AddAddress } from './add-address.tsx';
import { SettingsGroup } from './settings-group.tsx';

interface EntryProps {
  readonly recipient: Recipient;
  readonly onRemove: () => void;
}

const Entry = ({ recipient, onRemove }: EntryProps) => {
  const id = `recipient-${recipient.id}`;
  return (
    <li className="book-entry">
      <span className="lines">
        <span id={id} className="lines">
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

/** The public keys that this computer knows, by owner. */
const AddressBook = () => {
  const book = useAddressBookStore().result;
  const isSignedIn = useAccountIfAny() !== null;
  const [removing, setRemoving] = useState<Recipient | null>(null);
  const [isAdding, setAdding] = useState(false);
  const section = useRef<HTMLDivElement>(null);
  if (book === undefined) return null;
  const recipients = book.recipients.toSorted((one, other) => one.userName.localeCompare(other.userName));
  return (
    <div ref={section} tabIndex={-1} className="book-box">
      {recipients.length === 0 ? (
        <p className="third">
          Empty. Packets for many users, and encrypted files, are locked with the addresses that are here.
        </p>
      ) : (
        <ul className="book" aria-label="Address book">
          {recipients.map((recipient) => (
            <Entry key={recipient.id} recipient={recipient} onRemove={() => setRemoving(recipient)} />
          ))}
        </ul>
      )}
      {isSignedIn && (
        <Button icon="plus" onPress={() => setAdding(true)}>
          Add an address…
        </Button>
      )}
      {isAdding && <AddAddress onClose={() => setAdding(false)} />}
      {removing && (
        <RemoveRecipient
          recipient={removing}
          onClose={() => setRemoving(null)}
          onRemoved={() => moveFocus(() => section.current)}
        />
      )}
    </div>
  );
};

/** The settings of handing over: the user's own address, the addresses of others, and the ways to receive a key. */
export const ReceivingSettings = () => {
  const { show, chooseFile } = useReceiving();
  return (
    <>
      <SettingsGroup
        title="My handover address"
        text="A public key, and no secret. With it, others encrypt a file that only this computer opens."
      >
        <HandoverAddress />
      </SettingsGroup>
      <SettingsGroup title="Address book" text="Public keys of the people to whom you hand secret keys over.">
        <AddressBook />
      </SettingsGroup>
      <SettingsGroup title="Receiving a key" text="A handed-over file can also be dropped onto the window.">
        <div className="buttons">
          <Button icon="file" onPress={chooseFile}>
            Open a handed-over file…
          </Button>
          <Button icon="speech" onPress={() => show({ kind: 'type-in' })}>
            Type in a secret key…
          </Button>
        </div>
      </SettingsGroup>
    </>
  );
};

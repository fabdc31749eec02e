import { useId, useRef, useState } from 'react';
import type { Person, Recipient, RecipientId } from '../../../bridge/values/handover.ts';
import { CopyButton } from '../../app/copy-button.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { moveFocus } from '../../ui/keep-focus.ts';
import { AddRecipient } from './add-recipient.tsx';
import { recipientNote } from './handover-words.ts';
import { Fingerprint, PublicKey } from './public-key.tsx';
import { RemoveRecipient } from './remove-recipient.tsx';

interface RecipientChoiceProps {
  readonly person: Person;
  /** The keys of this person, the newest first. */
  readonly recipients: readonly Recipient[];
  readonly selected: RecipientId | null;
  readonly onSelect: (recipient: RecipientId | null) => void;
  /** A pasted key that is not added yet. Empty: none. */
  readonly unadded: string;
  readonly onUnadded: (text: string) => void;
}

/** The known public keys of one person: the user selects one, adds one or removes one. */
export const RecipientChoice = (props: RecipientChoiceProps) => {
  const { person, recipients, selected, onSelect, unadded, onUnadded } = props;
  const group = useId();
  const section = useRef<HTMLDivElement>(null);
  const [wantsAnother, setWantsAnother] = useState(unadded !== '');
  const [removing, setRemoving] = useState<Recipient | null>(null);
  const none = recipients.length === 0;
  const adding = none || wantsAnother;

  const stopAdding = () => {
    setWantsAnother(false);
    onUnadded('');
  };
  const focusOn = (what: string) => moveFocus(() => section.current?.querySelector<HTMLElement>(what) ?? null);

  return (
    <div ref={section} className="recipients">
      {!none && (
        <div role="radiogroup" aria-label={`Public keys of ${person.name}`} className="recipient-list">
          {recipients.map((recipient) => (
            <div key={recipient.id} className="recipient">
              <div className="recipient-whole">
                <label className="recipient-label">
                  <input
                    type="radio"
                    className="radio"
                    name={group}
                    checked={recipient.id === selected}
                    onChange={() => onSelect(recipient.id)}
                  />
                  <span className="recipient-text">
                    <Fingerprint words={recipient.fingerprint} />
                    <span className="third">{recipientNote(recipient)}</span>
                  </span>
                </label>
                <PublicKey publicKey={recipient.publicKey} />
              </div>
              <CopyButton text={recipient.publicKey} what={`the key ${recipient.fingerprint.join(' ')}`} />
              <IconButton
                icon="trash"
                look="loss"
                name={`Remove the key ${recipient.fingerprint.join(' ')}`}
                onPress={() => setRemoving(recipient)}
              />
            </div>
          ))}
        </div>
      )}
      {!none && (
        <p className="third">
          Have {person.name} read out the six words by telephone before you trust a key, or the key itself where they
          have no words: anybody who has its private key can open the file.
        </p>
      )}
      {adding ? (
        <AddRecipient
          person={person}
          text={unadded}
          onText={onUnadded}
          onAdded={(recipient) => {
            stopAdding();
            onSelect(recipient.id);
            focusOn('input:checked');
          }}
          onCancel={
            none
              ? null
              : () => {
                  stopAdding();
                  focusOn('.add-another button');
                }
          }
        />
      ) : (
        <div className="add-another">
          <Button
            icon="plus"
            onPress={() => {
              setWantsAnother(true);
              focusOn('textarea');
            }}
          >
            Add another key
          </Button>
        </div>
      )}
      {!none && unadded.trim() !== '' && (
        <p role="status">The key in the field is not added yet: press Add to encrypt the file for it, or Cancel.</p>
      )}
      {removing && (
        <RemoveRecipient
          recipient={removing}
          onClose={() => setRemoving(null)}
          onRemoved={() => {
            if (selected === removing.id) onSelect(null);
            focusOn('input:checked, textarea');
          }}
        />
      )}
    </div>
  );
};

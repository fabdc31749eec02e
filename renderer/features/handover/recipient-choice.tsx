import { useId, useState } from 'react';
import type { Person, Recipient, RecipientId } from '../../../bridge/values/handover.ts';
import { handover } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { AddRecipient } from './add-recipient.tsx';
import { Fingerprint } from './fingerprint.tsx';
import { recipientNote } from './handover-words.ts';

export interface RecipientChoiceProps {
  readonly person: Person;
  /** The keys of this person, the newest first. */
  readonly recipients: readonly Recipient[];
  readonly selected: RecipientId | null;
  readonly onSelect: (recipient: RecipientId | null) => void;
}

/** The public keys that are known of one person: one is chosen, another added, an old one removed. */
export const RecipientChoice = ({ person, recipients, selected, onSelect }: RecipientChoiceProps) => {
  const group = useId();
  const [adding, setAdding] = useState(false);
  const removing = useRequest();
  const none = recipients.length === 0;

  const remove = async (recipient: Recipient) => {
    const answer = await removing.send(() => handover.RemoveRecipient(recipient.id));
    if (!answer?.ok) return;
    announce('Public key removed.');
    if (selected === recipient.id) onSelect(null);
  };

  return (
    <div className="recipients">
      {!none && (
        <div role="radiogroup" aria-label={`Public keys of ${person.name}`} className="recipient-list">
          {recipients.map((recipient) => (
            <div key={recipient.id} className="recipient">
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
              <IconButton
                icon="trash"
                look="loss"
                name={`Remove the key ${recipient.fingerprint.join(' ')}`}
                isPending={removing.pending}
                onPress={() => void remove(recipient)}
              />
            </div>
          ))}
        </div>
      )}
      {removing.failure && <FailureNotice failure={removing.failure} />}
      {!none && (
        <p className="third">
          Have {person.name} read out the six words by telephone before you trust a key: whoever has the other half of
          it can open the file.
        </p>
      )}
      {none || adding ? (
        <AddRecipient
          person={person}
          onAdded={(recipient) => {
            setAdding(false);
            onSelect(recipient.id);
          }}
          onCancel={none ? null : () => setAdding(false)}
        />
      ) : (
        <div>
          <Button icon="plus" onPress={() => setAdding(true)}>
            Add another key
          </Button>
        </div>
      )}
    </div>
  );
};

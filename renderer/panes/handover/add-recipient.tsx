import './handover.css';
import { useState } from 'react';
import type { Person, Recipient, RecipientSource } from '../../../bridge/values/handover.ts';
import { handover } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';

const longestKey = 16_384;

interface AddRecipientProps {
  readonly person: Person;
  /** The text in the field. As long as this text is not added, no file is encrypted for any other key. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onAdded: (recipient: Recipient) => void;
  /** Null: no other key is known, so there is nothing to go back to. */
  readonly onCancel: (() => void) | null;
}

/** Adds a public key to the address book, pasted or from a file. Main checks the key, and does not store a refused one. */
export const AddRecipient = ({ person, text, onText, onAdded, onCancel }: AddRecipientProps) => {
  const [isEmpty, setIsEmpty] = useState(false);
  const { pending, failure, send, forget } = useRequest();

  const add = async (source: RecipientSource) => {
    const result = await send(() => handover.AddRecipient(person, source));
    // A private key that was pasted by mistake must not stay on the screen.
    if (result && !result.ok && result.failure.kind === 'private-key-pasted') onText('');
    if (!result?.ok || result.value === null) return;
    announce('Public key added.');
    onAdded(result.value);
  };

  const addPasted = () => {
    setIsEmpty(text.trim() === '');
    if (text.trim() !== '') void add({ kind: 'pasted', text });
  };

  return (
    <div className="add-recipient">
      <TextField
        label={`Public key of ${person.name}`}
        value={text}
        onChange={(next) => {
          onText(next);
          setIsEmpty(false);
          if (failure) forget();
        }}
        isReadOnly={pending}
        maxLength={longestKey}
        rows={2}
        error={isEmpty ? 'Paste a public key first: a line that begins with “age1”.' : null}
        hint="Their handover address from Keydesk’s settings, or any age public key: a line that begins with “age1”."
      />
      {failure && <FailureNotice failure={failure} />}
      <div className="buttons">
        <Button isPending={pending} onPress={addPasted}>
          Add
        </Button>
        <Button look="quiet" isPending={pending} onPress={() => void add({ kind: 'file' })}>
          From a file…
        </Button>
        {onCancel && (
          <Button look="quiet" isDisabled={pending} onPress={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </div>
  );
};

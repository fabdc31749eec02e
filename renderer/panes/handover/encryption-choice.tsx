import './handover.css';
import { useEffect, useState } from 'react';
import type { FileLock, RecipientId } from '../../../bridge/values/handover.ts';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { useAllowed } from '../../app/policy.tsx';
import { useAddressBookStore } from '../../app/stores.ts';
import { Segments } from '../../ui/choices.tsx';
import { recipientsOf } from './handover-words.ts';
import { usePassphrase } from './passphrase-provider.tsx';
import { PassphraseWords } from './passphrase-words.tsx';
import { RecipientChoice } from './recipient-choice.tsx';

const names = { recipient: 'Their public key', passphrase: 'A passphrase' } as const satisfies Record<
  FileLock['kind'],
  string
>;

/**
 * The choice of encryption for a file. It starts with the recipient's public key if one is known, since no passphrase has to be told then.
 * Otherwise it starts with a passphrase. `lock` is null until a key is chosen or a passphrase exists.
 */
export const useEncryption = (secret: OpenSecret, way: 'file' | 'mail') => {
  const allows = useAllowed('handOver');
  const isAllowed = { recipient: allows(`${way}-recipient`), passphrase: allows(`${way}-passphrase`) };
  // The kinds that the company allows for this way to hand over.
  const kinds = (['recipient', 'passphrase'] as const).filter((each) => isAllowed[each]);
  const only = kinds.length === 1 ? (kinds[0] ?? null) : null;
  const book = useAddressBookStore().result;
  const { words, pending } = usePassphrase();
  const recipients = recipientsOf(book?.recipients ?? [], secret.ownerOcid);
  // Null until the address book has been read.
  const [kind, choose] = useState<FileLock['kind'] | null>(null);
  const [chosen, select] = useState<RecipientId | null>(null);
  // A pasted public key that is not added yet. Empty: none.
  const [unadded, setUnadded] = useState('');
  const isRead = book !== undefined;
  const isKnown = recipients.length > 0;
  // Decided once. Keys that are added or removed later do not switch the choice.
  useEffect(() => {
    if (isRead) choose((before) => only ?? before ?? (isKnown ? 'recipient' : 'passphrase'));
  }, [isRead, isKnown, only]);
  const selected = recipients.find(({ id }) => id === chosen)?.id ?? recipients[0]?.id ?? null;
  // If a key is pasted but not added, the selected key is not used: it may belong to a lost computer. While new words are being
  // made, nothing is encrypted with the words on the screen.
  const lock = fileLockOf(kind, unadded.trim() === '' ? selected : null, words !== null && !pending);
  return { kind, choose, kinds, recipients, selected, select, unadded, setUnadded, lock };
};

const fileLockOf = (
  kind: FileLock['kind'] | null,
  recipient: RecipientId | null,
  passphrase: boolean,
): FileLock | null => {
  if (kind === 'passphrase') return passphrase ? { kind } : null;
  return kind === null || recipient === null ? null : { kind, recipient };
};

interface EncryptionChoiceProps {
  readonly secret: OpenSecret;
  readonly state: ReturnType<typeof useEncryption>;
  /** A file is being encrypted, so the passphrase must not change. */
  readonly held: boolean;
}

export const EncryptionChoice = ({ secret, state, held }: EncryptionChoiceProps) => {
  const { kind, choose, kinds, recipients, selected, select, unadded, setUnadded } = state;
  if (kind === null) return null;
  return (
    <div className="encryption">
      {secret.ownerOcid !== null && kinds.length > 1 && (
        <div className="encryption-kind">
          <span className="label" aria-hidden="true">
            Encrypted with
          </span>
          <Segments
            label="Encrypted with"
            options={kinds.map((id) => ({ id, text: names[id] }))}
            selected={kind}
            onSelect={choose}
          />
        </div>
      )}
      {kind === 'passphrase' && <PassphraseWords handle={secret.handle} name={secret.ownerName} held={held} />}
      {kind === 'recipient' && secret.ownerOcid !== null && (
        <RecipientChoice
          person={{ ocid: secret.ownerOcid, name: secret.ownerName }}
          recipients={recipients}
          selected={selected}
          onSelect={select}
          unadded={unadded}
          onUnadded={setUnadded}
        />
      )}
    </div>
  );
};

import type { FileLock, Recipient } from '../../../bridge/values/handover.ts';
import { formatDay, instantOf } from '../../ui/dates.ts';

/** "Added on 2 May 2026"; a post-quantum key says so. */
export const recipientNote = ({ kind, addedAt }: Pick<Recipient, 'kind' | 'addedAt'>): string => {
  const ms = instantOf(addedAt);
  const added = ms === null ? 'Added here' : `Added on ${formatDay(ms)}`;
  return kind === 'post-quantum' ? `${added}, post-quantum` : added;
};

/** A public key as it is shown: whole, but for a post-quantum one, which has two thousand characters. */
export const shownKey = (publicKey: string): string =>
  publicKey.length > 100 ? `${publicKey.slice(0, 40)}…${publicKey.slice(-40)}` : publicKey;

/** The keys of one user, the newest first. */
export const recipientsOf = (recipients: readonly Recipient[], userOcid: string | null): readonly Recipient[] =>
  recipients
    .filter((recipient) => recipient.userOcid === userOcid)
    .toSorted((one, other) => other.addedAt.localeCompare(one.addedAt));

/** The last part of a path, Windows' and the others'. */
export const fileNameOf = (file: string): string => file.split(/[/\\]/).at(-1) || file;

/** What the front of the dialog says has been done; Close is beside it, and takes the words of a passphrase along. */
export const doneWords = (done: string, lock: FileLock['kind']): string =>
  lock === 'recipient' ? done : `${done}. Its ten words are forgotten when you close.`;

/** What the recipient has to be told besides: null for one's own key, which opens the file by itself. */
export const tellWords = (lock: FileLock['kind'], name: string): string =>
  lock === 'recipient'
    ? `Only the key of ${name} opens it: send it by any way you like.`
    : `Now tell ${name} the ten words, by another way than the file.`;

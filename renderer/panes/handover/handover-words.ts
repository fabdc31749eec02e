import type { FileLock, Recipient } from '../../../bridge/values/handover.ts';
import { formatDay, instantOf } from '../../ui/dates.ts';

/** "Added on 2 May 2026", and for a post-quantum or an SSH key, its kind. */
export const recipientNote = ({ kind, addedAt }: Pick<Recipient, 'kind' | 'addedAt'>): string => {
  const ms = instantOf(addedAt);
  const added = ms === null ? 'Added here' : `Added on ${formatDay(ms)}`;
  const form = { x25519: '', 'post-quantum': ', post-quantum', ssh: ', SSH key: it is opened with age' }[kind];
  return `${added}${form}`;
};

/** A public key as it is displayed: whole, except for a post-quantum key of two thousand characters. */
export const shownKey = (publicKey: string): string =>
  publicKey.length > 100 ? `${publicKey.slice(0, 40)}…${publicKey.slice(-40)}` : publicKey;

/** The keys of one user, the newest first. */
export const recipientsOf = (recipients: readonly Recipient[], userOcid: string | null): readonly Recipient[] =>
  recipients
    .filter((recipient) => recipient.userOcid === userOcid)
    .toSorted((one, other) => other.addedAt.localeCompare(one.addedAt));

/** The last part of a path, on Windows and elsewhere. */
export const fileNameOf = (file: string): string => file.split(/[/\\]/).at(-1) || file;

/** The outcome for the front of the dialog. For a passphrase with the warning that Close forgets its words. */
export const outcomeWords = (outcome: string, lock: FileLock['kind']): string =>
  lock === 'recipient' ? outcome : `${outcome}. Its ten words are forgotten when you close.`;

/** The result in words: `what` for the pane, `outcome` for the front of the dialog. */
export interface ResultWords {
  readonly what: string;
  readonly outcome: string;
}

const noAddress = (name: string) => `It has no address yet: Keydesk could not find one for ${name}.`;

/**
 * The draft is open in the mail program. Its file belongs to Keydesk and is deleted on quit. `to` is null where Keydesk found
 * no address.
 */
export const openedDraftWords = (to: string | null, name: string): ResultWords => {
  const beforeQuit = 'Send it or save it there before you close Keydesk, which then deletes its own copy.';
  return to === null
    ? {
        what: `The draft is open in your mail program. ${noAddress(name)} Fill it in. ${beforeQuit}`,
        outcome: 'E-mail draft opened',
      }
    : {
        what: `The draft to ${to} is open in your mail program. ${beforeQuit}`,
        outcome: `E-mail draft opened for ${to}`,
      };
};

/** The draft is saved where the user chose, and stays there. */
export const savedDraftWords = (file: string, to: string | null, name: string): ResultWords => ({
  what: `Saved as ${file}. ${to === null ? `${noAddress(name)} ` : ''}Open it in a mail program, ${
    to === null ? 'fill in the address, ' : ''
  }and send it there.`,
  outcome: `E-mail draft saved: ${fileNameOf(file)}`,
});

/** What the recipient must be told. A recipient with a key of their own needs no passphrase. */
export const tellWords = (lock: FileLock['kind'], name: string): string =>
  lock === 'recipient'
    ? `Only the key of ${name} opens it: send it by any way you like.`
    : `Now tell ${name} the ten words, by another way than the file.`;

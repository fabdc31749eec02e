import type { Outcome } from '../basics/outcome.ts';
import type { SettingsProblem } from '../basics/stored-value.ts';
import type { FileProblem } from '../files/private-file.ts';
import type { PolicyRules, Prescribed } from '../policy/policy-rules.ts';
import type { KeyHome, LentSecret, SecretGone, Secrets } from '../secret/secret-contract.ts';
import type { EndpointOf } from '../usage/usage-contract.ts';
import type { AddressBook, RecipientUnknown } from './address-book.ts';
import type { Passphrases } from './passphrase.ts';
import type { PrivateKeyPasted, RecipientInvalid, RecipientTaken } from './recipient-key.ts';
import type { ForgetWords, RecordHandover } from './record-handover.ts';

/** What handing over by file and by mail needs, and why it can fail. */

/** The public key is in the address book for another user than the one whose secret key this is. */
type RecipientIsAnother = {
  readonly kind: 'recipient-invalid';
  readonly why: 'another-user';
  readonly recipient: string;
  readonly user: string;
};
export type NoMailProgram = { readonly kind: 'no-mail-program'; readonly reason: string };
export type LockProblem =
  | Prescribed
  | SecretGone
  | RecipientUnknown
  | RecipientIsAnother
  /** No passphrase was made; or it was forgotten before a file that it opens left Keydesk. */
  | { readonly kind: 'passphrase-missing' }
  | { readonly kind: 'locked' };

export type SaveProblem = LockProblem | FileProblem;
export type AddRecipientProblem = RecipientInvalid | RecipientTaken | PrivateKeyPasted | FileProblem | SettingsProblem;

/** Reads a file that the person chose. Its owner is not checked. A file of more than `maxBytes` is a problem. */
type ReadChosenFile = (file: string, maxBytes: number) => Promise<Outcome<Buffer, FileProblem>>;

/**
 * The sender, the tenancy and other facts about the key, in words; null if Keydesk does not know them. `replaces`: the old key of its
 * rotation.
 */
export type DescribeHandover = (open: LentSecret) => {
  readonly sender: string | null;
  readonly tenancy: string | null;
  readonly replaces: string | null;
};

export interface HandoverOptions {
  readonly secrets: Pick<Secrets, 'current' | 'lend'>;
  readonly policy: PolicyRules;
  readonly record: RecordHandover;
  readonly forgetWords: ForgetWords;
  readonly addressBook: AddressBook;
  readonly passphrases: Passphrases;
  /** Whether a public key is this person's own handover address although the user is another person. */
  readonly isOwnAddress: (publicKey: string, userOcid: string) => boolean;
  readonly isLocked: () => boolean;
  readonly endpointOf: EndpointOf;
  readonly describe: DescribeHandover;
  /** Name and mail address of the key's user; null: they cannot be found out now. */
  readonly describeOwner: (
    home: KeyHome,
    signal: AbortSignal,
  ) => Promise<{ readonly name: string; readonly email: string | null } | null>;
  /** The system's save dialog, which asks before it gives the path of a file that exists; null: the person cancelled. */
  readonly chooseSavePath: (suggestion: string) => Promise<string | null>;
  /** The system's dialog for a file with a public key; null when the person cancels. */
  readonly chooseKeyFile: () => Promise<string | null>;
  readonly readFile: ReadChosenFile;
  readonly writeFile: (file: string, bytes: Uint8Array) => Promise<Outcome<null, FileProblem>>;
  /** Shows a draft in the person's mail program. */
  readonly openDraft: (name: string, eml: Buffer) => Promise<Outcome<null, NoMailProgram | FileProblem>>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The work of one guess at a passphrase, as a base-2 logarithm for scrypt. Undefined, as always outside tests: age's own value. */
  readonly workFactor?: number | undefined;
}

/** What is encrypted, and for whom. */
export interface EncryptedKey {
  readonly open: LentSecret;
  readonly file: Buffer;
  /** How the history names the lock. */
  readonly lockedFor: string | null;
}

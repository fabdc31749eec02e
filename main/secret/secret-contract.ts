import type { Owner, UserIdentity } from '../../bridge/values/directory.ts';
import type { OpenSecret, OpenSecretState, SecretOrigin } from '../../bridge/values/secret.ts';
import type { News, Observable } from '../basics/observable.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { ClipboardGuard, ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import type { SecretBusy } from './secret-busy.ts';

/** The contract of the one-time secret. `createSecrets` makes it. */

/** Where a key belongs: what handing it over and using it need to know. It stays in main. */
export interface KeyHome {
  /** The user as the directory names them; null where the key came from somebody else. */
  readonly owner: Owner | null;
  /** The account that made it; null where it came from somebody else. */
  readonly account: { readonly tenancyOcid: string; readonly userOcid: string; readonly sample: boolean } | null;
  /** What a handed-over file says of it; null where Keydesk must look it up. */
  readonly place: { readonly namespace: string; readonly region: string; readonly endpoint: string } | null;
}

/** Whether this account made the key. */
export const isMadeBy = (
  { tenancyOcid, userOcid, sample }: NonNullable<KeyHome['account']>,
  { account }: Pick<KeyHome, 'account'>,
): boolean =>
  account !== null && account.tenancyOcid === tenancyOcid && account.userOcid === userOcid && account.sample === sample;

/** That the person closes it could not be written down, so it stays open: it would come back as one that was lost. */
export type ClosingProblem = { readonly kind: 'journal-failed'; readonly reason: string };

export type SecretGone = { readonly kind: 'secret-gone' };
export type LentSecret = OpenSecret & { readonly home: KeyHome };

export type SecretProblem =
  | SecretGone
  | { readonly kind: 'secret-not-stored'; readonly keyName: string }
  | ClosingProblem
  | ClipboardProblem;

export interface SecretToOpen {
  readonly handle: string;
  readonly keyId: string;
  readonly keyName: string;
  readonly ownerName: string;
  readonly ownerIdentity: UserIdentity | null;
  readonly ownerOcid: string | null;
  readonly own: boolean;
  readonly accessKey: string;
  readonly origin: SecretOrigin;
  readonly home: KeyHome;
  /** No dialog shows it: another part of Keydesk takes it, and closes it. */
  readonly quiet?: boolean | undefined;
  /** Called when the person closes the dialog, before anything is removed. A problem leaves it open. */
  readonly onClosing: () => Promise<Outcome<null, ClosingProblem>>;
  /** Called when memory and screen no longer hold it. `removed`: the vault no longer holds it either. */
  readonly onClosed: (removed: boolean) => Promise<void>;
}

/** Where a secret is to rest: in the vault, where it already rests (after a crash), or in memory (the sample tenancy). */
export type Keeping = 'vault' | 'recovered' | 'memory';

/** What is held of a secret. */
export type Held = { shown: OpenSecret; secret: Buffer } & Pick<
  SecretToOpen,
  'home' | 'quiet' | 'onClosing' | 'onClosed'
>;

export interface SecretsOptions {
  readonly vault: Vault;
  readonly clipboard: ClipboardGuard;
}

/**
 * Holds the one secret that is open: in memory that is zeroed at close, and in the vault so that a crash loses nothing. The state is what
 * the page shows: a quiet secret is in `current` alone.
 */
export interface Secrets extends Observable<OpenSecretState> {
  /** Whether something secret is readable on the screen: the open secret, or what `hideFromCapture` tells of. */
  readonly readable: Observable<boolean>;
  /** News when a secret has been closed and all of it is done: there is room for another that waits in the vault. */
  readonly free: News<null>;
  /** The keychain is back. A secret that only memory holds moves into it, if a note leads back to that secret. */
  keychainIsBack(): Promise<void>;
  current(): OpenSecret | null;
  /** The secret is open, or closed and not yet gone: nobody else may take it up. */
  holds(handle: string): boolean;
  /** The name of the key whose secret would be lost if the app ended now: not stored, and in memory alone. */
  atRisk(): string | null;
  /**
   * Puts the secret away, then shows it as open. Takes the buffer over; never fails: without a keychain it rests in memory.
   * One that rests in the vault is not shown, and can be opened later, while Keydesk is locked or another one is open.
   */
  open(details: SecretToOpen, secretKey: Buffer, keeping: Keeping): Promise<OpenSecret>;
  /** From here on no secret is held that the vault has; it can be opened again. One that rests in memory alone stays. */
  lock(): void;
  unlock(): void;
  /** The secret in clear, for the person's eyes: the one place where it leaves. */
  reveal(handle: string): Outcome<string, SecretProblem>;
  mask(handle: string): Outcome<null, SecretProblem>;
  /**
   * Something else that is secret is shown, a part of this one or what opens it, or no longer: words, or a field to type in. It
   * counts beside the revealed secret: what stands behind it is no less secret once that is masked or closed.
   */
  hideFromCapture(hidden: boolean): void;
  copy(handle: string): Promise<Outcome<null, SecretProblem>>;
  acknowledge(handle: string, stored: boolean): Outcome<null, SecretProblem>;
  /**
   * Lends the secret to what hands it over or uses it: a copy, filled with zeros when `use` has ended. A lock or
   * a close does not end the loan.
   */
  lend<T>(handle: string, use: (secret: Buffer, open: LentSecret) => Promise<T> | T): Promise<Outcome<T, SecretGone>>;
  /** Remembers that the secret is safe somewhere else, or no longer: Close asks no more, or again. A handle that is gone is no problem. */
  markSafe(handle: string, how: 'handedOver' | 'saved', isSafe?: boolean): void;
  /** Sets whether the recipient still has to be told the words. */
  markUntold(handle: string, untold: boolean): void;
  /**
   * Refused with `secret-not-stored` unless the secret is on the clipboard, was handed over, kept or acknowledged, can be opened
   * again from its file, or `unstored` says: it may go for good. One that is on the clipboard is closed and not gone: see
   * `closed-secrets.ts`; a second close, with `unstored`, ends it and clears the clipboard.
   */
  close(handle: string, unstored: boolean): Promise<Outcome<null, SecretProblem>>;
  /** Opens one that is closed and not gone. */
  showAgain(handle: string): Promise<Outcome<null, SecretGone | SecretBusy | VaultProblem>>;
  /** The key has been deleted: a closed secret of it is of no use. */
  keyDeleted(keyId: string): Promise<void>;
  /** Returns when what is being closed for good is closed. */
  settled(): Promise<void>;
}

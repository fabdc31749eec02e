import type { Owner } from '../../bridge/values/directory.ts';
import type { OpenSecret, OpenSecretState } from '../../bridge/values/secret.ts';
import type { News, Observable } from '../basics/observable.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { VaultProblem } from '../vault/vault.ts';
import type { SecretBusy } from './secret-busy.ts';

/** The contract of the one-time secret. `createSecrets` makes it. */

/** The user, account and endpoint of a key, which handing over and using it need. It stays in main. */
export interface KeyHome {
  /** The user as the directory names them; null for a key that others have handed over. */
  readonly owner: Owner | null;
  /** The account that made it; null for a key that others have handed over. */
  readonly account: { readonly tenancyOcid: string; readonly userOcid: string; readonly sample: boolean } | null;
  /** Namespace and region as a handed-over file says them; null: Keydesk must look them up. */
  readonly place: { readonly namespace: string; readonly region: string; readonly endpoint: string } | null;
}

/** Whether this account made the key. */
export const isMadeBy = (
  { tenancyOcid, userOcid, sample }: NonNullable<KeyHome['account']>,
  { account }: Pick<KeyHome, 'account'>,
): boolean =>
  account !== null && account.tenancyOcid === tenancyOcid && account.userOcid === userOcid && account.sample === sample;

/** The journal could not note that the person closes the secret, so it stays open: without the note it would come back as lost. */
export type ClosingProblem = { readonly kind: 'journal-failed'; readonly reason: string };

export type SecretGone = { readonly kind: 'secret-gone' };
export type LentSecret = OpenSecret & { readonly home: KeyHome };

export type SecretProblem =
  | SecretGone
  | { readonly kind: 'secret-not-stored'; readonly keyName: string }
  | ClosingProblem
  | ClipboardProblem;

export interface SecretToOpen
  extends Pick<
    OpenSecret,
    'handle' | 'keyId' | 'keyName' | 'ownerName' | 'ownerIdentity' | 'ownerOcid' | 'own' | 'accessKey' | 'origin'
  > {
  readonly home: KeyHome;
  /** No dialog shows it: another part of Keydesk takes it, and closes it. */
  readonly quiet?: boolean | undefined;
  /** Called when the person closes the dialog, before anything is removed. A problem leaves it open. */
  readonly onClosing: () => Promise<Outcome<null, ClosingProblem>>;
  /** Called when memory and screen no longer hold it. `removed`: the vault no longer holds it either. */
  readonly onClosed: (removed: boolean) => Promise<void>;
}

/**
 * Where a secret is stored: `vault`: put it there; `recovered`: the vault has it already, after a crash; `memory`: for the sample tenancy.
 */
export type Keeping = 'vault' | 'recovered' | 'memory';

/** What is held of a secret. */
export type Held = { shown: OpenSecret; secret: Buffer; quiet: boolean; givenBack?: true } & Pick<
  SecretToOpen,
  'home' | 'onClosing' | 'onClosed'
>;

/**
 * Holds the one secret that is open: in memory that is zeroed at close, and in the vault so that a crash loses nothing. The state is what
 * the page shows: a quiet secret is in `current` alone.
 */
export interface Secrets extends Observable<OpenSecretState> {
  /** Whether something secret is readable on the screen: the open secret, or what `hideFromCapture` was called for. */
  readonly readable: Observable<boolean>;
  /** News when a secret has been closed and removed: another that waits in the vault can be opened. */
  readonly free: News<null>;
  /** The keychain is back. A secret that only memory holds moves into it, if the journal can find it there again. */
  keychainIsBack(): Promise<void>;
  current(): OpenSecret | null;
  /** The secret is open, or closed and not yet removed: no other part may take it up. */
  holds(handle: string): boolean;
  /** The name of the key whose secret would be lost if the app ended now: not stored, and in memory alone. */
  atRisk(): string | null;
  /**
   * Stores the secret, then shows it as open. Takes the buffer over, and never fails: without a keychain the secret stays in memory. While
   * Keydesk is locked or another secret is open, a secret in the vault is not shown, and can be opened later.
   */
  open(details: SecretToOpen, secretKey: Buffer, keeping: Keeping): Promise<OpenSecret>;
  /**
   * Called by the part that took a quiet secret and could not close it. The secret leaves memory if the vault has it. Otherwise it stays
   * until that part tries again.
   */
  giveBack(handle: string): void;
  /**
   * The open secret that keeps another one from being opened. If that secret was given back, its dialog opens now, so that the person can
   * close it there.
   */
  inTheWay(): OpenSecret | null;
  /** Removes a secret from memory if the vault has it, where it can be opened again. A secret that is in memory alone stays. */
  lock(): void;
  unlock(): void;
  /** Returns the secret in clear, for the person to read. It leaves main only here. */
  reveal(handle: string): Outcome<string, SecretProblem>;
  mask(handle: string): Outcome<null, SecretProblem>;
  /**
   * Says whether the page shows something else that is secret: a part of this secret, words that open it, or a field to type one in. The
   * window stays hidden from capture until neither this nor the revealed secret is readable.
   */
  hideFromCapture(hidden: boolean): void;
  copy(handle: string): Promise<Outcome<null, SecretProblem>>;
  acknowledge(handle: string, stored: boolean): Outcome<null, SecretProblem>;
  /**
   * Lends the secret to what hands it over or uses it: a copy, filled with zeros when `use` has ended. A lock or
   * a close does not end the loan.
   */
  lend<T>(handle: string, use: (secret: Buffer, open: LentSecret) => Promise<T> | T): Promise<Outcome<T, SecretGone>>;
  /** Remembers whether the secret is safe elsewhere, so that *Close* need not ask. A handle that is gone is no problem. */
  markSafe(handle: string, how: 'handedOver' | 'saved', isSafe?: boolean): void;
  /** Sets whether the recipient still has to be told the words. */
  markUntold(handle: string, untold: boolean): void;
  /**
   * Refused with `secret-not-stored` unless the secret is on the clipboard, was handed over, kept or acknowledged, can be opened again from
   * its file, or `unstored` says that it may be lost. A secret that is on the clipboard is closed and not yet removed: see
   * `closed-secrets.ts`. A second close, with `unstored`, removes it and clears the clipboard.
   */
  close(handle: string, unstored: boolean): Promise<Outcome<null, SecretProblem>>;
  /** Opens a secret again that is closed and not yet removed. */
  showAgain(handle: string): Promise<Outcome<null, SecretGone | SecretBusy | VaultProblem>>;
  /** The key has been deleted: a closed secret of it is of no use. */
  keyDeleted(keyId: string): Promise<void>;
  /** Resolves when every closing that has begun is done. */
  settled(): Promise<void>;
}

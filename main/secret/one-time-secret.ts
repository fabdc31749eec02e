import type { ClipboardGuard, ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import type { Owner } from '../directory/directory-contract.ts';
import { failed, type Outcome, success } from '../outcome.ts';
import type { Vault } from '../vault/vault.ts';
import { packSecret, secretEntry } from './kept-secret.ts';

/** Made here just now; opened from a handed-over file, with what that says; or typed in while it was spelled. */
export type SecretOrigin =
  | { readonly kind: 'generated' }
  | {
      readonly kind: 'received';
      readonly file: string | null;
      readonly sender: string | null;
      readonly sentAt: string | null;
      readonly tenancy: string | null;
      readonly note: string | null;
    }
  | { readonly kind: 'typed' };

/** Where a key belongs: what handing it over and using it need to know. It stays in main. */
export interface KeyHome {
  /** The user as the directory names them; null where the key came from somebody else. */
  readonly owner: Owner | null;
  /** The account that made it; null where it came from somebody else. */
  readonly account: { readonly tenancyOcid: string; readonly userOcid: string; readonly sample: boolean } | null;
  /** What a handed-over file says of it; null where Keydesk must look it up. */
  readonly place: { readonly namespace: string; readonly region: string; readonly endpoint: string } | null;
}

/** What the person sees of an open secret: everything but the secret. */
export interface OpenSecret {
  readonly handle: string;
  readonly keyId: string;
  readonly keyName: string;
  readonly ownerName: string;
  readonly ownerOcid: string | null;
  readonly own: boolean;
  readonly accessKey: string;
  readonly secretLength: number;
  readonly copied: boolean;
  readonly acknowledged: boolean;
  /** Handed over by at least one way, all of it done. */
  readonly handedOver: boolean;
  /** Kept on this computer, or written into a tool's own file. */
  readonly kept: boolean;
  readonly origin: SecretOrigin;
  readonly restsIn: 'keychain' | 'memory';
}

/** That the person closes it could not be written down, so it stays open: it would come back as one that was lost. */
type ClosingProblem = { readonly kind: 'journal-failed'; readonly reason: string };

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
  readonly ownerOcid: string | null;
  readonly own: boolean;
  readonly accessKey: string;
  readonly origin: SecretOrigin;
  readonly home: KeyHome;
  /** Called when the person closes the dialog, before anything is removed. A problem leaves it open. */
  readonly onClosing: () => Promise<Outcome<null, ClosingProblem>>;
  /** Called when memory and screen hold it no more. `removed`: it does not rest in the vault any more either. */
  readonly onClosed: (removed: boolean) => Promise<void>;
}

/** Where a secret is to rest: in the vault, where it already rests (after a crash), or in memory (the sample tenancy). */
export type Keeping = 'vault' | 'kept' | 'memory';

export interface SecretsOptions {
  readonly vault: Vault;
  readonly clipboard: ClipboardGuard;
  /** Told whenever what is shown changes: opened, copied, acknowledged, closed (null). */
  readonly onChange: (open: OpenSecret | null) => void;
  /** Told when something secret becomes readable on the screen, this or what `hideFromCapture` tells of, and when nothing is. */
  readonly onRevealed: (revealed: boolean) => void;
  /** Told when a secret has been closed and all of it is done: there is room for another that waits in the vault. */
  readonly onFree: () => void;
}

/** Holds the one secret that is open: in memory that is zeroed at close, and in the vault so that a crash loses nothing. */
export interface Secrets {
  current(): OpenSecret | null;
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
   * Lends the secret to what hands it over or uses it: a copy, filled with zeros when `use` has ended. The loan outlives a
   * lock or a close that comes meanwhile, and no longer.
   */
  lend<T>(handle: string, use: (secret: Buffer, open: LentSecret) => Promise<T> | T): Promise<Outcome<T, SecretGone>>;
  /** Remembers that the secret is safe somewhere else, or no longer: Close asks no more, or again. A handle that is gone is no problem. */
  markSafe(handle: string, how: 'handedOver' | 'kept', isSafe?: boolean): void;
  /**
   * Refused with `secret-not-stored` unless the secret was copied, handed over, kept or acknowledged, can be opened again from
   * its file, or `unstored` says: lose it.
   */
  close(handle: string, unstored: boolean): Promise<Outcome<null, SecretProblem>>;
}

export function createSecrets({ vault, clipboard, onChange, onRevealed, onFree }: SecretsOptions): Secrets {
  type Held = { shown: OpenSecret; secret: Buffer } & Pick<SecretToOpen, 'home' | 'onClosing' | 'onClosed'>;
  let held: Held | null = null;
  let locked = false;
  /** What is readable on the screen. */
  const readable = { secret: false, besides: false };
  /** The closings that run, by handle: a second press of Close joins the first. */
  const closings = new Map<string, Promise<Outcome<null, SecretProblem>>>();

  const find = (handle: string) => (held?.shown.handle === handle ? held : null);
  const gone = failed({ kind: 'secret-gone' } as const);

  const tellReadable = (change: Partial<typeof readable>) => {
    Object.assign(readable, change);
    onRevealed(readable.secret || readable.besides);
  };

  const show = (handle: string, change: Partial<OpenSecret>) => {
    const open = find(handle);
    if (!open) return;
    open.shown = { ...open.shown, ...change };
    onChange(open.shown);
  };

  async function keep(
    { handle, keyId, accessKey }: Pick<SecretToOpen, 'handle' | 'keyId' | 'accessKey'>,
    secretKey: Buffer,
  ) {
    const bytes = packSecret({ keyId, accessKey, secretKey });
    const put = await vault.put(secretEntry(handle), bytes);
    bytes.fill(0);
    return put.ok ? vault.state.kind : 'memory';
  }

  /** Out of memory and off the screen. */
  const drop = (open: Held) => {
    open.secret.fill(0);
    if (held !== open) return;
    held = null;
    tellReadable({ secret: false });
    onChange(null);
  };

  /** The place may be taken unless Keydesk is locked, or it would push out one that is nowhere else. */
  const isRoomFor = (restsIn: OpenSecret['restsIn'], keeping: Keeping) => {
    if (restsIn === 'memory') return true;
    if (locked) return false;
    return !held || (keeping !== 'kept' && held.shown.restsIn === 'keychain');
  };

  const isStored = ({ copied, acknowledged, handedOver, kept, origin }: OpenSecret) =>
    copied || acknowledged || handedOver || kept || origin.kind === 'received';

  async function closeHeld(open: Held): Promise<Outcome<null, SecretProblem>> {
    const written = await open.onClosing();
    if (!written.ok) return written;
    drop(open);
    await clipboard.clearSecret();
    const removed = await vault.remove(secretEntry(open.shown.handle));
    await open.onClosed(removed.ok);
    return success(null);
  }

  return {
    current: () => held?.shown ?? null,
    atRisk: () => (held && held.shown.restsIn === 'memory' && !isStored(held.shown) ? held.shown.keyName : null),

    async open({ home, onClosing, onClosed, ...details }, secretKey, keeping) {
      const restsIn = keeping === 'vault' ? await keep(details, secretKey) : keeping === 'kept' ? 'keychain' : 'memory';
      const nothingYet = { copied: false, acknowledged: false, handedOver: false, kept: false };
      const shown = { ...details, secretLength: secretKey.length, ...nothingYet, restsIn };
      if (!isRoomFor(restsIn, keeping)) {
        secretKey.fill(0);
        return shown;
      }
      // Whatever is open now has been offered from the vault meanwhile, and waits there again.
      held?.secret.fill(0);
      held = { shown, secret: secretKey, home, onClosing, onClosed };
      onChange(shown);
      return shown;
    },

    reveal(handle) {
      const open = find(handle);
      if (!open) return gone;
      tellReadable({ secret: true });
      return success(open.secret.toString('utf8'));
    },

    mask(handle) {
      if (!find(handle)) return gone;
      tellReadable({ secret: false });
      void clipboard.clearSelection();
      return success(null);
    },

    hideFromCapture: (besides) => tellReadable({ besides }),

    async copy(handle) {
      const open = find(handle);
      if (!open) return gone;
      const copied = await clipboard.copySecret(handle, open.secret.toString('utf8'));
      if (copied.ok) show(handle, { copied: true });
      return copied;
    },

    acknowledge(handle, stored) {
      if (!find(handle)) return gone;
      show(handle, { acknowledged: stored });
      return success(null);
    },

    async lend(handle, use) {
      const open = find(handle);
      if (!open) return gone;
      const copy = Buffer.from(open.secret);
      try {
        return success(await use(copy, { ...open.shown, home: open.home }));
      } finally {
        copy.fill(0);
      }
    },

    markSafe: (handle, how, isSafe = true) => show(handle, { [how]: isSafe }),

    async close(handle, unstored) {
      const running = closings.get(handle);
      if (running) return running;
      const open = find(handle);
      if (!open) return gone;
      const { keyName } = open.shown;
      if (!isStored(open.shown) && !unstored) return failed({ kind: 'secret-not-stored', keyName });
      const closing = closeHeld(open).finally(() => {
        closings.delete(handle);
        if (!held) onFree();
      });
      closings.set(handle, closing);
      return closing;
    },

    lock() {
      locked = true;
      // What came in a file can be opened again from it.
      if (held && (held.shown.restsIn === 'keychain' || held.shown.origin.kind === 'received')) drop(held);
      // The page goes, and all that it shows.
      tellReadable({ secret: false, besides: false });
    },

    unlock() {
      locked = false;
    },
  };
}

import type { ClipboardGuard, ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import { failed, type Outcome, success } from '../outcome.ts';
import type { Vault } from '../vault/vault.ts';
import { packSecret, secretEntry } from './kept-secret.ts';

/** What the person sees of an open secret: everything but the secret. */
export interface OpenSecret {
  readonly handle: string;
  readonly keyId: string;
  readonly keyName: string;
  readonly ownerName: string;
  readonly own: boolean;
  readonly accessKey: string;
  readonly secretLength: number;
  readonly copied: boolean;
  readonly acknowledged: boolean;
  readonly restsIn: 'keychain' | 'memory';
}

export type SecretProblem =
  | { readonly kind: 'secret-gone' }
  | { readonly kind: 'secret-not-stored'; readonly keyName: string }
  | ClipboardProblem;

type WhatItOpens = Pick<OpenSecret, 'handle' | 'keyId' | 'keyName' | 'ownerName' | 'own' | 'accessKey'>;

export interface SecretToOpen extends WhatItOpens {
  /** Called when the person closes the dialog, before anything is removed, and when all of it is gone. */
  readonly onClosing: () => Promise<void>;
  readonly onClosed: () => Promise<void>;
}

/** Where a secret is to rest: in the vault, where it already rests (after a crash), or in memory (the sample tenancy). */
export type Keeping = 'vault' | 'kept' | 'memory';

export interface SecretsOptions {
  readonly vault: Vault;
  readonly clipboard: ClipboardGuard;
  /** Told whenever what is shown changes: opened, copied, acknowledged, closed (null). */
  readonly onChange: (open: OpenSecret | null) => void;
  /** Told when the secret becomes readable on the screen, and when it no longer is. */
  readonly onRevealed: (revealed: boolean) => void;
}

/** Holds the one secret that is open: in memory that is zeroed at close, and in the vault so that a crash loses nothing. */
export interface Secrets {
  current(): OpenSecret | null;
  /** The name of the key whose secret would be lost if the app ended now: not stored, and in memory alone. */
  atRisk(): string | null;
  /** Puts the secret away, then shows it as open. Takes the buffer over; never fails: without a keychain it rests in memory. */
  open(details: SecretToOpen, secretKey: Buffer, keeping: Keeping): Promise<OpenSecret>;
  /** Drops the secret from memory if the vault has it; it can be opened again. One that rests in memory alone stays. */
  lock(): void;
  /** The secret in clear, for the person's eyes: the one place where it leaves. */
  reveal(handle: string): Outcome<string, SecretProblem>;
  mask(handle: string): Outcome<null, SecretProblem>;
  copy(handle: string): Promise<Outcome<null, SecretProblem>>;
  acknowledge(handle: string, stored: boolean): Outcome<null, SecretProblem>;
  /** Refused with `secret-not-stored` unless the secret was copied or acknowledged, or `unstored` says: lose it. */
  close(handle: string, unstored: boolean): Promise<Outcome<null, SecretProblem>>;
}

export function createSecrets({ vault, clipboard, onChange, onRevealed }: SecretsOptions): Secrets {
  type Held = { shown: OpenSecret; secret: Buffer } & Pick<SecretToOpen, 'onClosing' | 'onClosed'>;
  let held: Held | null = null;

  const find = (handle: string) => (held?.shown.handle === handle ? held : null);
  const gone = failed({ kind: 'secret-gone' } as const);

  const show = (change: Partial<OpenSecret>) => {
    if (!held) return;
    held.shown = { ...held.shown, ...change };
    onChange(held.shown);
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

  /** Out of memory, off the screen and off the clipboard. */
  const drop = async (open: Held) => {
    open.secret.fill(0);
    held = null;
    onRevealed(false);
    onChange(null);
    await clipboard.clearSecret();
  };

  const isStored = ({ copied, acknowledged }: OpenSecret) => copied || acknowledged;

  return {
    current: () => held?.shown ?? null,
    atRisk: () => (held && held.shown.restsIn === 'memory' && !isStored(held.shown) ? held.shown.keyName : null),

    async open({ onClosing, onClosed, ...details }, secretKey, keeping) {
      const restsIn = keeping === 'vault' ? await keep(details, secretKey) : keeping === 'kept' ? 'keychain' : 'memory';
      const shown = { ...details, secretLength: secretKey.length, copied: false, acknowledged: false, restsIn };
      held = { shown, secret: secretKey, onClosing, onClosed };
      onChange(shown);
      return shown;
    },

    reveal(handle) {
      const open = find(handle);
      if (!open) return gone;
      onRevealed(true);
      return success(open.secret.toString('utf8'));
    },

    mask(handle) {
      if (!find(handle)) return gone;
      onRevealed(false);
      return success(null);
    },

    async copy(handle) {
      const open = find(handle);
      if (!open) return gone;
      const copied = await clipboard.copySecret(handle, open.secret.toString('utf8'));
      if (copied.ok) show({ copied: true });
      return copied;
    },

    acknowledge(handle, stored) {
      if (!find(handle)) return gone;
      show({ acknowledged: stored });
      return success(null);
    },

    async close(handle, unstored) {
      const open = find(handle);
      if (!open) return gone;
      const { keyName } = open.shown;
      if (!isStored(open.shown) && !unstored) return failed({ kind: 'secret-not-stored', keyName });
      await open.onClosing();
      await drop(open);
      await vault.remove(secretEntry(handle));
      await open.onClosed();
      return success(null);
    },

    lock() {
      if (held?.shown.restsIn === 'keychain') void drop(held);
    },
  };
}

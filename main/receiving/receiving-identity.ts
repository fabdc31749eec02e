import { z } from 'zod';
import type { HandoverAddress } from '../../bridge/values/handover.ts';
import { judge } from '../basics/judge.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import { type StoredValue, writeStored } from '../basics/stored-value.ts';
import { publicKeySchema } from '../handover/recipient-key.ts';
import { wordFingerprint } from '../handover/word-fingerprint.ts';
import { IDENTITY_ENTRY, type Vault, type VaultProblem } from '../vault/vault.ts';

/** Where the public half rests. */
export type AddressStore = StoredValue<{ readonly publicKey: string; readonly madeAt: string } | null>;

const storedSchema = z.object({
  publicKey: publicKeySchema,
  madeAt: z.iso.datetime(),
});

export type IdentityProblem =
  | VaultProblem
  /** The file with the public half could not be written, so nothing was changed. */
  | { readonly kind: 'address-unsaved'; readonly reason: string };

export interface ReceivingIdentityOptions {
  readonly vault: Vault;
  readonly store: AddressStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * One age identity of this person. With a keychain, a file remembers the public half, so that showing the address does not need the
 * keychain. All profile folders of this person share the identity in the keychain, so another Keydesk may have replaced it: whenever the
 * private half is read, the address becomes the one that belongs to it. Without a keychain, an identity lasts until Keydesk quits. The
 * identity that the file names is then not shown, since it could open nothing now, but it is not forgotten. The state is the address;
 * null: no address could open anything now.
 */
export function createReceivingIdentity({ vault, store, now }: ReceivingIdentityOptions) {
  const isLasting = () => vault.state.kind === 'keychain';
  const { state, subscribe, change } = createObservable(isLasting() ? readAddress(store) : null);

  const addressFrom = (publicKey: string) => toAddress({ publicKey, madeAt: new Date(now()).toISOString() });

  function remember(next: HandoverAddress | null): Outcome<null, IdentityProblem> {
    if (!isLasting()) return success(null);
    const written = writeStored(store, next && { publicKey: next.publicKey, madeAt: next.madeAt });
    return written.ok ? written : failed({ kind: 'address-unsaved', reason: written.problem.reason });
  }

  async function makeIdentity(): Promise<Outcome<string, IdentityProblem>> {
    const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
    const text = await generateX25519Identity();
    const bytes = Buffer.from(text, 'latin1');
    const put = await vault.put(IDENTITY_ENTRY, bytes);
    bytes.fill(0);
    return put.ok ? success(await identityToRecipient(text)) : put;
  }

  async function readIdentity(): Promise<Outcome<Buffer | null, VaultProblem>> {
    const kept = await vault.get(IDENTITY_ENTRY);
    if (!kept.ok) return kept;
    const publicKey = kept.value && (await publicKeyOf(kept.value));
    if (publicKey !== (state()?.publicKey ?? null)) {
      // Another program has replaced or removed the private key, so nothing opens a file for the address that was shown: that
      // address is not shown again. If the change cannot be written, the next look finds it again.
      const found = publicKey === null ? null : addressFrom(publicKey);
      change(found);
      // The next look writes it if this fails.
      remember(found);
    }
    if (publicKey !== null) return kept;
    kept.value?.fill(0);
    return success(null);
  }

  /** A serial queue, so that two presses make only one identity. */
  const queue = createSerialQueue();

  return {
    state,
    subscribe,

    /** Makes an identity if there is none. An existing one stays, since files may be on their way to it. */
    make: () =>
      queue(async (): Promise<Outcome<null, IdentityProblem>> => {
        if (state() !== null) return success(null);
        const kept = await vault.get(IDENTITY_ENTRY);
        if (!kept.ok) return kept;
        // The file with the public half may be lost. The private half still opens what was encrypted for it.
        const before = kept.value && (await publicKeyOf(kept.value));
        kept.value?.fill(0);
        const publicKey = before === null ? await makeIdentity() : success(before);
        if (!publicKey.ok) return publicKey;
        const made = addressFrom(publicKey.value);
        const written = remember(made);
        if (written.ok) change(made);
        return written;
      }),

    /** Afterwards nobody can open a file that was encrypted for this address. */
    remove: () =>
      queue(async (): Promise<Outcome<null, IdentityProblem>> => {
        // The file is written first, since a private key that was removed cannot be put back.
        const before = state();
        const written = remember(null);
        if (!written.ok) return written;
        const removed = await vault.remove(IDENTITY_ENTRY);
        if (removed.ok) change(null);
        // If this cannot be written either, the address is made again when the keychain's identity is next read.
        else remember(before);
        return removed;
      }),

    /** The private key as age writes it, read for this one use; the caller fills it with zeros. Null: there is none. */
    identity: () => queue(readIdentity),

    /** Called when the keychain is gone, or is back and has what was in memory. Shows the address whose private half can be read now. */
    vaultChanged: () =>
      queue(async () => {
        const before = state();
        change(isLasting() ? readAddress(store) : null);
        if (!isLasting() || before === null || before.publicKey === state()?.publicKey) return;
        // The identity of this run has moved into the keychain, unless the keychain had one already.
        const identity = await readIdentity();
        if (identity.ok) identity.value?.fill(0);
      }),
  };
}

export type ReceivingIdentity = ReturnType<typeof createReceivingIdentity>;

const toAddress = ({ publicKey, madeAt }: z.infer<typeof storedSchema>): HandoverAddress => ({
  publicKey,
  fingerprint: wordFingerprint(publicKey),
  madeAt,
});

/** Null for an entry that is no identity: it opens nothing, and may be replaced. */
async function publicKeyOf(identity: Buffer): Promise<string | null> {
  const { identityToRecipient } = await import('age-encryption');
  return identityToRecipient(identity.toString('latin1')).catch(() => null);
}

function readAddress(store: AddressStore): HandoverAddress | null {
  const stored = judge(storedSchema, store.read());
  return stored.success ? toAddress(stored.data) : null;
}

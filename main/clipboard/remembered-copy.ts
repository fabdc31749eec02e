import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { StoredValue } from '../basics/stored-value.ts';
import type { Vault } from '../vault/vault.ts';
import type { SystemClipboard } from './system-clipboard.ts';

/** What is on the disk about a copied secret. It says nothing without the key, which the keychain has under that entry. */
const rememberedSchema = z.object({ entry: z.string().startsWith('clipboard:'), fingerprint: z.hex().length(64) });
type Remembered = z.infer<typeof rememberedSchema>;

interface RememberedCopyOptions {
  readonly clipboard: SystemClipboard;
  readonly vault: Vault;
  readonly store: StoredValue<Remembered | null>;
  readonly newId: () => string;
}

const fingerprintOf = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest('hex');
const isSame = (one: string, other: string) => timingSafeEqual(Buffer.from(one, 'hex'), Buffer.from(other, 'hex'));

/**
 * The system's clipboard, with a memory that survives a crash: it recognises a secret by a hash under a key that the keychain has. Without
 * a keychain nothing is remembered; the person can copy all the same.
 */
export function createRememberedCopy({ clipboard, vault, store, newId }: RememberedCopyOptions) {
  const queue = createSerialQueue();
  /** The copy of this run. */
  let noted: { readonly key: Buffer; readonly remembered: Remembered } | null = null;

  async function forget({ entry }: Remembered): Promise<void> {
    noted = null;
    if ((await vault.remove(entry)).ok) store.write(null);
  }

  async function note(text: string): Promise<void> {
    if (noted !== null) await forget(noted.remembered);
    if (vault.state.kind !== 'keychain') return;
    const key = randomBytes(32);
    const remembered = { entry: `clipboard:${newId()}`, fingerprint: fingerprintOf(key, text) };
    store.write(remembered);
    noted = { key, remembered };
    // If the keychain refuses, the copy is not recognised after a crash. It is cleared at its time all the same.
    await vault.put(remembered.entry, key);
  }

  /** Forgets the copy if the clipboard now holds something else, or nothing. */
  const forgetUnless = (text: string) =>
    queue(async () => {
      if (noted !== null && !isSame(fingerprintOf(noted.key, text), noted.remembered.fingerprint)) {
        await forget(noted.remembered);
      }
    }).catch(() => {});

  const guarded: SystemClipboard = {
    ...clipboard,
    async write(text, mark) {
      await clipboard.write(text, mark);
      if (mark === 'plain') void forgetUnless(text);
      else void queue(() => note(text)).catch(() => {});
    },
    async read() {
      const text = await clipboard.read();
      await forgetUnless(text);
      return text;
    },
  };

  return {
    clipboard: guarded,

    /** Clears a secret that an earlier run has left there, if it is still there. If that cannot be known now, a later call may know. */
    clearLeftOver: () =>
      queue(async () => {
        const left = judge(rememberedSchema, store.read()).data;
        // While memory replaces the keychain, nothing is known of an earlier run.
        if (left === undefined || noted !== null || vault.state.kind !== 'keychain') return;
        const key = await vault.get(left.entry);
        if (!key.ok) return;
        if (key.value !== null && isSame(fingerprintOf(key.value, await clipboard.read()), left.fingerprint)) {
          await clipboard.clear();
        }
        key.value?.fill(0);
        await forget(left);
      }).catch(() => {}),
  };
}

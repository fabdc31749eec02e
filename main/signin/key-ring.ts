import type { KeyObject } from 'node:crypto';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import { fromVaultBytes, toVaultBytes } from './private-key.ts';

type KeyRead = Outcome<KeyObject | null, VaultProblem>;

/** The private keys of the accounts: in the vault, and in memory while they are in use. */
export interface KeyRing {
  store(id: string, privateKey: KeyObject): Promise<Outcome<null, VaultProblem>>;
  /** A key for this session alone, which `forget` leaves: the sample tenancy's. */
  keepInMemory(id: string, privateKey: KeyObject): void;
  /** Null when neither memory nor vault has it. Reads the vault at most once until `forget`, however many ask. */
  find(id: string): Promise<KeyRead>;
  /** For a call that is under way: rejects when there is no key. Never brings a forgotten key back into memory. */
  forSigning(id: string): Promise<KeyObject>;
  remove(id: string): Promise<Outcome<null, VaultProblem>>;
  /** Drops the keys from memory (lock); the vault keeps them. */
  forget(): void;
}

export function createKeyRing(vault: Vault): KeyRing {
  const unlocked = new Map<string, Promise<KeyRead>>();
  const ofSession = new Map<string, KeyObject>();
  const entry = (id: string) => `account:${id}`;

  async function readVault(id: string): Promise<KeyRead> {
    const stored = await vault.get(entry(id));
    if (!stored.ok || stored.value === null) return stored.ok ? success(null) : stored;
    const privateKey = fromVaultBytes(stored.value);
    stored.value.fill(0);
    if (privateKey !== null) return success(privateKey);
    return failed({ kind: 'vault-failed', reason: 'what it holds for this account is not a private key' });
  }

  function find(id: string): Promise<KeyRead> {
    const kept = ofSession.get(id);
    if (kept !== undefined) return Promise.resolve(success(kept));
    const known = unlocked.get(id);
    if (known !== undefined) return known;
    const reading = readVault(id).then((read) => {
      // A key that was not there may be there the next time: the keychain was unlocked, say.
      if ((!read.ok || read.value === null) && unlocked.get(id) === reading) unlocked.delete(id);
      return read;
    });
    unlocked.set(id, reading);
    return reading;
  }

  return {
    async store(id, privateKey) {
      const bytes = toVaultBytes(privateKey);
      const stored = await vault.put(entry(id), bytes);
      bytes.fill(0);
      if (stored.ok) unlocked.set(id, Promise.resolve(success(privateKey)));
      return stored;
    },
    keepInMemory(id, privateKey) {
      ofSession.set(id, privateKey);
    },
    find,
    async forSigning(id) {
      const kept = ofSession.get(id);
      const read = kept === undefined ? await (unlocked.get(id) ?? readVault(id)) : success(kept);
      if (read.ok && read.value !== null) return read.value;
      throw new Error('The private key of the account is neither in memory nor in the vault.');
    },
    async remove(id) {
      if (ofSession.delete(id)) return success(null);
      const removed = await vault.remove(entry(id));
      if (removed.ok) unlocked.delete(id);
      return removed;
    },
    forget() {
      unlocked.clear();
    },
  };
}

import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import type { Credential } from './account.ts';
import { fromVaultBytes, toVaultBytes } from './private-key.ts';

type CredentialRead = Outcome<Credential | null, VaultProblem>;

type Stored = Promise<Outcome<null, VaultProblem>>;

/**
 * The kind of an account whose credential the ring holds: a session has a token, and the credential of a sample account never goes into the
 * vault.
 */
export type KindOfAccount = 'key' | 'session' | 'sample';

/** The credentials of the accounts: in the vault, and in memory while they are in use. */
export function createKeyRing(vault: Vault, kindOf: (id: string) => KindOfAccount) {
  const unlocked = new Map<string, Promise<CredentialRead>>();
  const ofRun = new Map<string, Credential>();
  const keyEntry = (id: string) => `account:${id}`;
  const tokenEntry = (id: string) => `session:${id}`;

  async function put(entry: string, bytes: Buffer) {
    const stored = await vault.put(entry, bytes);
    bytes.fill(0);
    return stored;
  }

  async function readVault(id: string): Promise<CredentialRead> {
    const stored = await vault.get(keyEntry(id));
    if (!stored.ok || stored.value === null) return stored.ok ? success(null) : stored;
    const privateKey = fromVaultBytes(stored.value);
    stored.value.fill(0);
    if (privateKey === null) {
      return failed({ kind: 'vault-failed', reason: 'what it holds for this account is not a private key' });
    }
    if (kindOf(id) !== 'session') return success({ privateKey, token: null });
    const token = await vault.get(tokenEntry(id));
    if (!token.ok || token.value === null) return token.ok ? success(null) : token;
    const text = token.value.toString('latin1');
    token.value.fill(0);
    return success({ privateKey, token: text });
  }

  /** Null when neither memory nor vault has it. Reads the vault at most once until `forget`, however many callers there are. */
  function find(id: string): Promise<CredentialRead> {
    const kept = ofRun.get(id);
    if (kept !== undefined) return Promise.resolve(success(kept));
    const known = unlocked.get(id);
    if (known !== undefined) return known;
    const reading = readVault(id).then((read) => {
      // A missing key may be there the next time: the keychain may be unlocked by then.
      if ((!read.ok || read.value === null) && unlocked.get(id) === reading) unlocked.delete(id);
      return read;
    });
    unlocked.set(id, reading);
    return reading;
  }

  /** A session's token gets an entry of its own: Windows holds 2,560 bytes an entry. */
  async function store(id: string, credential: Credential): Stored {
    const stored = await put(keyEntry(id), toVaultBytes(credential.privateKey));
    if (!stored.ok) return stored;
    const { token } = credential;
    // A key replaces a session, whose token is of no further use.
    if (token === null && kindOf(id) === 'session') await vault.remove(tokenEntry(id));
    const storedToken = token === null ? stored : await put(tokenEntry(id), Buffer.from(token, 'latin1'));
    if (!storedToken.ok) return storedToken;
    ofRun.delete(id);
    unlocked.set(id, Promise.resolve(success(credential)));
    return stored;
  }

  return {
    store,
    /**
     * Stores a new token for the same key, and returns where it is now. It comes into memory only if the key is still there, so not after
     * `forget`. `lost`: the vault refused it, and the earlier token stays in use.
     */
    async replaceToken(id: string, token: string): Promise<'vault' | 'memory' | 'lost'> {
      const kept = ofRun.get(id);
      const before = unlocked.get(id);
      const stored = kept === undefined ? await put(tokenEntry(id), Buffer.from(token, 'latin1')) : null;
      const known = kept ?? (await settled(before));
      if (known === null || unlocked.get(id) !== before) return stored?.ok ? 'vault' : 'lost';
      const next = { ...known, token };
      if (!stored?.ok) ofRun.set(id, next);
      else unlocked.set(id, Promise.resolve(success(next)));
      return stored?.ok ? 'vault' : 'memory';
    },
    /**
     * Keeps a credential for this run alone, which `forget` leaves in memory: the sample tenancy's, or a session that the keychain has
     * refused.
     */
    keepInMemory(id: string, credential: Credential): void {
      ofRun.set(id, credential);
      unlocked.delete(id);
    },
    isInMemoryAlone: (id: string) => ofRun.has(id),
    /** Moves a credential that is in memory alone into the keychain, when that accepts entries again. */
    async moveIntoVault(id: string): Stored {
      const kept = ofRun.get(id);
      return kept === undefined ? success(null) : store(id, kept);
    },
    find,
    /** For a call that is under way: rejects when there is no key. Never brings a forgotten key back into memory. */
    async forSigning(id: string): Promise<Credential> {
      const kept = ofRun.get(id);
      const read = kept === undefined ? await (unlocked.get(id) ?? readVault(id)) : success(kept);
      if (read.ok && read.value !== null) return read.value;
      throw new Error('The private key of the account is neither in memory nor in the vault.');
    },
    async remove(id: string): Stored {
      ofRun.delete(id);
      if (kindOf(id) === 'sample') return success(null);
      const hasToken = kindOf(id) === 'session' || (await settled(unlocked.get(id)))?.token;
      const token = hasToken ? await vault.remove(tokenEntry(id)) : success(null);
      const removed = token.ok ? await vault.remove(keyEntry(id)) : token;
      if (removed.ok) unlocked.delete(id);
      return removed;
    },
    /** Drops the credentials from memory (lock); the vault keeps them. */
    forget(): void {
      unlocked.clear();
    },
  };
}

export type KeyRing = ReturnType<typeof createKeyRing>;

async function settled(read: Promise<CredentialRead> | undefined): Promise<Credential | null> {
  const done = await read;
  return done?.ok ? done.value : null;
}

import { createNews, type News } from '../basics/observable.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import { createMemoryVault } from './memory-vault.ts';
import { IDENTITY_ENTRY, type Vault, type VaultProblem } from './vault.ts';

/** The vault of a running Keydesk: the keychain, or memory for as long as the keychain cannot be used. News when that changes. */
export interface ChangingVault extends Vault, News<null> {
  /** Puts new entries into memory from now on, if the keychain has refused something. Returns whether memory is in use. */
  keepInMemory(): boolean;
  /** Asks the keychain again, and moves entries from memory into it. They replace older ones there, except the person's identity. */
  tryKeychain(): Promise<Outcome<null, VaultProblem>>;
  /** A call has waited so long that the system is probably asking the person. */
  isWaiting(): boolean;
}

interface ChangingVaultOptions {
  readonly keychain: Vault;
  /** Why the keychain could not be used at the start; null: it could. */
  readonly why: string | null;
}

/** Stored and removed at once, since a keychain may return entries and still accept none. */
const PROBE = 'is-anything-taken';

/** Milliseconds after which a call counts as waiting for a person; a keychain that need not ask answers in a few milliseconds. */
const SOON = 1500;

export function createChangingVault({ keychain, why }: ChangingVaultOptions): ChangingVault {
  const memory = createMemoryVault('');
  /** Null: the keychain is in use. */
  let absence = why;
  let refusal = why;
  /** Entries that this run has put into the keychain. They are looked for there, even if memory is in use by now. */
  const inKeychain = new Set<string>();
  let waiting = 0;
  const { subscribe, tell } = createNews<null>();
  let trying: Promise<Outcome<null, VaultProblem>> | null = null;

  async function asked<T>(call: Promise<Outcome<T, VaultProblem>>): Promise<Outcome<T, VaultProblem>> {
    const count = (step: 1 | -1) => {
      waiting += step;
      tell(null);
    };
    let isLong = false;
    const timer = setTimeout(() => {
      isLong = true;
      count(1);
    }, SOON);
    const answer = await call;
    clearTimeout(timer);
    if (isLong) count(-1);
    if (!answer.ok) refusal = answer.problem.reason;
    return answer;
  }

  async function store(entry: string, bytes: Uint8Array) {
    const put = await asked(keychain.put(entry, bytes));
    if (put.ok) inKeychain.add(entry);
    return put;
  }

  async function removeStored(entry: string) {
    const removed = await asked(keychain.remove(entry));
    if (removed.ok) inKeychain.delete(entry);
    return removed;
  }

  async function move(entry: string): Promise<Outcome<null, VaultProblem>> {
    const bytes = memory.copyOf(entry);
    if (bytes === null) return success(null);
    const there = entry === IDENTITY_ENTRY ? await asked(keychain.get(entry)) : success(null);
    const isThere = there.ok && there.value !== null;
    if (there.ok) there.value?.fill(0);
    const put = there.ok && !isThere ? await store(entry, bytes) : there;
    const now = memory.copyOf(entry);
    const isSame = now?.equals(bytes) ?? false;
    for (const copy of [bytes, now]) copy?.fill(0);
    if (!put.ok) return put;
    inKeychain.add(entry);
    if (isSame) return memory.remove(entry);
    // During the call, the entry was put again, and the next round moves it; or it was removed.
    return now !== null || isThere ? success(null) : removeStored(entry);
  }

  async function moveAll(): Promise<Outcome<null, VaultProblem>> {
    const probe = await store(PROBE, Buffer.from('?'));
    if (!probe.ok) return probe;
    // The probe is no secret, so it may stay.
    await removeStored(PROBE);
    for (let [entry] = memory.names(); entry !== undefined; [entry] = memory.names()) {
      const moved = await move(entry);
      if (!moved.ok) return moved;
    }
    absence = null;
    return success(null);
  }

  return {
    get state() {
      return absence === null ? keychain.state : ({ kind: 'memory', reason: absence } as const);
    },
    isWaiting: () => waiting > 0,
    subscribe,
    put: (entry, bytes) => (absence === null ? store(entry, bytes) : memory.put(entry, bytes)),
    get: (entry) =>
      memory.has(entry) || (absence !== null && !inKeychain.has(entry))
        ? memory.get(entry)
        : asked(keychain.get(entry)),
    remove: async (entry) => {
      // Memory never refuses.
      await memory.remove(entry);
      return absence === null || inKeychain.has(entry) ? removeStored(entry) : success(null);
    },
    keepInMemory() {
      if (absence === null && refusal !== null) {
        absence = refusal;
        tell(null);
      }
      return absence !== null;
    },
    tryKeychain() {
      trying ??= moveAll().finally(() => {
        trying = null;
        if (absence !== null) absence = refusal;
        tell(null);
      });
      return trying;
    },
  };
}

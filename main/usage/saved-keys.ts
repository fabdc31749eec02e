import type { SavedKey } from '../../bridge/values/usage.ts';
import { createNews, type Observable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { StoredValue } from '../basics/stored-value.ts';
import type { FileProblem } from '../files/private-file.ts';
import type { PolicyRules, Prescribed } from '../policy/policy-rules.ts';
import type { KeyHome, LentSecret, SecretGone, Secrets } from '../secret/secret-contract.ts';
import { packSecret, unpackSecret } from '../secret/stored-secret.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import {
  asShown,
  asUsable,
  freeSavedName,
  oneLine,
  policyFacts,
  readSavedKeys,
  SAVED_KEY_NAME,
  type SavedKeyEndpoint,
  type SavedKeyRecord,
  type SavedKeysContent,
  savedKeyEntry,
} from './saved-key-records.ts';
import type { Locked, SavedKeyUnknown, UsableKey } from './usage-contract.ts';

/** Secrets are kept in a keychain or not at all: memory keeps nothing after the end of Keydesk. */
export type KeychainNeeded = { readonly kind: 'keychain-needed'; readonly reason: string };
export type SavedKeyNameProblem =
  | { readonly kind: 'tool-name-invalid'; readonly why: 'saved-name-form' }
  /** Another key is kept under that name. */
  | {
      readonly kind: 'tool-name-invalid';
      readonly why: 'saved-name-taken';
      readonly name: string;
      readonly keyName: string;
    }
  /** This key is kept already, under another name. */
  | { readonly kind: 'tool-name-invalid'; readonly why: 'saved-already'; readonly name: string };
type SavedKeyNotWritten = Extract<FileProblem, { kind: 'file-unwritable' }>;
export type KeepProblem =
  | Prescribed
  | KeychainNeeded
  | SavedKeyNameProblem
  | SecretGone
  | VaultProblem
  | SavedKeyNotWritten;

/** `kept.json` of the profile folder. */
export type SavedKeysStore = StoredValue<SavedKeysContent>;

interface SavedKeysOptions {
  readonly vault: Vault;
  readonly store: SavedKeysStore;
  readonly policy: PolicyRules;
  readonly isLocked: () => boolean;
  readonly secrets: Pick<Secrets, 'lend' | 'markSafe'>;
  /** Finds a key's endpoint in this region, or in its own. Null: it cannot be found now; the key is kept all the same. */
  readonly describe: (
    home: KeyHome,
    region: string | null,
  ) => Promise<{ readonly tenancyName: string | null; readonly place: SavedKeyEndpoint | null }>;
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface SavedKeys extends Observable<readonly SavedKey[]> {
  /** The note of a kept key, without asking the keychain. Null: it is not kept. */
  noted(id: string): UsableKey | null;
  /** There is a keychain to keep keys in, and the company allows it. */
  isPossible(): boolean;
  /** Whether the open key could be kept under this name; if not, why. Changes nothing, and asks no keychain. */
  check(name: string, accessKey: string): Outcome<null, Prescribed | KeychainNeeded | SavedKeyNameProblem>;
  /**
   * Keeps the open secret in the keychain until it is removed, to be used in this region; null: the key's own. The same key under the same
   * name is saved again. Under another name it is refused, since tools may use the first name.
   */
  keep(handle: string, name: string, region: string | null): Promise<Outcome<null, KeepProblem>>;
  /** Removes the secret, then the note of it. A key that is not kept is no problem. */
  forget(id: string): Promise<Outcome<null, VaultProblem | SavedKeyNotWritten>>;
  /**
   * Lends the secret: a copy, filled with zeros when `use` has ended. `saved-key-unknown`: it is not in the keychain. `locked`:
   * Keydesk was locked while a dialog or the keychain's question stood open.
   */
  lend<T>(
    id: string,
    use: (secret: Buffer, key: UsableKey) => Promise<T> | T,
  ): Promise<Outcome<T, Prescribed | SavedKeyUnknown | VaultProblem | Locked>>;
  /** Notes the endpoint of a key for which it was not known when the key was kept. */
  learnEndpoint(id: string, place: SavedKeyEndpoint): Promise<void>;
  /** Notes the endpoint that a key is used at from now on, in place of an earlier one. */
  setEndpoint(id: string, place: SavedKeyEndpoint): Promise<Outcome<null, SavedKeyUnknown | SavedKeyNotWritten>>;
  /** Gives the name of the key `id` to the key `by`. The key `id` stays saved, under another name. Both names change in one write. */
  replace(id: string, by: string): Promise<Outcome<null, SavedKeyUnknown | SavedKeyNotWritten>>;
  /** A free name that begins like `like`, and ends with `end`. */
  freeName(like: string, end: string): string;
  /**
   * The key has been deleted at Oracle: its secret is of no use now. A key that was handed over is known by its access key alone. If the
   * secret cannot be removed now, the key stays listed.
   */
  keyDeleted(keyId: string, accessKey: string | null): Promise<void>;
  /** At start: removes what a crash left half kept, and keys of a sample tenancy, which has ended with its run. */
  settle(): Promise<void>;
}

/**
 * The keys that are kept on this computer, each because the person asked for it. Each secret is noted before it goes into the keychain: the
 * note is written as `pending`, then the secret is stored, then the note is completed. A key that is still pending at the next start was
 * never shown as kept, and is removed.
 */
export function createSavedKeys(options: SavedKeysOptions): SavedKeys {
  const { vault, store, policy, secrets, describe, isLocked, newId, now } = options;
  const { records: stored, unreadable } = readSavedKeys(store.read());
  let records: readonly SavedKeyRecord[] = stored;
  const queue = createSerialQueue();

  const { subscribe, tell } = createNews<readonly SavedKey[]>();
  const list = () => records.filter(({ pending }) => !pending).map(asShown);
  const find = (id: string) => records.find((record) => record.id === id && !record.pending);

  function write(next: readonly SavedKeyRecord[]): Outcome<null, SavedKeyNotWritten> {
    try {
      store.write({ keys: [...next, ...unreadable] });
    } catch (error) {
      return failed({ kind: 'file-unwritable', file: 'kept.json', reason: reasonOf(error) });
    }
    records = next;
    tell(list());
    return success(null);
  }
  const without = (id: string) => records.filter((record) => record.id !== id);
  const movedTo = (id: string, place: SavedKeyEndpoint) =>
    records.map((record) => (record.id === id ? { ...record, place } : record));

  /** Memory replaces a keychain that did not answer: the keychain's entries can neither be read nor removed now. */
  const absence = (): VaultProblem | null =>
    vault.state.kind === 'memory' ? { kind: 'vault-failed', reason: vault.state.reason } : null;

  const checkPossible = (): Outcome<null, Prescribed | KeychainNeeded> => {
    const allowed = policy.checkSaving();
    if (!allowed.ok) return allowed;
    return vault.state.kind === 'keychain'
      ? success(null)
      : failed({ kind: 'keychain-needed', reason: vault.state.reason });
  };

  /** The secret is removed first. If the note then cannot be removed, it names a secret that is gone, and can be removed later. */
  async function remove(id: string): Promise<Outcome<null, VaultProblem | SavedKeyNotWritten>> {
    const absent = absence();
    if (absent) return failed(absent);
    const removed = await vault.remove(savedKeyEntry(id));
    return removed.ok ? write(without(id)) : removed;
  }

  function checkName(name: string, accessKey: string): Outcome<SavedKeyRecord | null, SavedKeyNameProblem> {
    if (!SAVED_KEY_NAME.test(name)) return failed({ kind: 'tool-name-invalid', why: 'saved-name-form' });
    const same = records.find((record) => record.accessKey === accessKey);
    if (same && same.name !== name) {
      return failed({ kind: 'tool-name-invalid', why: 'saved-already', name: same.name });
    }
    // People who type a name do not mind capitals, so two names must differ in more than those.
    const holder = records.find((record) => record.name.toLowerCase() === name.toLowerCase() && record !== same);
    if (holder) {
      return failed({ kind: 'tool-name-invalid', why: 'saved-name-taken', name: holder.name, keyName: holder.keyName });
    }
    return success(same ?? null);
  }

  /** Removes keys that were never shown as kept. A key that cannot be removed now stays noted, for the next time. */
  async function removePending(): Promise<Outcome<null, VaultProblem | SavedKeyNotWritten>> {
    for (const { id } of records.filter(({ pending }) => pending)) {
      const removed = await remove(id);
      if (!removed.ok) return removed;
    }
    return success(null);
  }

  async function keepLent(
    secretKey: Buffer,
    open: LentSecret,
    name: string,
    region: string | null,
  ): Promise<Outcome<null, KeepProblem>> {
    const cleared = await removePending();
    if (!cleared.ok) return cleared;
    const checked = checkName(name, open.accessKey);
    if (!checked.ok) return checked;
    const { tenancyName, place } = await describe(open.home, region);
    const record: SavedKeyRecord = {
      id: checked.value?.id ?? newId(),
      name,
      keyId: open.keyId,
      keyName: oneLine(open.keyName),
      accessKey: open.accessKey,
      ownerName: oneLine(open.ownerName),
      tenancyName: tenancyName === null ? null : oneLine(tenancyName),
      account: open.home.account,
      place,
      keptAt: new Date(now()).toISOString(),
      pending: false,
    };
    // A key that is kept already stays listed while its secret is stored again.
    if (!checked.value) {
      const noted = write([...records, { ...record, pending: true }]);
      if (!noted.ok) return noted;
    }
    const bytes = packSecret({ keyId: open.keyId, accessKey: open.accessKey, secretKey });
    const put = await vault.put(savedKeyEntry(record.id), bytes);
    bytes.fill(0);
    const kept = put.ok ? write([...without(record.id), record]) : put;
    if (kept.ok) secrets.markSafe(open.handle, 'saved');
    // A key that cannot be removed now stays noted as pending, and is removed at the next start.
    else if (!checked.value) await removePending();
    return kept;
  }

  return {
    state: list,
    subscribe,
    noted(id) {
      const record = find(id);
      return record ? asUsable(record) : null;
    },
    isPossible: () => checkPossible().ok,
    check(name, accessKey) {
      const needed = checkPossible();
      if (!needed.ok) return needed;
      const checked = checkName(name, accessKey);
      return checked.ok ? success(null) : checked;
    },

    async keep(handle, name, region) {
      const needed = checkPossible();
      if (!needed.ok) return needed;
      return queue(async () => {
        const lent = await secrets.lend(handle, (secret, open) => keepLent(secret, open, name, region));
        return lent.ok ? lent.value : lent;
      });
    },

    forget: (id) => queue(async () => (find(id) ? remove(id) : success(null))),

    async lend(id, use) {
      const record = find(id);
      if (!record) return failed({ kind: 'saved-key-unknown' });
      const allowed = policy.checkSavedKey(policyFacts(record));
      if (!allowed.ok) return allowed;
      const absent = absence();
      if (absent) return failed(absent);
      const got = await vault.get(savedKeyEntry(id));
      if (!got.ok) return got;
      const kept = got.value && unpackSecret(got.value);
      got.value?.fill(0);
      try {
        if (isLocked()) return failed({ kind: 'locked' });
        if (kept?.accessKey !== record.accessKey) return failed({ kind: 'saved-key-unknown' });
        return success(await use(kept.secretKey, asUsable(record)));
      } finally {
        kept?.secretKey.fill(0);
      }
    },

    learnEndpoint: (id, place) =>
      queue(async () => {
        // If this cannot be written, the endpoint is looked up again.
        if (find(id)?.place === null) write(movedTo(id, place));
      }),

    setEndpoint: (id, place) =>
      queue(async () => (find(id) ? write(movedTo(id, place)) : failed({ kind: 'saved-key-unknown' }))),

    replace: (id, by) =>
      queue(async () => {
        const [old, fresh] = [find(id), find(by)];
        if (!old || !fresh) return failed({ kind: 'saved-key-unknown' });
        const renamed = { ...old, name: freeSavedName(records, old.name, '-old') };
        const rest = records.filter((record) => record !== old && record !== fresh);
        return write([...rest, renamed, { ...fresh, name: old.name }]);
      }),
    freeName: (like, end) => freeSavedName(records, like, end),

    keyDeleted: (keyId, accessKey) =>
      queue(async () => {
        const deleted = records.filter((record) => record.keyId === keyId || record.accessKey === accessKey);
        // A key that cannot be removed now stays in the list, where the person can remove it.
        for (const { id } of deleted) await remove(id);
      }),

    settle: () =>
      queue(async () => {
        // What cannot be removed now is removed at the next start.
        await removePending();
        // Such a key opens nothing: its tenancy has ended.
        for (const { id, account } of records) if (account?.sample) await remove(id);
      }),
  };
}

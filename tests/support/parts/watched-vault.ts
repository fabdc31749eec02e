import type { VaultState } from '../../../bridge/values/session.ts';
import { failed } from '../../../main/basics/outcome.ts';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import type { Vault } from '../../../main/vault/vault.ts';

/**
 * A vault that claims to be a keychain, and records its calls. `refuse`: the call that fails, as with a locked or missing keychain.
 * `state` may change, as when the app starts without its keychain.
 */
export interface WatchedVault extends Vault {
  state: VaultState;
  readonly asked: string[];
  /** The entries that are there. */
  names(): readonly string[];
  refuse: 'put' | 'get' | 'remove' | null;
}

export function createWatchedVault(state: VaultState = { kind: 'keychain', name: 'Test keychain' }): WatchedVault {
  const entries = createMemoryVault('test');
  const watched: WatchedVault = {
    state,
    asked: [],
    names: () => entries.names(),
    refuse: null,
    put: (entry, bytes) => through('put', entry, () => entries.put(entry, bytes)),
    get: (entry) => through('get', entry, () => entries.get(entry)),
    remove: (entry) => through('remove', entry, () => entries.remove(entry)),
  };
  function through<T>(call: 'put' | 'get' | 'remove', entry: string, work: () => Promise<T>) {
    watched.asked.push(`${call} ${entry}`);
    if (watched.refuse !== call) return work();
    return Promise.resolve(failed({ kind: 'vault-failed', reason: 'the keychain is locked' } as const));
  }
  return watched;
}

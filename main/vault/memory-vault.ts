import { success } from '../basics/outcome.ts';
import type { Vault } from './vault.ts';

/**
 * Keeps entries in memory until the app quits: for the sample tenancy, and where no safe store can be had. `reason` says
 * why, in words for the person. Nothing is ever written to disk instead.
 */
export function createMemoryVault(reason: string): Vault {
  const entries = new Map<string, Buffer>();
  const forget = (entry: string) => {
    entries.get(entry)?.fill(0);
    entries.delete(entry);
  };

  return {
    state: { kind: 'memory', reason },
    async put(entry, bytes) {
      forget(entry);
      entries.set(entry, Buffer.from(bytes));
      return success(null);
    },
    async get(entry) {
      const bytes = entries.get(entry);
      return success(bytes ? Buffer.from(bytes) : null);
    },
    async remove(entry) {
      forget(entry);
      return success(null);
    },
  };
}

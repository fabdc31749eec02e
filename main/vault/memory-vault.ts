import { success } from '../basics/outcome.ts';
import type { Vault } from './vault.ts';

interface MemoryVault extends Vault {
  names(): readonly string[];
  has(entry: string): boolean;
  /** A copy, which the caller fills with zeros. */
  copyOf(entry: string): Buffer | null;
}

/**
 * Keeps entries in memory until the app quits: for the sample tenancy, and if there is no safe store. `reason` says why, in words for the
 * person. Nothing is ever written to disk instead.
 */
export function createMemoryVault(reason: string): MemoryVault {
  const entries = new Map<string, Buffer>();
  const forget = (entry: string) => {
    entries.get(entry)?.fill(0);
    entries.delete(entry);
  };

  const copyOf = (entry: string) => {
    const bytes = entries.get(entry);
    return bytes ? Buffer.from(bytes) : null;
  };

  return {
    state: { kind: 'memory', reason },
    names: () => [...entries.keys()],
    has: (entry) => entries.has(entry),
    copyOf,
    async put(entry, bytes) {
      forget(entry);
      entries.set(entry, Buffer.from(bytes));
      return success(null);
    },
    get: async (entry) => success(copyOf(entry)),
    async remove(entry) {
      forget(entry);
      return success(null);
    },
  };
}

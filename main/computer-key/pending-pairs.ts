import type { KeyObject } from 'node:crypto';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { type KeyPair, pairOf } from '../signin/key-pair.ts';
import { fromVaultBytes, toVaultBytes } from '../signin/private-key.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import { type Operation, pairEntry } from './computer-key-journal.ts';

type Stored = Promise<Outcome<null, VaultProblem>>;

/** The private halves of keys that are not an account's yet: in the vault, or in memory for the sample tenancy. */
export function createPendingPairs(vault: Vault) {
  const ofSample = new Map<string, KeyObject>();
  const isSample = ({ begun }: Operation) => begun.account?.sample === true;
  const entry = ({ begun }: Operation) => pairEntry(begun.operation);

  /** The problem of a pair whose store cannot be read now; null: it can. Nothing may be concluded about such a pair. */
  const elsewhere = ({ begun }: Operation): Outcome<never, VaultProblem> | null => {
    if (begun.vault === 'memory' || vault.state.kind === 'keychain') return null;
    const reason = `the new key rests in the keychain, which does not answer now (${vault.state.reason})`;
    return failed({ kind: 'vault-failed', reason });
  };

  return {
    async put(operation: Operation, { privateKey }: KeyPair): Stored {
      if (isSample(operation)) {
        ofSample.set(operation.begun.operation, privateKey);
        return success(null);
      }
      const bytes = toVaultBytes(privateKey);
      const stored = await vault.put(entry(operation), bytes);
      bytes.fill(0);
      return stored;
    },
    /** Null: the private half is gone. */
    async find(operation: Operation): Promise<Outcome<KeyPair | null, VaultProblem>> {
      const sample = ofSample.get(operation.begun.operation);
      if (isSample(operation)) return success(sample ? pairOf(sample) : null);
      const away = elsewhere(operation);
      if (away !== null) return away;
      const stored = await vault.get(entry(operation));
      if (!stored.ok || stored.value === null) return stored.ok ? success(null) : stored;
      const privateKey = fromVaultBytes(stored.value);
      stored.value.fill(0);
      return success(privateKey === null ? null : pairOf(privateKey));
    },
    async remove(operation: Operation): Stored {
      if (isSample(operation)) {
        ofSample.delete(operation.begun.operation);
        return success(null);
      }
      return elsewhere(operation) ?? vault.remove(entry(operation));
    },
  };
}

export type PendingPairs = ReturnType<typeof createPendingPairs>;

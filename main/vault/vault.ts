import type { VaultState } from '../../bridge/values/session.ts';
import type { Outcome } from '../basics/outcome.ts';

/** The store of credentials and secrets: `keychain-vault.ts` is the OS keychain, `memory-vault.ts` keeps them until the app quits. */
export interface Vault {
  readonly state: VaultState;
  /** Stores a copy of the bytes under the entry's name, replacing what was there. */
  put(entry: string, bytes: Uint8Array): Promise<Outcome<null, VaultProblem>>;
  /** The bytes, in a buffer that the caller owns and fills with zeros when done; null when there is no such entry. */
  get(entry: string): Promise<Outcome<Buffer | null, VaultProblem>>;
  /** Makes sure that the entry is gone. If there was none, that is no problem. */
  remove(entry: string): Promise<Outcome<null, VaultProblem>>;
}

/**
 * The private key that opens what others encrypt for this person. The keychain has one for all profile folders. An existing key stays,
 * since files that are encrypted for it may be on their way.
 */
export const IDENTITY_ENTRY = 'identity';

/** `reason` is the keychain's own text. */
export type VaultProblem = { readonly kind: 'vault-failed'; readonly reason: string };

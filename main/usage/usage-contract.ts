import type { KeySource, S3Endpoint } from '../../bridge/values/usage.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Prescribed } from '../policy/policy-rules.ts';
import type { KeyHome, SecretGone } from '../secret/secret-contract.ts';
import type { AskProblem } from '../signin/reach-problem.ts';
import type { VaultProblem } from '../vault/vault.ts';

/** The types for using a key, and for its endpoint, which a handover names too. */

/** Keydesk does not know the endpoint of this key: for example, another account than the key's is signed in now. */
export type EndpointUnknown = { readonly kind: 'endpoint-unknown'; readonly reason: string };

export type EndpointProblem = Prescribed | AskProblem | OracleProblem | EndpointUnknown;

/** The endpoint of a key, in the wanted region or its own. */
export type EndpointOf = (
  home: KeyHome,
  region: string | null,
  signal?: AbortSignal,
) => Promise<Outcome<S3Endpoint, EndpointProblem>>;

/** A key as it is used: everything but its secret. */
export interface UsableKey {
  readonly keyName: string;
  readonly accessKey: string;
  readonly ownerName: string;
  readonly home: KeyHome;
  /** What `keydesk credentials` calls it; null: it is not kept on this computer. */
  readonly savedName: string | null;
}

export type SavedKeyUnknown = { readonly kind: 'saved-key-unknown' };
/** Keydesk is locked, so its window gives nothing out. The command line ignores the lock. */
export type Locked = { readonly kind: 'locked' };
export type LendProblem = Prescribed | SecretGone | SavedKeyUnknown | VaultProblem | Locked;

/** Lends the secret of a key: a copy, filled with zeros when `use` has ended. */
export type LendKey = <T>(
  source: KeySource,
  use: (secret: Buffer, key: UsableKey) => Promise<T> | T,
) => Promise<Outcome<T, LendProblem>>;

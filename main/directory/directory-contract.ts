import type {
  DirectoryListing as BridgeListing,
  Owner,
  UsersEverywhereOutcome,
} from '../../bridge/values/directory.ts';
import type { ValueIn } from '../../bridge/values/value-of.ts';
import type { Outcome, WithProblem } from '../basics/outcome.ts';
import type { KeyOwner, OracleClient, UsersAndKeys } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Account, HomeDomain } from '../signin/account.ts';
import type { ReachProblem } from '../signin/reach-problem.ts';

/** As the page sees it, with the problem as data. */
export interface DirectoryListing extends Omit<BridgeListing, 'incomplete'> {
  /** Compartments that could not be asked, by name, and the first reason; null when all answered. */
  readonly incomplete: { readonly problem: OracleProblem; readonly compartments: readonly string[] } | null;
}

/** What a search found in one domain. */
export type DomainHits = WithProblem<ValueIn<UsersEverywhereOutcome>['domains'][number], OracleProblem>;

/** The way to the keys of one owner. */
export interface OwnerAccess {
  readonly account: Account;
  readonly oracle: OracleClient;
  readonly api: UsersAndKeys;
  /** `self` whenever the owner is the account's own user, however they were found. */
  readonly owner: KeyOwner;
  readonly ownerOcid: string;
  /** The domain that `api` speaks to; null for the classic API. */
  readonly domain: HomeDomain | null;
}

export type Found<T> = Promise<Outcome<T, ReachProblem>>;

/** Finds the way to an owner's keys. */
export type ReachKeys = (owner: Owner, signal?: AbortSignal) => Found<OwnerAccess>;

import type { KeyOwner, OracleClient, UsersAndKeys } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Outcome } from '../outcome.ts';
import type { Account, AccountClient, HomeDomain } from '../signin/account.ts';
import type { AskProblem, ReachProblem } from '../signin/reach-problem.ts';

/** The contract of the directory. `createDirectory` makes it. */

export interface DirectoryOptions {
  /** The current account: `accounts.client`. */
  readonly client: () => Promise<Outcome<AccountClient, AskProblem>>;
}

/** A compartment of the tenancy; the root comes first. */
export interface Compartment {
  readonly id: string;
  readonly name: string;
  /** Names from the root down, the compartment's own last. */
  readonly path: readonly string[];
}
/** An identity domain. Its URL stays in main. */
export interface Domain {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly compartmentId: string;
  readonly isDefault: boolean;
  readonly state: 'CREATING' | 'ACTIVE' | 'DELETING' | 'INACTIVE';
}
export interface DirectoryListing {
  readonly tenancyName: string;
  readonly compartments: readonly Compartment[];
  /** Empty where the tenancy shows none: its users are found with `domainId: null`. The Default domain comes first. */
  readonly domains: readonly Domain[];
  /** Compartments and domains that could not be read. */
  readonly unreadable: number;
  /** Compartments that could not be asked, by name, and the first reason; null when all answered. */
  readonly incomplete: { readonly problem: OracleProblem; readonly compartments: readonly string[] } | null;
}

export interface User {
  readonly domainId: string | null;
  readonly id: string;
  readonly ocid: string;
  readonly userName: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly status: 'active' | 'inactive';
}
export interface UserPage {
  readonly unreadable: number;
  readonly users: readonly User[];
  readonly total: number | null;
  readonly next: string | null;
}
/** A user as a page about one user shows them. `self`: the account's own user. */
export type UserDetails = User & {
  readonly domainName: string | null;
  /** Null where no listing has told it. */
  readonly domainState: Domain['state'] | null;
  readonly self: boolean;
};

/** What tells two people of one name apart. */
export type UserIdentity = Pick<UserDetails, 'userName' | 'domainName'>;

/** Whose keys, as the page names them: one's own, or those of a user who was found here. */
export type Owner =
  | { readonly kind: 'self' }
  | { readonly kind: 'user'; readonly domainId: string | null; readonly id: string; readonly ocid: string };

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

type Found<T> = Promise<Outcome<T, ReachProblem>>;

/** Finds the way to an owner's keys. */
export type ReachKeys = (owner: Owner, signal?: AbortSignal) => Found<OwnerAccess>;

/** Everything takes an AbortSignal: a view that is left cancels its calls. */
export interface Directory {
  /** The listing of the current account: as asked last, unless it was incomplete or `fresh` is wanted. */
  list(options: { readonly fresh: boolean }, signal?: AbortSignal): Found<DirectoryListing>;
  findUsers(
    query: { readonly domainId: string | null; readonly text: string; readonly cursor: string | null },
    signal?: AbortSignal,
  ): Found<UserPage>;
  getUser(owner: Owner, signal?: AbortSignal): Found<UserDetails>;
  readonly usersAndKeys: ReachKeys;
  /** Forgets the listing (sign-out, refresh). Another account's listing is never used in any case. */
  forget(): void;
}

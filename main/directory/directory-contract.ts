import type { KeyOwner, OracleClient, UsersAndKeys } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Outcome } from '../outcome.ts';

/** The contract of the directory. `createDirectory` makes it. */

/** The service refused, and the domain is not active: nobody can reach its users. */
export interface DomainInactive {
  readonly kind: 'domain-inactive';
  readonly name: string;
  readonly state: Exclude<Domain['state'], 'ACTIVE'>;
  readonly requestId: string | null;
}

/** What the directory needs to know of the account that asks. */
export interface DirectoryAccount {
  readonly id: string;
  readonly tenancyOcid: string;
  readonly tenancyName: string;
  readonly userOcid: string;
  readonly userName: string;
  readonly displayName: string;
}
/** The domain that the account's user lives in. */
export interface OwnDomain {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

/** An account and the service as it sees it: `AccountClient` of signin. */
export interface DirectoryClient<A extends DirectoryAccount> {
  readonly account: A;
  readonly oracle: OracleClient;
  /** The domain of the account's user; null where the tenancy shows none. */
  homeDomain(signal?: AbortSignal): Promise<Outcome<OwnDomain | null, OracleProblem>>;
}

/** `client` is `accounts.client`; `P` is what keeps the current account from asking: `ClientProblem` of signin. */
export interface DirectoryOptions<A extends DirectoryAccount, P> {
  readonly client: () => Promise<Outcome<DirectoryClient<A>, P>>;
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

/** Whose keys, as the page names them: one's own, or those of a user who was found here. */
export type Owner =
  | { readonly kind: 'self' }
  | { readonly kind: 'user'; readonly domainId: string | null; readonly id: string; readonly ocid: string };

/** The way to the keys of one owner. */
export interface OwnerAccess<A extends DirectoryAccount> {
  readonly account: A;
  readonly oracle: OracleClient;
  readonly api: UsersAndKeys;
  /** `self` whenever the owner is the account's own user, however they were found. */
  readonly owner: KeyOwner;
  readonly ownerOcid: string;
  /** The domain that `api` speaks to; null for the classic API. */
  readonly domain: OwnDomain | null;
}

export type DirectoryProblem<P> =
  | P
  | OracleProblem
  /** No domain with that id is visible (any more). */
  | { readonly kind: 'domain-unknown'; readonly domainId: string }
  | DomainInactive
  /** The service shows no such user: absent, or not for this account to see. */
  | { readonly kind: 'user-unknown'; readonly ocid: string; readonly requestId: string | null };

type Found<T, P> = Promise<Outcome<T, DirectoryProblem<P>>>;

/** Everything takes an AbortSignal: a view that is left cancels its calls. */
export interface Directory<A extends DirectoryAccount, P> {
  /** The listing of the current account: as asked last, unless it was incomplete or `fresh` is wanted. */
  list(options: { readonly fresh: boolean }, signal?: AbortSignal): Found<DirectoryListing, P>;
  findUsers(
    query: { readonly domainId: string | null; readonly text: string; readonly cursor: string | null },
    signal?: AbortSignal,
  ): Found<UserPage, P>;
  getUser(owner: Owner, signal?: AbortSignal): Found<UserDetails, P>;
  usersAndKeys(owner: Owner, signal?: AbortSignal): Found<OwnerAccess<A>, P>;
  /** Forgets the listing (sign-out, refresh). Another account's listing is never used in any case. */
  forget(): void;
}

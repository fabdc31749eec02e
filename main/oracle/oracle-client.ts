import type { KeyObject } from 'node:crypto';
import type { Outcome } from '../basics/outcome.ts';
import type { OracleProblem } from './oracle-problem.ts';

/** The contract between the use cases and the service client. `createOracleClient` makes it. */

export type Answer<T> = Promise<Outcome<T, OracleProblem>>;

/** Who signs: `keyId` is `<tenancy>/<user>/<fingerprint>`, or `ST$<token>` for a session. */
export interface Signer {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

export interface OracleClientOptions {
  /** Electron's `net.fetch` in the app, Node's in tests. Redirects are never followed. */
  readonly fetch: typeof globalThis.fetch;
  readonly clock: { readonly now: () => number; readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void> };
  /** The classic IAM base without the version: `https://identity.eu-frankfurt-1.oci.oraclecloud.com`, or a replacement. */
  readonly identityUrl: string;
  /** Returns the classic base of the home region, which writes must go to. For an endpoint that replaces Oracle's it is `identityUrl`. */
  readonly identityUrlOf: (region: string) => string;
  readonly tenancyOcid: string;
  readonly userOcid: string;
  /** Called once for each request, so that no key stays in memory while Keydesk is locked. */
  readonly signer: () => Promise<Signer>;
  /** For an account that signs as a session. An API key has none, and no end. */
  readonly session?: SessionGate;
}

/** What the client must know about the end of a session. */
export interface SessionGate {
  /** Asked before each request: true when nothing is sent any more. */
  readonly isOver: (url: URL) => boolean;
  /** Called when a signature was refused: whether the session has ended. A domain of another tenancy may refuse a good signature. */
  readonly isEndedBy: (url: URL) => Promise<boolean>;
}

/** A list as far as it could be read: `unreadable` counts the rows that are not in a form that Keydesk knows. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly unreadable: number;
}

export interface Tenancy {
  readonly ocid: string;
  readonly name: string;
  readonly homeRegionKey: string | null;
}
export interface SubscribedRegion {
  readonly id: string;
  readonly isHome: boolean;
}
export interface CompartmentRecord {
  readonly ocid: string;
  readonly name: string;
  readonly parentOcid: string | null;
}
export interface DomainRecord {
  readonly ocid: string;
  readonly name: string;
  readonly description: string | null;
  readonly compartmentOcid: string;
  readonly url: string;
  readonly isDefault: boolean;
  readonly state: 'CREATING' | 'ACTIVE' | 'DELETING' | 'INACTIVE';
  /** Oracle's name for what the domain may do and how often it may be called; null where the service does not say. */
  readonly licenseType: string | null;
}
export interface UserRecord {
  /** SCIM id in a domain; the OCID in the classic API. */
  readonly id: string;
  readonly ocid: string;
  readonly userName: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly active: boolean;
}
export interface UserPage {
  /** Users of this page that could not be read. */
  readonly unreadable: number;
  readonly users: readonly UserRecord[];
  readonly total: number | null;
  readonly next: string | null;
}
export interface KeyRecord {
  /** SCIM id in a domain; the access key in the classic API. */
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly accessKey: string;
  readonly created: string | null;
  readonly expires: string | null;
  /** Null where the API never says it: in identity domains. */
  readonly state: 'CREATING' | 'ACTIVE' | 'INACTIVE' | 'DELETING' | 'DELETED' | null;
}
/** A key in a list of many users' keys. */
export interface OwnedKey extends Pick<KeyRecord, 'id' | 'name' | 'accessKey' | 'created' | 'expires'> {
  readonly owner: {
    /** SCIM id in a domain; the OCID in the classic API. */
    readonly id: string;
    readonly ocid: string | null;
    readonly userName: string | null;
    readonly displayName: string | null;
  };
}
/** A user, and the ids of the user's keys; null: the service does not say them. */
export interface KeyHolder extends UserRecord {
  readonly keyIds: readonly string[] | null;
}
/** One page of a list; null stands for a row that could not be read. */
export interface ListPage<T> {
  readonly rows: readonly (T | null)[];
  /** How many rows all pages have together, as the service says. */
  readonly total: number;
}
export interface ListQuery {
  /** Counted from 1. */
  readonly startIndex: number;
  /** At most 1000. */
  readonly count: number;
  readonly sortBy: string;
  readonly filter?: string;
}
/** The long lists of a domain, a page at a time. Each call is sent once: the reader of whole lists paces and repeats them. */
export interface DomainLists {
  keys(query: ListQuery, signal?: AbortSignal): Answer<ListPage<OwnedKey>>;
  users(query: ListQuery, signal?: AbortSignal): Answer<ListPage<KeyHolder>>;
}
/** The same for the classic API, which lists the keys of one user at a time. */
export interface ClassicLists {
  /** `page`: `next` of the page before. */
  users(
    page: string | null,
    signal?: AbortSignal,
  ): Answer<{ readonly rows: readonly (UserRecord | null)[]; readonly next: string | null }>;
  keysOf(user: UserRecord, signal?: AbortSignal): Answer<readonly (OwnedKey | null)[]>;
}

/** Whose keys: the caller's own (`/MyCustomerSecretKeys`), or another user's. */
export type KeyOwner = { readonly kind: 'self' } | { readonly kind: 'user'; readonly ocid: string };

export interface NewKey {
  readonly name: string;
  readonly description: string | null;
  readonly expiresOn: string | null;
}
/** `secretKey` is UTF-8 in a buffer of its own; the caller fills it with zeros when done. */
export interface CreatedKey {
  readonly key: KeyRecord;
  readonly secretKey: Buffer;
}

export interface UserSearch {
  /** Part of a user name, display name or e-mail; empty: all users. */
  readonly text: string;
  /** `next` of the page before. In a domain also the index of a user, counted from 1: the service can start at any user. */
  readonly cursor: string | null;
  readonly count: number;
  /** Without it, users are sorted by user name. The classic API does not sort. */
  readonly sort?: { readonly by: 'userName' | 'displayName'; readonly descending: boolean } | undefined;
}

/** What both APIs can do with users and keys; `offers` says where they differ. */
export interface UsersAndKeys {
  readonly offers: { readonly description: boolean; readonly expiry: boolean; readonly status: boolean };
  /** The caller. */
  me(signal?: AbortSignal): Answer<UserRecord>;
  getUser(id: string, signal?: AbortSignal): Answer<UserRecord>;
  findUsers(query: UserSearch, signal?: AbortSignal): Answer<UserPage>;
  listKeys(owner: KeyOwner, signal?: AbortSignal): Answer<Listed<KeyRecord>>;
  /** Sent once, never retried. The retry token names the creation for 24 h. */
  createKey(owner: KeyOwner, key: NewKey, retryToken: string): Answer<CreatedKey>;
  renameKey(owner: KeyOwner, keyId: string, name: string): Answer<null>;
  /** Null removes it. `rejected` by the classic API, which has none. */
  setDescription(owner: KeyOwner, keyId: string, description: string | null): Answer<null>;
  setKeyStatus(owner: KeyOwner, keyId: string, status: 'ACTIVE' | 'INACTIVE'): Answer<null>;
  deleteKey(owner: KeyOwner, keyId: string): Answer<null>;
}

/** One of the caller's own API keys. */
export interface ApiKeyRecord {
  /** SCIM id in a domain; the fingerprint in the classic API. */
  readonly id: string;
  /** In lower case. */
  readonly fingerprint: string;
  /** Identity domains only. */
  readonly description: string | null;
  readonly created: string | null;
  /** Null where the API does not say it: in identity domains. */
  readonly state: KeyRecord['state'];
}

/** The caller's own API keys, over either API (`docs/oracle.md`, "API keys"). */
export interface OwnApiKeys {
  list(signal?: AbortSignal): Answer<Listed<ApiKeyRecord>>;
  /** Adds a public key (PEM). Sent once, never retried: the fingerprint tells afterwards whether it arrived. */
  add(publicKey: string, description: string): Answer<ApiKeyRecord>;
  remove(key: ApiKeyRecord): Answer<null>;
}

export interface OracleClient {
  getTenancy(signal?: AbortSignal): Answer<Tenancy>;
  /** The id of the home region (`eu-frankfurt-1`). */
  getHomeRegion(signal?: AbortSignal): Answer<string>;
  /** The regions that the tenancy has subscribed to. */
  listRegions(signal?: AbortSignal): Answer<readonly SubscribedRegion[]>;
  /** The tenancy's Object Storage namespace, the same in all regions. `base`: of Object Storage, see `s3-address.ts`. */
  getNamespace(base: string, signal?: AbortSignal): Answer<string>;
  listCompartments(signal?: AbortSignal): Answer<Listed<CompartmentRecord>>;
  listDomains(compartmentOcid: string, signal?: AbortSignal): Answer<Listed<DomainRecord>>;
  /** A new token that lasts longer than this one, which signs the request. `base`: see `authUrlBeside`. Sent once. */
  refreshSession(base: string, token: string): Answer<string>;
  domain(url: string): UsersAndKeys;
  domainLists(url: string): DomainLists;
  classicLists(): ClassicLists;
  /** The classic IAM API: users of the Default domain, or of a tenancy without domains. Finds the home region for writes. */
  classic(): UsersAndKeys;
  /** The caller's own API keys: in the caller's domain, or over the classic API if there is none. */
  apiKeys(domainUrl: string | null): OwnApiKeys;
}

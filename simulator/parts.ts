import type { ApiKeyStore } from './api-keys/api-key-store.ts';
import type { Domain, Tenancy } from './directory/tenancy.ts';
import type { KeyCreation } from './keys/key-creation.ts';
import type { KeyStore } from './keys/key-store.ts';
import type { RateLimits } from './rate-limits.ts';
import type { BucketStore } from './s3/bucket-store.ts';
import type { SessionStore } from './signin/session-store.ts';
import type { Switches } from './switches.ts';

/** What the identity APIs answer from: the directory, the keys in it, and how the service behaves. */
export interface IdentityParts {
  readonly tenancy: Tenancy;
  readonly keys: KeyStore;
  readonly creation: KeyCreation;
  readonly apiKeys: ApiKeyStore;
  /** The current switches, changed in place. */
  readonly switches: Switches;
  /** The URL of a domain, as the list of domains and the domain's resources name it. */
  readonly domainUrl: (domain: Domain) => string;
}

/** Everything that the service answers from. Each API takes what it needs of it. */
export interface Parts extends IdentityParts {
  readonly seed: string;
  readonly sessions: SessionStore;
  readonly rateLimits: RateLimits;
  readonly buckets: BucketStore;
}

import type { ApiKeyStore } from './api-keys/api-key-store.ts';
import type { Domain, Tenancy } from './directory/tenancy.ts';
import type { KeyCreation } from './keys/key-creation.ts';
import type { KeyStore } from './keys/key-store.ts';
import type { RateLimits } from './rate-limits.ts';
import type { BucketStore } from './s3/bucket-store.ts';
import type { SessionStore } from './signin/session-store.ts';
import type { Switches } from './switches.ts';

/** The data of the identity APIs: the directory, its keys, and the switches for the behaviour of the service. */
export interface IdentityParts {
  readonly tenancy: Tenancy;
  readonly keys: KeyStore;
  readonly creation: KeyCreation;
  readonly apiKeys: ApiKeyStore;
  /** The current switches. The controls change this object in place. */
  readonly switches: Switches;
  /** The URL of a domain, as the list of domains and the domain's resources name it. */
  readonly domainUrl: (domain: Domain) => string;
}

/** The data of all APIs. Each API uses the parts that it needs. */
export interface Parts extends IdentityParts {
  readonly seed: string;
  readonly sessions: SessionStore;
  readonly rateLimits: RateLimits;
  readonly buckets: BucketStore;
}

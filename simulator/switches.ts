import { z } from 'zod';

/**
 * Each switch is for a behaviour of the live service that is not known, or that varies. The simulator can behave in each way. The
 * default is the likelier way, except that a new key works at once. A client must handle every way.
 */
export const switchesSchema = z.strictObject({
  /** False: a tenancy without identity domains. It lists no domain, has no SCIM, and its classic errors contain no SCIM error. */
  domains: z.boolean(),
  /**
   * True: domains are paths of one address, because a client may know only that address. False: the list of domains has a port
   * for each domain, for clients that do not accept a path (Oracle's Python SDK). At Oracle each domain has its own host.
   */
  domainPaths: z.boolean(),
  /** Status of the answer to a third key. For API keys and auth tokens, Oracle answers 400 with the same text. */
  limitStatus: z.literal([400, 409]),
  /** Does an inactive key count toward the limit of two? */
  inactiveKeysCount: z.boolean(),
  /** If a creation is repeated with its retry token, does the answer contain the secret again? The key is never made twice. */
  retriedCreateHasSecret: z.boolean(),
  /** Can `status` be changed by PATCH? */
  statusPatch: z.boolean(),
  /** Can a key that was made through one API be renamed and deleted through the other? */
  sharedKeys: z.boolean(),
  /** False: this endpoint acts as a region that is not the home region, so the classic API refuses to write. */
  homeRegion: z.boolean(),
  /**
   * Does a signature for `us-east-1`, or for no region, count for the home region? Oracle's refusal says so ("must be specified
   * if this is not the home region"), and clients rely on that. It is not confirmed for every call.
   */
  s3DefaultRegion: z.boolean(),
  /**
   * Does S3 take AWS's chunks (`STREAMING-...`), which clients send over plain HTTP? By all reports, the live
   * service refuses chunks over TLS.
   */
  s3Chunks: z.boolean(),
  /** May keys list the tenancy's buckets over S3? False: AccessDenied. */
  s3ListBuckets: z.boolean(),
  /**
   * For how many seconds S3 does not know a new key. With `flapping`, the key works at times in the second half of that time, and
   * fails again well after its first success. With a time factor of 60, a minute of this delay takes a second.
   */
  s3Delay: z.strictObject({
    seconds: z.number().min(0).max(3600),
    flapping: z.boolean().default(false),
    timeFactor: z.number().min(1).max(10_000).default(1),
  }),
  /**
   * The list of all keys of a domain, by the domain's name. `refused`: an error. `partial`: rows and count leave out the keys of every
   * second user. It is not confirmed that the live service lists all keys.
   */
  keyLists: z.record(z.string(), z.enum(['whole', 'partial', 'refused'])),
  /** Does the service return the keys of a user, if a client requests that attribute of the user? */
  keyReferences: z.boolean(),
  /** Does each full page of keys have its first row twice, and lack its last row? Paging by offset can do that to an unsorted list. */
  rowsTwice: z.boolean(),
  /** After this many pages of keys, a key is made or another one deleted, alternately. 0: never. */
  changeEvery: z.number().int().min(0),
  /**
   * Does each domain keep to the limits that Oracle publishes for its license type? `stranger` is the part of the
   * limits that other callers use up. Null: no limits.
   */
  limits: z.strictObject({ stranger: z.number().min(0).max(1).default(0) }).nullable(),
  /** How many seconds a new session token lives. An hour is documented. */
  tokenLife: z.number().int().min(1).max(86_400),
  /** The answer to a refresh: a token that lives longer, a token that ends when the old token does, or 401. */
  refresh: z.enum(['longer', 'unchanged', 'refused']),
  /** The answer to a refresh when the token already lives as long as the session may. */
  refreshAtEnd: z.enum(['unchanged', 'refused']),
  /** Do the identity domains (`/admin/v1`) accept session tokens? */
  sessionsInDomains: z.boolean(),
  /** Does the browser come back with an `id_token` beside the session token? */
  idToken: z.boolean(),
  /** How a denial reaches the program: after the `#`, in the query, or not at all, since the browser stays on Oracle's page. */
  denial: z.enum(['fragment', 'query', 'page']),
  /** For how many seconds a new API key is CREATING and signs nothing. Switching to 0 makes all keys ACTIVE. */
  apiKeyDelay: z.number().min(0).max(86_400),
  /** The classic answer to a fourth API key. `plain`: 409 ApiKeyLimitExceeded. `wrapped`: 400 with the domain's SCIM error inside. */
  apiKeyLimit: z.enum(['plain', 'wrapped']),
});
export type Switches = z.infer<typeof switchesSchema>;

export const likelySwitches: Switches = {
  domains: true,
  domainPaths: true,
  limitStatus: 400,
  inactiveKeysCount: true,
  retriedCreateHasSecret: true,
  statusPatch: true,
  sharedKeys: true,
  homeRegion: true,
  s3DefaultRegion: true,
  s3Chunks: false,
  s3ListBuckets: true,
  s3Delay: { seconds: 0, flapping: false, timeFactor: 1 },
  keyLists: {},
  keyReferences: true,
  rowsTwice: false,
  changeEvery: 0,
  limits: null,
  tokenLife: 3600,
  refresh: 'longer',
  refreshAtEnd: 'refused',
  sessionsInDomains: true,
  idToken: true,
  denial: 'fragment',
  apiKeyDelay: 0,
  apiKeyLimit: 'plain',
};

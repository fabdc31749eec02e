import { z } from 'zod';

/**
 * Each switch stands for behaviour of the live service that is not known, or that varies. The simulator can do either. The default is
 * the likelier one, except that a new key works at once. A client must cope with both.
 */
export const switchesSchema = z.strictObject({
  /** False: a tenancy from before identity domains. It lists no domain, has no SCIM, and does not wrap classic errors. */
  domains: z.boolean(),
  /**
   * True: domains are paths of one address, since a client may know only that address. False: the list of domains names a port
   * for each, for clients that take no path (Oracle's Python SDK). At Oracle each domain has its own host.
   */
  domainPaths: z.boolean(),
  /** Status of the answer to a third key. 400 with this text is what Oracle's API keys and auth tokens answer. */
  limitStatus: z.literal([400, 409]),
  /** Does an inactive key count toward the limit of two? */
  inactiveKeysCount: z.boolean(),
  /** A creation repeated with its retry token: does the answer carry the secret again? The key is never made twice. */
  retriedCreateHasSecret: z.boolean(),
  /** Can `status` be changed by PATCH? */
  statusPatch: z.boolean(),
  /** Can a key that was made through one API be renamed and deleted through the other? */
  sharedKeys: z.boolean(),
  /** False: this endpoint plays a region that is not the home region, and the classic API refuses to write. */
  homeRegion: z.boolean(),
  /**
   * Does a signature for `us-east-1`, or for no region, count for the home region? Oracle's refusal says so ("must be specified
   * if this is not the home region"), and clients rely on it. Nobody has shown it for every call.
   */
  s3DefaultRegion: z.boolean(),
  /**
   * Does S3 take AWS's chunks (`STREAMING-...`), which clients send over plain HTTP? In every report the live
   * service, over TLS, refuses them.
   */
  s3Chunks: z.boolean(),
  /** May keys list the tenancy's buckets over S3? False: AccessDenied. */
  s3ListBuckets: z.boolean(),
  /**
   * For how many seconds S3 does not know a new key. With `flapping`, the key works at times in the second half of that time; the
   * last failure comes well after the first success. With a time factor of 60 a minute of this delay takes a second.
   */
  s3Delay: z.strictObject({
    seconds: z.number().min(0).max(3600),
    flapping: z.boolean().default(false),
    timeFactor: z.number().min(1).max(10_000).default(1),
  }),
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
};

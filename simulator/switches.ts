import { z } from 'zod';

/**
 * Where nobody outside Oracle knows how the live service behaves, or where it behaves now so and now so, the simulator can do
 * either; the defaults are the likelier half, and a new key works at once. A client must get on with both.
 */
export const switchesSchema = z.strictObject({
  /** False: a tenancy from before identity domains. No domain is listed, SCIM is not there, classic errors are not wrapped. */
  domains: z.boolean(),
  /**
   * Does the address of a domain end in a path? At Oracle each has a host of its own; here they are paths of one address, since
   * a client may be told no other. False: the list of domains names ports of their own (Oracle's Python SDK takes no path).
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
   * if this is not the home region"), and clients rest on it; nobody has shown it for every call.
   */
  s3DefaultRegion: z.boolean(),
  /**
   * Does S3 take AWS's chunks (`STREAMING-...`), which clients send over plain HTTP? Every report of the live service, over TLS,
   * has it refuse them.
   */
  s3Chunks: z.boolean(),
  /** May keys list the tenancy's buckets over S3? False: AccessDenied. */
  s3ListBuckets: z.boolean(),
  /**
   * For how many seconds S3 does not know a new key. Flapping, it knows it now and then in the second half of that time, the
   * last failure coming well after the first success. With a time factor of 60 a minute takes a second, here and only here.
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

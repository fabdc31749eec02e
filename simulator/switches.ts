import { z } from 'zod';

/**
 * Where nobody outside Oracle knows how the live service behaves, or where it behaves now so and now so, the simulator can do
 * either; the defaults are the likelier half, and a new key works at once. A client must get on with both.
 */
export const switchesSchema = z.strictObject({
  /** False: a tenancy from before identity domains. No domain is listed, SCIM is not there, classic errors are not wrapped. */
  domains: z.boolean(),
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
  limitStatus: 400,
  inactiveKeysCount: true,
  retriedCreateHasSecret: true,
  statusPatch: true,
  sharedKeys: true,
  homeRegion: true,
  s3ListBuckets: true,
  s3Delay: { seconds: 0, flapping: false, timeFactor: 1 },
};

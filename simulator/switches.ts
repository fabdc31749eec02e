import { z } from 'zod';

/**
 * Where nobody outside Oracle knows how the live service behaves, the simulator can do either; the defaults are the likelier
 * half. A client must get on with both.
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
};

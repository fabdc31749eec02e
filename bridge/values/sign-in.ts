import { z } from 'zod';
import { failureSchema, outcomeOf } from './failure.ts';
import type { ValueOf } from './value-of.ts';

const instant = z.string().max(40);
const regionName = z.string().max(1024);

/** A region to sign in to. */
const signInRegionSchema = z.strictObject({
  /** Names it in `StartBrowserSignIn`. */
  choice: z.string().min(1).max(2100),
  /** `eu-frankfurt-1` */
  id: regionName,
  /** `oraclecloud.com` */
  realm: z.string().max(253),
  /** The endpoint that replaces Oracle's there; null: none does. */
  endpoint: z.string().max(1024).nullable(),
  /** True: a region of the sample tenancy. */
  sample: z.boolean(),
  /** It was used last, or a file or account of this computer names it. */
  suggested: z.boolean(),
});
export type SignInRegion = ValueOf<typeof signInRegionSchema>;

/** The region used last, then the regions of the OCI configuration file and of this computer, then all regions of Oracle by name. */
export const signInRegionsOutcomeSchema = outcomeOf(z.strictObject({ regions: z.array(signInRegionSchema).max(2000) }));
export type SignInRegionsOutcome = ValueOf<typeof signInRegionsOutcomeSchema>;

export const browserSignInRequestSchema = z.strictObject({
  /** A `choice` of the list, or the identifier of a region that is not on it. */
  region: z.string().min(1).max(2100),
  tenancyName: z.string().max(256).nullable(),
});
export type BrowserSignInRequest = ValueOf<typeof browserSignInRequestSchema>;

/** How far a sign-in with the browser is. */
export const browserSignInStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({
    kind: z.literal('waiting'),
    region: regionName,
    /** What the browser opens. It holds a public key, and nothing secret. */
    address: z.string().max(8192),
    /** When waiting ends by itself, ISO 8601. */
    until: instant,
    /** `none`: no browser opened, so the user needs the address. */
    browser: z.enum(['opening', 'opened', 'none']),
    /** A sentence about a page or program that called and was refused; null: none has called. */
    turnedAway: z.string().max(400).nullable(),
  }),
  /** The browser's answer has come, and Keydesk checks it with a call to Oracle. */
  z.strictObject({ kind: z.literal('proving'), region: regionName }),
  z.strictObject({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type BrowserSignInState = ValueOf<typeof browserSignInStateSchema>;

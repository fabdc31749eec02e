import { z } from 'zod';
import { lastViewSchema } from './directory.ts';
import { failureSchema, outcomeOf } from './failure.ts';
import type { ValueOf } from './value-of.ts';

export const accountIdSchema = z.uuid();
export type AccountId = ValueOf<typeof accountIdSchema>;

const label = z.string().max(1024);

const instant = z.string().max(40);
const sessionTimes = {
  /** When the session ends unless it is prolonged, ISO 8601. */
  expires: instant,
  /** The session cannot be prolonged past this time, ISO 8601; null: only Oracle knows it. */
  renewableUntil: instant.nullable(),
  /** `ending`: less than ten minutes are left. */
  phase: z.enum(['valid', 'ending', 'over']),
  /** False: it cannot be prolonged. */
  renewable: z.boolean(),
  /** `memory`: the keychain did not store the session, so the session is lost when Keydesk quits. */
  rests: z.enum(['keychain', 'memory']),
};

/** What an account signs with. */
const signedInBySchema = z.discriminatedUnion('kind', [
  /** An API key that a profile of an OCI configuration file names. */
  z.strictObject({ kind: z.literal('file-key') }),
  /** This computer's own API key. */
  z.strictObject({ kind: z.literal('computer-key') }),
  z.strictObject({ kind: z.literal('browser-session'), ...sessionTimes }),
  /** A session profile of the OCI CLI. */
  z.strictObject({ kind: z.literal('cli-session'), ...sessionTimes }),
]);
export type SignedInBy = ValueOf<typeof signedInBySchema>;

/** A signed-in account, for the side bar. */
export const accountSchema = z.strictObject({
  id: accountIdSchema,
  /** The person's display name, else the user name, else the profile's name. */
  displayName: label,
  userName: label,
  tenancyName: label,
  /** The domain of the user; null if the tenancy shows none. */
  domainName: label.nullable(),
  region: label,
  userOcid: label,
  profile: label,
  signedInBy: signedInBySchema,
  sample: z.boolean(),
  /** Its last view, in this run or an earlier one; null: none yet. */
  left: lastViewSchema.nullable(),
});
export type Account = ValueOf<typeof accountSchema>;

/** Where credentials are stored: in the OS keychain, or in memory until the app quits, with the reason. */
export const vaultStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keychain'), name: label }),
  z.strictObject({ kind: z.literal('memory'), reason: label }),
]);
export type VaultState = ValueOf<typeof vaultStateSchema>;
/** `unknown`: on the first screen, which does not wait for a keychain. That may take seconds. */
const shownVaultSchema = z.discriminatedUnion('kind', [
  ...vaultStateSchema.options,
  z.strictObject({ kind: z.literal('unknown') }),
]);

/** Host and port of a proxy. */
export const proxyNameSchema = z.string().min(1).max(300);
export type ProxyName = z.infer<typeof proxyNameSchema>;

export const proxySignInSchema = z.strictObject({
  /** The proxy that the page showed to the user. */
  proxy: proxyNameSchema,
  userName: z.string().min(1).max(256),
  password: z.string().max(1024),
  /** True: save the password in the keychain. */
  remember: z.boolean(),
});
export type ProxySignIn = z.infer<typeof proxySignInSchema>;

export const sessionSchema = z.strictObject({
  accounts: z.array(accountSchema).max(100),
  current: accountIdSchema.nullable(),
  vault: shownVaultSchema,
  /** The keychain takes so long that the system is probably asking the user for a password. */
  keychainWaits: z.boolean(),
  /** The proxies whose password is saved. */
  proxies: z.array(proxyNameSchema).max(100),
  /** True: the page shows the lock screen, and every call but `Unlock` is refused. */
  locked: z.boolean(),
  /** A failure that no call has caused, for example at the start. */
  notice: failureSchema.nullable(),
});
export type Session = ValueOf<typeof sessionSchema>;

/** `standard`: the OCI configuration file of this computer; `chosen`: the file that was last chosen in the file dialog. */
export const profileSourceSchema = z.enum(['standard', 'chosen']);
export type ProfileSource = ValueOf<typeof profileSourceSchema>;

export const profileSchema = z.strictObject({
  name: z.string().max(128),
  /** The region's identifier, or the text of the file where that is unknown. */
  region: label.nullable(),
  /** From the token, for a session-token profile. */
  userOcid: label.nullable(),
  method: z.enum(['api-key', 'session-token']),
  /** When the session token of the profile expires, ISO 8601; null: unknown, or no token. */
  tokenExpires: z.string().max(40).nullable(),
  /** The key is encrypted and the profile has no `pass_phrase`. */
  needsPassphrase: z.boolean(),
  /** The endpoint that replaces Oracle's (`keydesk_endpoint`), if the profile names one. */
  endpoint: label.nullable(),
  /** Why signing in with this profile cannot work, if that is known beforehand. */
  problem: failureSchema.nullable(),
});
export type Profile = ValueOf<typeof profileSchema>;

export const passedOverSchema = z.strictObject({
  sentence: z.string().max(400),
  /** The profile in or after which the line stands; null: the line stands before the first profile. */
  after: z.string().max(128).nullable(),
});
export type PassedOver = ValueOf<typeof passedOverSchema>;

export const profilesOutcomeSchema = outcomeOf(
  z.strictObject({
    source: profileSourceSchema,
    /** Path of the file that was read; null when choosing was cancelled. */
    file: z.string().max(4096).nullable(),
    /** The profile that was last used to sign in comes first. */
    profiles: z.array(profileSchema).max(1000),
    /** The lines of the file that were ignored. They hide no profile. */
    passedOver: z.array(passedOverSchema).max(20),
  }),
);
export type ProfilesOutcome = ValueOf<typeof profilesOutcomeSchema>;

/** A profile of a configuration file. */
export const profileNameSchema = z.string().min(1).max(128);
export type ProfileName = ValueOf<typeof profileNameSchema>;

export const signInRequestSchema = z.strictObject({
  source: profileSourceSchema,
  profile: profileNameSchema,
  passphrase: z.string().max(1024).nullable(),
});
export type SignInRequest = ValueOf<typeof signInRequestSchema>;

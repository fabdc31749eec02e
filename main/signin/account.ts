import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { SignedInBy as ShownSignIn, VaultState } from '../../bridge/values/session.ts';
import type { Clock } from '../basics/clock.ts';
import type { News } from '../basics/observable.ts';
import type { Outcome } from '../basics/outcome.ts';
import type { SettingsProblem, StoredValue } from '../basics/stored-value.ts';
import { endpointSchema } from '../oracle/endpoint-schema.ts';
import type { OracleClient, OracleClientOptions } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Region } from '../oracle/regions.ts';
import type { PolicyRules, Prescribed, SignInMethod } from '../policy/policy-rules.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import type { RegionNotSubscribed } from './browser/browser-problem.ts';
import type { NotLonger } from './session-keeper.ts';
import type { SignInEnv } from './sign-in-env.ts';
import type { ProfileProblem } from './sign-in-problem.ts';

/** The most accounts that the page takes. */
export const MOST_ACCOUNTS = 100;

/** A name in a file, cut to the length that the page takes: files of an earlier Keydesk may have longer names. */
const name = z
  .string()
  .min(1)
  .transform((text) => text.slice(0, 1024));

/** The identity domain that a user lives in. */
const homeDomainSchema = z.object({ id: z.string().min(1), name, url: endpointSchema });
export type HomeDomain = z.infer<typeof homeDomainSchema>;

/** When a session began and ends. All in ISO 8601. */
const sessionFields = {
  /** When the token in use was issued. */
  issued: z.iso.datetime().max(40),
  /** The end of the token in use. */
  expires: z.iso.datetime().max(40),
  /** The session cannot be prolonged past this time; null: only Oracle knows it. */
  renewableUntil: z.iso.datetime().max(40).nullable(),
};

/** What an account signs with: an API key of an OCI file, an API key of this computer's own, or a session with its token. */
const signedInBySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file-key') }),
  z.object({ kind: z.literal('computer-key') }),
  z.object({ kind: z.literal('browser-session'), ...sessionFields }),
  /** A session profile of the OCI CLI, in this configuration file. */
  z.object({ kind: z.literal('cli-session'), file: z.string().min(1).max(4096), ...sessionFields }),
]);
export type SignedInBy = z.infer<typeof signedInBySchema>;
export type SessionSignIn = Extract<SignedInBy, { kind: 'browser-session' | 'cli-session' }>;

/** What is stored of an account, except its private key and its token, which only the vault holds. */
export const storedAccountSchema = z.object({
  id: z.uuid(),
  /** The name of the profile it was signed in with, or words for another way. */
  profile: z.string().min(1).max(128),
  /** Earlier versions knew only `file-key`, and did not store it. */
  signedInBy: signedInBySchema.default({ kind: 'file-key' }),
  tenancyOcid: z.string().min(1),
  /** The tenancy's OCID where the user may not read its name. */
  tenancyName: name,
  userOcid: z.string().min(1).max(1024),
  /** The user's OCID where the service shows no more. */
  userName: name,
  /** The display name, else the user name, else the profile's name. */
  displayName: name,
  /** Null: a tenancy without domains, or a domain that has not been found so far. */
  domain: homeDomainSchema.nullable(),
  /** Of the key pair that signs. */
  fingerprint: z.string().min(1),
  /** The region's identifier. */
  region: z.string().min(1).max(1024),
  /** The classic IAM base without the version. */
  identityUrl: endpointSchema,
  /** The endpoint that replaces Oracle's (`keydesk_endpoint`). */
  endpoint: endpointSchema.nullable(),
  /** ISO 8601. */
  signedInAt: z.string().min(1),
  /** The kind of vault that took the key. Accounts whose key rests in memory are never stored. */
  vaultKind: z.enum(['keychain', 'memory']),
});
export type StoredAccount = z.infer<typeof storedAccountSchema>;

/** A signed-in account. A sample account lives in memory alone, its key too. */
export type Account = StoredAccount & { readonly sample: boolean };

/** Whether both are the same user of the same tenancy, at the same endpoint. */
export const isSameUser = (one: Whose, other: Whose): boolean =>
  one.tenancyOcid === other.tenancyOcid && one.userOcid === other.userOcid && one.endpoint === other.endpoint;
type Whose = Pick<StoredAccount, 'tenancyOcid' | 'userOcid' | 'endpoint'>;

/** Whether the account signs with a session token of Oracle's, which is in `signedInBy`. */
export const isSession = (account: StoredAccount): account is StoredAccount & { readonly signedInBy: SessionSignIn } =>
  account.signedInBy.kind === 'browser-session' || account.signedInBy.kind === 'cli-session';

/** Where account metadata rests between starts. An error that it throws becomes the problem `settings-failed`. */
export type AccountStore = StoredValue<{ readonly accounts: readonly unknown[]; readonly current: string | null }>;

export type AccountUnknown = { readonly kind: 'account-unknown'; readonly account: string };

type SessionOver = Extract<OracleProblem, { kind: 'session-over' }>;

/** `signed-out`: there is no current account. */
export type ClientProblem =
  /** The company does not allow this account any more. */
  | Prescribed
  | { readonly kind: 'signed-out' }
  | VaultProblem
  | SessionOver
  /** The vault has no key for the account; `account.vaultKind` is the kind of vault that took it. Nothing is deleted. */
  | { readonly kind: 'credential-missing'; readonly account: Account; readonly vault: VaultState };

/** Why a session cannot be prolonged. */
export type ProlongProblem =
  | Prescribed
  | OracleProblem
  | VaultProblem
  | NotLonger
  | { readonly kind: 'signed-out' | 'locked' };

export type SignInProblem =
  | Prescribed
  | ProfileProblem
  | VaultProblem
  | SettingsProblem
  | OracleProblem
  | RegionNotSubscribed;
export type SignOutProblem = AccountUnknown | VaultProblem | SettingsProblem;

/** An account with its service client. It stays the same when another account becomes the current one. */
export interface AccountClient {
  readonly account: Account;
  readonly oracle: OracleClient;
  /**
   * The domain of the account's user; null where the tenancy shows none. It is known from signing in, or else searched for and remembered.
   * If the search could not ask every domain, that is a problem, and not null.
   */
  homeDomain(signal?: AbortSignal): Promise<Outcome<HomeDomain | null, OracleProblem>>;
}

/** What signs the requests of an account: its key pair and, for a session, Oracle's token for it. */
export interface Credential {
  readonly privateKey: KeyObject;
  readonly token: string | null;
}

/** The user of a credential, as its source says: a profile, a token, or the lines of the Console. Only the service can prove it. */
export interface Claim {
  /** A profile's name, or words for another way. */
  readonly name: string;
  readonly tenancyOcid: string;
  readonly userOcid: string;
  /** In lower case. */
  readonly fingerprint: string;
  readonly region: Region;
  readonly endpoint: string | null;
}

export interface AccountsOptions {
  readonly vault: Vault;
  readonly store: AccountStore;
  /** `createOracleClient` with fetch and clock filled in. */
  readonly createOracle: (
    options: Pick<
      OracleClientOptions,
      'identityUrl' | 'identityUrlOf' | 'tenancyOcid' | 'userOcid' | 'signer' | 'session'
    >,
  ) => OracleClient;
  readonly env: SignInEnv;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** Decides who may sign in, and which of the accounts may be used. */
  readonly policy: PolicyRules;
  /** While Keydesk is locked no session is prolonged. */
  readonly isLocked: () => boolean;
  /** `crypto.randomUUID`. */
  readonly newId: () => string;
}

/** The key file that the person chose for profiles with this fingerprint (in lower case); null for none. */
export type ChosenKey = (fingerprint: string) => string | null;

export interface SignInRequest {
  /** Path of the OCI configuration file. */
  readonly file: string;
  readonly profile: string;
  readonly chosenKey?: ChosenKey;
  /** What the person typed; null: the profile's own `pass_phrase`, if there is one. */
  readonly passphrase: string | null;
}

/** News after each change of `list` or `current`. */
export interface Accounts extends News<null> {
  list(): readonly Account[];
  current(): Account | null;
  /** Whether the company allows this way to sign in. Checked before work that is long or leaves traces. It sends nothing. */
  maySignIn(claim: Pick<Claim, 'tenancyOcid' | 'region' | 'endpoint'>, method: SignInMethod): Outcome<null, Prescribed>;
  /** What the account signs with now, and until when. */
  signedInBy(account: Account): ShownSignIn;
  /** What went wrong when the stored accounts were read at start. Nothing is deleted: an entry that cannot be read stays in the file. */
  readonly startProblem: SettingsProblem | null;
  /** Reads profile and key, asks the service, stores the key, makes the account the current one. A failure changes nothing. */
  signIn(request: SignInRequest, signal?: AbortSignal): Promise<Outcome<Account, SignInProblem>>;
  /** The same for the sample tenancy: neither vault nor store is touched. Accounts of earlier sample tenancies are dropped. */
  signInSample(file: string, profile: string, signal?: AbortSignal): Promise<Outcome<Account, SignInProblem>>;
  /**
   * The same for a key pair that was made in main: this computer's own API key. It renews the user's account of that kind. Without one, it
   * replaces the user's session, and keeps the id of that account.
   */
  signInWithKey(
    request: Claim & { readonly privateKey: KeyObject },
    signal?: AbortSignal,
  ): Promise<Outcome<Account, SignInProblem>>;
  /**
   * The same for a session: Oracle has given a token for this key pair. It renews the user's session of either kind. If the keychain
   * refuses the session, the session stays in memory.
   */
  signInWithSession(
    request: Claim & { readonly privateKey: KeyObject; readonly token: string; readonly signedInBy: SessionSignIn },
    signal?: AbortSignal,
  ): Promise<Outcome<Account, SignInProblem>>;
  /** Asks Oracle now for a session that lasts longer. Sessions in use are prolonged without this call. */
  renewSession(id: string): Promise<Outcome<null, ProlongProblem | AccountUnknown>>;
  switchTo(id: string): Outcome<Account, AccountUnknown>;
  /** Removes the key from the vault, then the metadata. If it was the current account, there is none until the person chooses one. */
  signOut(id: string): Promise<Outcome<null, SignOutProblem>>;
  /** The current account and its service client. Reads the vault if the key is not in memory: once, until `forgetKeys`. */
  client(): Promise<Outcome<AccountClient, ClientProblem>>;
  /** Drops all private keys from memory (lock, suspend). The next `client` reads the vault again. Sample accounts keep theirs. */
  forgetKeys(): void;
  /**
   * The vault has moved its entries from memory into the keychain. So accounts that were only in memory are stored now, also a session that
   * the keychain had refused.
   */
  keychainIsBack(): Promise<Outcome<null, VaultProblem | SettingsProblem>>;
}

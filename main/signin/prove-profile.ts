import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { UserRecord } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { identityUrl } from '../oracle/regions.ts';
import type { AccountsOptions, HomeDomain, SignInRequest } from './account.ts';
import { readConfigFile } from './config-file.ts';
import { findHomeDomain } from './home-domain.ts';
import { fingerprintProblem, type LoadedKey, readPrivateKey } from './private-key.ts';
import { type ApiKeyProfile, profileValues, resolveProfile } from './profile.ts';
import { readProfileToken } from './session-token.ts';
import type { SignInEnv } from './sign-in-env.ts';
import type { ProfileProblem } from './sign-in-problem.ts';
import { clientFor } from './signed-client.ts';
import { loadRegions } from './user-regions.ts';

/** A profile that the service has accepted, and what the service told of its user. */
export interface ProvenProfile {
  readonly profile: ApiKeyProfile;
  readonly key: LoadedKey;
  readonly identityUrl: string;
  /** Null where the user may not read it. */
  readonly tenancyName: string | null;
  /** Null where neither API shows the user to itself. */
  readonly user: Pick<UserRecord, 'userName' | 'displayName'> | null;
  /** Null where there is none; a problem where the search could not ask everywhere. */
  readonly domain: Outcome<HomeDomain | null, OracleProblem>;
}

/** Reads a profile and its key, and has the service confirm them. Writes nothing anywhere. */
export async function proveProfile(
  { env, createOracle }: Pick<AccountsOptions, 'env' | 'createOracle'>,
  request: SignInRequest,
  signal?: AbortSignal,
): Promise<Outcome<ProvenProfile, ProfileProblem | OracleProblem>> {
  const read = await readProfileAndKey(env, request);
  if (!read.ok) return read;
  const { profile, key } = read.value;
  const place = {
    ...profile,
    region: profile.region.id,
    identityUrl: profile.endpoint ?? identityUrl(profile.region),
  };
  const oracle = clientFor(createOracle, place, async () => key.privateKey);

  // One call alone first: a signature that is refused is refused once.
  const classicUser = await oracle.classic().me(signal);
  // The classic API shows users of the Default domain only. It says "not found" to a user of another one, and it says so
  // after it has checked the signature: the key is good.
  if (!classicUser.ok && classicUser.problem.kind !== 'not-found') return classicUser;

  const [tenancy, home] = await Promise.all([oracle.getTenancy(signal), findHomeDomain(oracle, profile, signal)]);
  const stopped = [tenancy, home].find((outcome) => !outcome.ok && outcome.problem.kind === 'cancelled');
  if (stopped && !stopped.ok) return stopped;
  return success({
    profile,
    key,
    identityUrl: place.identityUrl,
    tenancyName: tenancy.ok ? tenancy.value.name : null,
    user: (home.ok ? home.value?.user : null) ?? (classicUser.ok ? classicUser.value : null),
    domain: home.ok ? success(home.value?.domain ?? null) : home,
  });
}

async function readProfileAndKey(
  env: SignInEnv,
  { file, profile: name, chosenKey = () => null, passphrase }: SignInRequest,
): Promise<Outcome<{ profile: ApiKeyProfile; key: LoadedKey }, ProfileProblem>> {
  const config = await readConfigFile(env, file);
  if (!config.ok) return config;
  const values = profileValues(config.value, name);
  if (values === null) return failed({ kind: 'profile-unknown', file, profile: name });
  if (values.method === 'session-token') {
    const { expires } = await readProfileToken(env, config.value, values);
    return failed({ kind: 'profile-session-token', file, profile: name, expires });
  }
  const regions = await loadRegions(env);
  const profile = resolveProfile(config.value, values, regions, env.homedir(), chosenKey);
  if (!profile.ok) return profile;
  const { keyFile, fingerprint, passPhrase } = profile.value;
  const key = await readPrivateKey(env, keyFile, passphrase ?? passPhrase);
  if (!key.ok) return key;
  const mismatch = fingerprintProblem(keyFile, fingerprint, key.value.fingerprint);
  return mismatch === null ? success({ profile: profile.value, key: key.value }) : failed(mismatch);
}

import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { SignInRequest } from './account.ts';
import { readCliApplicant } from './cli-session.ts';
import { readConfigFile } from './config-file.ts';
import { readPrivateKey } from './private-key.ts';
import { profileValues, resolveProfile } from './profile.ts';
import type { Applicant } from './prove-user.ts';
import type { SignInEnv } from './sign-in-env.ts';
import type { ProfileProblem } from './sign-in-problem.ts';
import { loadRegions } from './user-regions.ts';

/** Reads a profile and its key from the files, without asking the service. */
export async function readApplicant(
  env: SignInEnv,
  { file, profile: name, chosenKey = () => null, passphrase }: SignInRequest,
  now: number,
): Promise<Outcome<Applicant, ProfileProblem>> {
  const config = await readConfigFile(env, file);
  if (!config.ok) return config;
  const values = profileValues(config.value, name);
  if (values === null) return failed({ kind: 'profile-unknown', file, profile: name });
  const reading = { env, regions: await loadRegions(env), chosenKey, now };
  if (values.method === 'session-token') return readCliApplicant(reading, values, passphrase);
  const profile = resolveProfile(reading, values);
  if (!profile.ok) return profile;
  const { keyFile, passPhrase, ...claim } = profile.value;
  const key = await readPrivateKey(env, keyFile, passphrase ?? passPhrase, claim.fingerprint);
  if (!key.ok) return key;
  const credential = { privateKey: key.value.privateKey, token: null };
  return success({ claim, credential, signedInBy: { kind: 'file-key' } });
}

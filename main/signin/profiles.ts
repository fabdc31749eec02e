import type { Profile } from '../../bridge/values/session.ts';
import { concurrentMap } from '../basics/concurrent-map.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { readCliSession } from './cli-session.ts';
import { readConfigFile } from './config-file.ts';
import type { PassedOverLine } from './config-syntax.ts';
import { readPrivateKey } from './private-key.ts';
import { type ProfileReading, type ProfileValues, profileValues, resolvePlace, resolveProfile } from './profile.ts';
import type { SignInEnv } from './sign-in-env.ts';
import type { ConfigFileProblem, ProfileProblem } from './sign-in-problem.ts';
import { loadRegions } from './user-regions.ts';

/** A profile of the configuration file as the welcome screen lists it. */
export interface ListedProfile extends Omit<Profile, 'problem'> {
  /** As the file or the token has it. */
  readonly tenancyOcid: string | null;
  /** Why signing in cannot work, as far as that is known without a passphrase and without the service. */
  readonly problem: ProfileProblem | null;
}

const filesAtOnce = 8;

/** A value cut to the length that the page takes. It is only shown: signing in reads the file itself. */
const shown = (text: string | null | undefined): string | null => text?.slice(0, 1024) ?? null;

interface ListedProfiles {
  readonly profiles: readonly ListedProfile[];
  /** Lines of the file that were passed over, and why. They hide none of the profiles. */
  readonly passedOver: readonly PassedOverLine[];
}

/** A section of the settings of Oracle's CLI, which holds no profile. */
const settingsSection = 'OCI_CLI_SETTINGS';

/** The profiles of the file, in its order. Reads each profile's key or token, but decrypts no key. */
export async function listProfiles(
  env: SignInEnv,
  file: string,
  chosenKey: ProfileReading['chosenKey'] = () => null,
  now = Date.now(),
): Promise<Outcome<ListedProfiles, ConfigFileProblem>> {
  const config = await readConfigFile(env, file);
  if (!config.ok) return config;
  const { sections, passedOver } = config.value;
  const reading = { env, regions: await loadRegions(env), chosenKey, now };
  const values = [...sections.keys()]
    .filter((name) => name !== settingsSection)
    .flatMap((name) => profileValues(config.value, name) ?? []);
  return success({ profiles: await concurrentMap(values, filesAtOnce, (each) => describe(reading, each)), passedOver });
}

/**
 * Checks that this private key may replace the `key_file` of a profile, and returns the fingerprint of the profile. A key with a passphrase
 * is compared later, at the sign-in.
 */
export async function checkChosenKey(
  env: SignInEnv,
  file: string,
  name: string,
  keyFile: string,
): Promise<Outcome<string, ProfileProblem>> {
  const config = await readConfigFile(env, file);
  if (!config.ok) return config;
  const values = profileValues(config.value, name);
  if (values === null) return failed({ kind: 'profile-unknown', file, profile: name });
  const expected = values.get('fingerprint')?.text.toLowerCase() ?? '';
  const key = await readPrivateKey(env, keyFile, null, expected);
  return key.ok || key.problem.kind === 'passphrase-needed' ? success(expected) : key;
}

/** The fingerprint of this private key, if a profile of the file names it and the key has no passphrase. */
export async function fingerprintInFile(env: SignInEnv, file: string, keyFile: string): Promise<string | null> {
  const key = await readPrivateKey(env, keyFile, null);
  const config = await readConfigFile(env, file);
  if (!key.ok || !config.ok) return null;
  const { fingerprint } = key.value;
  const names = [...config.value.sections.keys()];
  const isNamed = names.some(
    (name) => profileValues(config.value, name)?.get('fingerprint')?.text.toLowerCase() === fingerprint,
  );
  return isNamed ? fingerprint : null;
}

async function describe(reading: ProfileReading, values: ProfileValues): Promise<ListedProfile> {
  const regionText = values.get('region')?.text ?? null;
  const region = regionText === null ? null : reading.regions.find(regionText);
  const common = {
    name: values.name,
    method: values.method,
    region: region?.ok ? region.value.id : shown(regionText),
    endpoint: shown(values.get('keydesk_endpoint')?.text),
  };
  if (values.method === 'session-token') return { ...common, ...(await inspectSession(reading, values)) };
  const key = await inspectKey(reading, values);
  const tenancyOcid = values.get('tenancy')?.text ?? null;
  return { ...common, tenancyOcid, userOcid: shown(values.get('user')?.text), tokenExpires: null, ...key };
}

async function inspectSession(
  reading: ProfileReading,
  values: ProfileValues,
): Promise<Pick<ListedProfile, 'tenancyOcid' | 'userOcid' | 'tokenExpires' | 'needsPassphrase' | 'problem'>> {
  const unknown = { tenancyOcid: null, userOcid: null, tokenExpires: null, needsPassphrase: false };
  const session = await readCliSession(reading, values);
  if (!session.ok) {
    const { problem } = session;
    return { ...unknown, tokenExpires: problem.kind === 'cli-session-over' ? problem.expires : null, problem };
  }
  const { token, keyFile, passPhrase } = session.value;
  const { tenancyOcid, userOcid } = token;
  const told = { ...unknown, tenancyOcid, userOcid, tokenExpires: new Date(token.expires).toISOString() };
  const place = resolvePlace(values, reading.regions);
  if (!place.ok) return { ...told, problem: place.problem };
  return { ...told, ...(await inspectKeyFile(reading.env, keyFile, passPhrase, null)) };
}

type KeyFacts = Pick<ListedProfile, 'needsPassphrase' | 'problem'>;

async function inspectKey(reading: ProfileReading, values: ProfileValues): Promise<KeyFacts> {
  const profile = resolveProfile(reading, values);
  if (!profile.ok) return { needsPassphrase: false, problem: profile.problem };
  const { keyFile, fingerprint, passPhrase } = profile.value;
  return inspectKeyFile(reading.env, keyFile, passPhrase, fingerprint);
}

async function inspectKeyFile(
  env: SignInEnv,
  keyFile: string,
  passPhrase: string | null,
  expected: string | null,
): Promise<KeyFacts> {
  const key = await readPrivateKey(env, keyFile, null, expected);
  if (key.ok) return { needsPassphrase: false, problem: null };
  if (key.problem.kind === 'passphrase-needed') return { needsPassphrase: passPhrase === null, problem: null };
  return { needsPassphrase: false, problem: key.problem };
}

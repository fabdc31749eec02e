import { dirname, join } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { readPrivateKey } from './private-key.ts';
import {
  isPlaceholder,
  type ProfileReading,
  type ProfileValues,
  pathFromConfig,
  resolvePlace,
  syntaxProblem,
} from './profile.ts';
import type { Applicant } from './prove-user.ts';
import { storedTimes } from './session-times.ts';
import { type SessionToken, takeSessionToken } from './session-token.ts';
import type { ProfileProblem } from './sign-in-problem.ts';

/** What is known of a session profile without its passphrase. */
export interface CliSession {
  readonly token: SessionToken;
  readonly keyFile: string;
  readonly passPhrase: string | null;
}

const maxBytes = 64 * 1024;
const used = ['security_token_file', 'key_file', 'tenancy', 'region', 'pass_phrase', 'keydesk_endpoint'] as const;
/** The name that `oci session authenticate` gives to the private key, in the folder of the token. */
const KEY_BESIDE_TOKEN = 'oci_api_key.pem';

/**
 * Reads the token of a session profile, and where its key is (`docs/oracle.md`, "Session profiles of the OCI CLI"). User and tenancy stand
 * in the token; a `user` elsewhere in the file is not the user of the session. The files are read, and never written.
 */
export async function readCliSession(
  { env: { readFile, homedir }, now, chosenKey }: ProfileReading,
  values: ProfileValues,
): Promise<Outcome<CliSession, ProfileProblem>> {
  const { file, name } = values;
  const syntax = syntaxProblem(values, used);
  if (syntax !== null) return failed({ kind: 'config-malformed', file, ...syntax });
  const missing = (['security_token_file', 'region'] as const).filter((key) => values.get(key) === null);
  if (missing.length > 0) return failed({ kind: 'profile-incomplete', file, profile: name, missing });

  const tokenFile = pathFromConfig(values.get('security_token_file')?.text ?? '', file, homedir());
  const unusable = (reason: string) =>
    failed({ kind: 'token-unusable', file: tokenFile, profile: name, reason } as const);
  const read = await readFile(tokenFile, maxBytes);
  if (!read.ok) return unusable(read.problem.kind === 'missing' ? 'it is not there' : read.problem.reason);
  const token = takeSessionToken(read.value.toString('latin1'), now, values.get('tenancy')?.text);
  read.value.fill(0);
  if (!token.ok) return unusable(token.problem.reason);
  const { expires } = token.value;
  if (expires <= now) {
    const region = values.get('region')?.text ?? '';
    return failed({ kind: 'cli-session-over', profile: name, region, expires: new Date(expires).toISOString() });
  }

  const named = values.get('key_file')?.text ?? '';
  const isNamed = named !== '' && !isPlaceholder(named);
  const chosen = chosenKey(values.get('fingerprint')?.text.toLowerCase() ?? '');
  const keyFile =
    chosen ?? (isNamed ? pathFromConfig(named, file, homedir()) : join(dirname(tokenFile), KEY_BESIDE_TOKEN));
  return success({ token: token.value, keyFile, passPhrase: values.get('pass_phrase')?.text ?? null });
}

/** Everything that signing in needs of a session profile. */
export async function readCliApplicant(
  reading: ProfileReading,
  values: ProfileValues,
  passphrase: string | null,
): Promise<Outcome<Applicant, ProfileProblem>> {
  const session = await readCliSession(reading, values);
  if (!session.ok) return session;
  const place = resolvePlace(values, reading.regions);
  if (!place.ok) return place;
  const { token, keyFile, passPhrase } = session.value;
  const key = await readPrivateKey(reading.env, keyFile, passphrase ?? passPhrase);
  if (!key.ok) return key;
  const { privateKey, fingerprint } = key.value;
  const { userOcid, tenancyOcid, text } = token;
  return success({
    claim: { name: values.name, tenancyOcid, userOcid, fingerprint, ...place.value },
    credential: { privateKey, token: text },
    signedInBy: { kind: 'cli-session', file: values.file, ...storedTimes(token), renewableUntil: null },
  });
}

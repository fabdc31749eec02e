import { dirname, isAbsolute, join } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { checkEndpoint } from '../oracle/endpoint.ts';
import type { Regions } from '../oracle/regions.ts';
import type { ChosenKey, Claim } from './account.ts';
import { type ConfigFile, expandHome } from './config-file.ts';
import type { ConfigValue, SyntaxProblem } from './config-syntax.ts';
import type { SignInEnv } from './sign-in-env.ts';
import type { ProfileProblem } from './sign-in-problem.ts';

/** The values of one profile as the rules of its file give them. */
export interface ProfileValues {
  readonly file: string;
  readonly name: string;
  /** Why the profile cannot be used, whatever its values are; null: it can. */
  readonly problem: SyntaxProblem | null;
  readonly method: 'api-key' | 'session-token';
  /** The profile's own value, else DEFAULT's; null for none or an empty one. */
  get(key: string): ConfigValue | null;
}

/** What profiles are read with. */
export interface ProfileReading {
  readonly env: SignInEnv;
  readonly regions: Regions;
  readonly chosenKey: ChosenKey;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A profile that can sign in once its key is read. */
interface ApiKeyProfile extends Claim {
  readonly keyFile: string;
  readonly passPhrase: string | null;
}

/** The form of Oracle's own check (oci-python-sdk, config.py): realms differ in what stands between the dots. */
export const ocid = /^[0-9a-zA-Z_-]+[.:](?:[0-9a-zA-Z_-]*[.:]){3,}[0-9a-zA-Z_-]+$/;
const fingerprintForm = /^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/i;
const required = ['user', 'tenancy', 'fingerprint', 'key_file', 'region'] as const;
const used = [...required, 'pass_phrase', 'keydesk_endpoint'] as const;
/** Whether the path is the placeholder that the Console's snippet and Oracle's CLI write. */
export const isPlaceholder = (path: string) => /^<[^>]*>|^Update_private_key_path$/.test(path);
/** Realms differ in the rest of an OCID, so only an OCID of certainly another kind is refused. */
const notOf = (...kinds: readonly string[]) => new RegExp(`^(?!ocid1\\.(?:${kinds.join('|')})\\.)`);
type FormedKey = 'user' | 'tenancy' | 'fingerprint';
const forms: readonly { readonly key: FormedKey; readonly form: RegExp; readonly reason: string }[] = [
  { key: 'user', form: ocid, reason: 'user is not an OCID (ocid1.user...)' },
  { key: 'user', form: notOf('tenancy', 'compartment'), reason: 'user is not the OCID of a user (ocid1.user...)' },
  { key: 'tenancy', form: ocid, reason: 'tenancy is not an OCID (ocid1.tenancy...)' },
  {
    key: 'tenancy',
    form: notOf('user', 'compartment'),
    reason: 'tenancy is not the OCID of a tenancy (ocid1.tenancy...)',
  },
  { key: 'fingerprint', form: fingerprintForm, reason: 'fingerprint is not 16 pairs of hex digits with colons' },
];
const notInherited = new Set(['user', 'pass_phrase']);

/**
 * The values of a profile; null when the file has no such profile. Every profile inherits what it lacks from DEFAULT, but
 * a session-token profile takes no `user` and no `pass_phrase` from there: those are an API key's. A profile with a `user`
 * of its own is an API key's too, whatever token file it inherits or names.
 */
export function profileValues(config: ConfigFile, name: string): ProfileValues | null {
  const section = config.sections.get(name);
  if (section === undefined) return null;
  const own = section.values;
  const defaults = config.sections.get('DEFAULT')?.values;
  const namesToken = own.has('security_token_file') || (defaults?.has('security_token_file') && !defaults.has('user'));
  const method = namesToken && !own.has('user') ? 'session-token' : 'api-key';
  return {
    file: config.file,
    name,
    problem: section.problem,
    method,
    get(key) {
      const inherits = method === 'api-key' || !notInherited.has(key);
      const value = own.get(key) ?? (inherits ? defaults?.get(key) : undefined);
      return value === undefined || value.text === '' ? null : value;
    },
  };
}

/**
 * Everything that signing in needs of a profile except the key itself, or the first problem. If the person has chosen a key file, it is
 * used in place of the profile's `key_file`.
 */
export function resolveProfile(
  { env, regions, chosenKey }: ProfileReading,
  values: ProfileValues,
): Outcome<ApiKeyProfile, ProfileProblem> {
  const { file, name } = values;
  const malformed = (line: number, reason: string) => failed({ kind: 'config-malformed', file, line, reason } as const);
  const syntax = syntaxProblem(values, used);
  if (syntax !== null) return malformed(syntax.line, syntax.reason);
  const text = (key: (typeof used)[number]) => values.get(key)?.text ?? '';
  const chosen = chosenKey(text('fingerprint').toLowerCase());
  const named = chosen ?? text('key_file');
  const missing = required.filter((key) => (key === 'key_file' ? named : text(key)) === '');
  // A key file can be chosen here; everything else has to be written into the profile.
  if (missing.some((key) => key !== 'key_file')) {
    return failed({ kind: 'profile-incomplete', file, profile: name, missing });
  }

  const odd = malformedBecause({ user: text('user'), tenancy: text('tenancy'), fingerprint: text('fingerprint') });
  if (odd !== null) return malformed(values.get(odd.key)?.line ?? 1, odd.reason);
  if (named === '' || isPlaceholder(named)) {
    const why = named !== '' ? 'placeholder' : values.get('key_content') ? 'content' : 'nothing';
    return failed({ kind: 'key-not-chosen', file, profile: name, why });
  }

  const place = resolvePlace(values, regions);
  if (!place.ok) return place;

  return success({
    name,
    tenancyOcid: text('tenancy'),
    userOcid: text('user'),
    fingerprint: text('fingerprint').toLowerCase(),
    keyFile: chosen ?? pathFromConfig(named, file, env.homedir()),
    passPhrase: values.get('pass_phrase')?.text ?? null,
    ...place.value,
  });
}

/** Which values are not what their names say, and why; null: all are good. */
export function malformedBecause(
  values: Readonly<Record<FormedKey, string>>,
): { readonly key: FormedKey; readonly reason: string } | null {
  const { user, tenancy } = values;
  if (/^ocid1\.tenancy\./.test(user) && /^ocid1\.user\./.test(tenancy)) {
    return { key: 'user', reason: 'user and tenancy are exchanged' };
  }
  return forms.find(({ key, form }) => !(form.test(values[key]) && values[key].length <= 255)) ?? null;
}

/** The first line because of which a profile cannot be used: the line of its name, or of one of these values. */
export function syntaxProblem(values: ProfileValues, keys: readonly string[]): SyntaxProblem | null {
  return values.problem ?? keys.map((key) => values.get(key)?.problem).find((problem) => problem) ?? null;
}

/** The region of a profile, and the endpoint that replaces Oracle's. */
export function resolvePlace(
  values: ProfileValues,
  regions: Regions,
): Outcome<Pick<Claim, 'region' | 'endpoint'>, ProfileProblem> {
  const region = regions.find(values.get('region')?.text ?? '');
  if (!region.ok) return region;
  const text = values.get('keydesk_endpoint')?.text ?? null;
  const endpoint = text === null ? success(null) : checkEndpoint(text);
  if (!endpoint.ok) return failed({ kind: 'endpoint-refused', endpoint: text ?? '', ...endpoint.problem });
  return success({ region: region.value, endpoint: endpoint.value });
}

/** A relative path is taken from the file's own folder: a desktop program has no working directory that a person chose. */
export function pathFromConfig(path: string, file: string, home: string): string {
  const expanded = expandHome(path, home);
  return isAbsolute(expanded) ? expanded : join(dirname(file), expanded);
}

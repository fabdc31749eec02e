import { dirname, isAbsolute, join } from 'node:path';
import { checkEndpoint } from '../oracle/endpoint.ts';
import type { Region, Regions } from '../oracle/regions.ts';
import { failed, type Outcome, success } from '../outcome.ts';
import { type ConfigFile, expandHome } from './config-file.ts';
import type { ConfigValue } from './config-syntax.ts';
import type { ProfileProblem } from './sign-in-problem.ts';

/** The values of one profile as the file's rules give them. */
export interface ProfileValues {
  readonly name: string;
  readonly method: 'api-key' | 'session-token';
  /** The profile's own value, else DEFAULT's; null for none or an empty one. */
  get(key: string): ConfigValue | null;
}

/** A profile that can sign in once its key is read. */
export interface ApiKeyProfile {
  readonly name: string;
  readonly tenancyOcid: string;
  readonly userOcid: string;
  /** In lower case. */
  readonly fingerprint: string;
  readonly keyFile: string;
  readonly passPhrase: string | null;
  readonly region: Region;
  readonly endpoint: string | null;
}

/** The form of Oracle's own check (oci-python-sdk, config.py): realms differ in what stands between the dots. */
const ocid = /^[0-9a-zA-Z_-]+[.:](?:[0-9a-zA-Z_-]*[.:]){3,}[0-9a-zA-Z_-]+$/;
const fingerprintForm = /^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/i;
const required = ['user', 'tenancy', 'fingerprint', 'key_file', 'region'] as const;
const notInherited = new Set(['user', 'pass_phrase']);

/**
 * The values of a profile; null when the file has no such profile. Every profile inherits what it lacks from DEFAULT, but
 * a session-token profile takes no `user` and no `pass_phrase` from there: those are an API key's. A profile with a `user`
 * of its own is an API key's too, whatever token file it inherits or names.
 */
export function profileValues(config: ConfigFile, name: string): ProfileValues | null {
  const own = config.sections.get(name)?.values;
  if (own === undefined) return null;
  const defaults = config.sections.get('DEFAULT')?.values;
  const namesToken = own.has('security_token_file') || (defaults?.has('security_token_file') && !defaults.has('user'));
  const method = namesToken && !own.has('user') ? 'session-token' : 'api-key';
  return {
    name,
    method,
    get(key) {
      const inherits = method === 'api-key' || !notInherited.has(key);
      const value = own.get(key) ?? (inherits ? defaults?.get(key) : undefined);
      return value === undefined || value.text === '' ? null : value;
    },
  };
}

/** Everything that signing in needs of a profile but the key itself, or the first thing that stands in the way. */
export function resolveProfile(
  config: ConfigFile,
  values: ProfileValues,
  regions: Regions,
  home: string,
): Outcome<ApiKeyProfile, ProfileProblem> {
  const { file } = config;
  const { name } = values;
  const missing = required.filter((key) => values.get(key) === null);
  if (missing.length > 0) return failed({ kind: 'profile-incomplete', file, profile: name, missing });
  const text = (key: (typeof required)[number]) => values.get(key)?.text ?? '';

  const forms = [
    { key: 'user', form: ocid, reason: 'user is not an OCID (ocid1.user...)' },
    { key: 'tenancy', form: ocid, reason: 'tenancy is not an OCID (ocid1.tenancy...)' },
    { key: 'fingerprint', form: fingerprintForm, reason: 'fingerprint is not 16 pairs of hex digits with colons' },
  ] as const;
  for (const { key, form, reason } of forms) {
    const value = values.get(key);
    if (value !== null && !(form.test(value.text) && value.text.length <= 255)) {
      return failed({ kind: 'config-malformed', file, line: value.line, reason });
    }
  }

  const region = regions.find(text('region'));
  if (!region.ok) return region;
  const endpointText = values.get('keydesk_endpoint')?.text ?? null;
  const endpoint = endpointText === null ? success(null) : checkEndpoint(endpointText);
  if (!endpoint.ok) return failed({ kind: 'endpoint-refused', endpoint: endpointText ?? '', ...endpoint.problem });

  return success({
    name,
    tenancyOcid: text('tenancy'),
    userOcid: text('user'),
    fingerprint: text('fingerprint').toLowerCase(),
    keyFile: pathFromConfig(text('key_file'), file, home),
    passPhrase: values.get('pass_phrase')?.text ?? null,
    region: region.value,
    endpoint: endpoint.value,
  });
}

/** A relative path is taken from the file's own folder: a desktop program has no working directory that a person chose. */
export function pathFromConfig(path: string, file: string, home: string): string {
  const expanded = expandHome(path, home);
  return isAbsolute(expanded) ? expanded : join(dirname(file), expanded);
}

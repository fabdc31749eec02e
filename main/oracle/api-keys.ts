import * as z from 'zod/mini';
import { success } from '../basics/outcome.ts';
import { type ClassicApi, classicHeaders } from './classic-api.ts';
import { listedRows } from './listed.ts';
import type { Answer, Listed } from './oracle-client.ts';
import { readEveryPage } from './scim-paging.ts';
import { readJson, type ServiceCalls } from './service-calls.ts';
import { scimListOf } from './wire-schemas.ts';
import { keyIdentifier, optionalInstant, optionalLabel, rowsOf } from './wire-values.ts';

/** The most API keys that Oracle allows a user. */
export const MOST_API_KEYS = 3;

/** One of the caller's own API keys. */
export interface ApiKeyRecord {
  /** SCIM id in a domain; the fingerprint in the classic API. */
  readonly id: string;
  /** In lower case. */
  readonly fingerprint: string;
  /** Identity domains only. */
  readonly description: string | null;
  readonly created: string | null;
  /** Null where the API does not say it: in identity domains. */
  readonly state: 'CREATING' | 'ACTIVE' | 'INACTIVE' | 'DELETING' | 'DELETED' | null;
}

/** The caller's own API keys, over either API (`docs/oracle.md`, "API keys"). */
export interface OwnApiKeys {
  list(signal?: AbortSignal): Answer<Listed<ApiKeyRecord>>;
  /** Adds a public key (PEM). Sent once, never retried: the fingerprint tells afterwards whether it arrived. */
  add(publicKey: string, description: string): Answer<ApiKeyRecord>;
  remove(key: ApiKeyRecord): Answer<null>;
}

const fingerprint = z.string().check(
  z.regex(/^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/i),
  z.overwrite((text) => text.toLowerCase()),
);
const scimApiKeySchema = z.looseObject({
  id: keyIdentifier,
  fingerprint,
  description: optionalLabel,
  meta: z.catch(z.nullish(z.looseObject({ created: optionalInstant })), null),
});
const classicApiKeySchema = z.looseObject({
  fingerprint,
  timeCreated: optionalInstant,
  lifecycleState: z.catch(z.nullish(z.enum(['CREATING', 'ACTIVE', 'INACTIVE', 'DELETING', 'DELETED'])), null),
});

const scimJson = 'application/scim+json';
const scimHeaders = { accept: `${scimJson}, application/json` };
const scimSchema = 'urn:ietf:params:scim:schemas:oracle:idcs:apikey';

/** Over SCIM: `/MyApiKeys` takes and shows the caller's keys alone. */
export function createScimApiKeys(url: string, calls: ServiceCalls): OwnApiKeys {
  const base = `${url.replace(/\/+$/, '')}/admin/v1`;
  const there = { base, headers: scimHeaders };
  const keyOf = ({ id, fingerprint, description, meta }: z.infer<typeof scimApiKeySchema>): ApiKeyRecord => ({
    id,
    fingerprint,
    description: description ?? null,
    created: meta?.created ?? null,
    state: null,
  });
  return {
    async list(signal) {
      const keys = await readEveryPage(
        calls,
        { ...there, segments: ['MyApiKeys'] },
        scimListOf(scimApiKeySchema),
        signal,
      );
      return keys.ok ? success(listedRows(keys.value, keyOf)) : keys;
    },
    async add(publicKey, description) {
      const value = { schemas: [scimSchema], key: publicKey, description };
      const json = { value, contentType: scimJson };
      const answer = await calls.write({ ...there, method: 'POST', segments: ['MyApiKeys'], json });
      if (!answer.ok) return answer;
      const added = readJson(answer.value, scimApiKeySchema);
      return added.ok ? success(keyOf(added.value)) : added;
    },
    async remove({ id }) {
      const answer = await calls.write({ ...there, method: 'DELETE', segments: ['MyApiKeys', id] });
      return answer.ok ? success(null) : answer;
    },
  };
}

/** Over the classic API: written, and read, in the home region, since other regions learn of a change a little later. */
export function createClassicApiKeys(api: ClassicApi): OwnApiKeys {
  const { calls, userOcid } = api;
  const segments = ['users', userOcid, 'apiKeys'];
  const keyOf = ({ fingerprint, timeCreated, lifecycleState }: z.infer<typeof classicApiKeySchema>): ApiKeyRecord => ({
    id: fingerprint,
    fingerprint,
    description: null,
    created: timeCreated ?? null,
    state: lifecycleState ?? null,
  });
  return {
    async list(signal) {
      const home = await api.homeBase(signal);
      if (!home.ok) return home;
      const call = { base: home.value, segments, headers: classicHeaders };
      const answer = await calls.read(call, rowsOf(classicApiKeySchema), signal);
      return answer.ok ? success(listedRows(answer.value.value, keyOf)) : answer;
    },
    async add(publicKey) {
      const home = await api.homeBase();
      if (!home.ok) return home;
      const json = { value: { key: publicKey }, contentType: 'application/json' };
      const call = { method: 'POST', base: home.value, segments, headers: classicHeaders, json } as const;
      const answer = await calls.write(call);
      if (!answer.ok) return answer;
      const added = readJson(answer.value, classicApiKeySchema);
      return added.ok ? success(keyOf(added.value)) : added;
    },
    async remove({ fingerprint }) {
      const home = await api.homeBase();
      if (!home.ok) return home;
      const call = { method: 'DELETE', base: home.value, segments: [...segments, fingerprint] } as const;
      const answer = await calls.write({ ...call, headers: classicHeaders });
      return answer.ok ? success(null) : answer;
    },
  };
}

import * as z from 'zod/mini';
import { success } from '../basics/outcome.ts';
import type { ClassicApi } from './classic-api.ts';
import { listedRows } from './listed.ts';
import type { ApiKeyRecord, OwnApiKeys } from './oracle-client.ts';
import { readEveryPage } from './scim-paging.ts';
import { readJson, type ServiceCalls, scimAt } from './service-calls.ts';
import { optionalKeyState, optionalMeta, scimListOf } from './wire-schemas.ts';
import { keyIdentifier, optionalInstant, optionalLabel, rowsOf } from './wire-values.ts';

/** The most API keys that Oracle allows a user. */
export const MOST_API_KEYS = 3;

const fingerprint = z.string().check(
  z.regex(/^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/i),
  z.overwrite((text) => text.toLowerCase()),
);
const scimApiKeySchema = z.looseObject({
  id: keyIdentifier,
  fingerprint,
  description: optionalLabel,
  meta: optionalMeta,
});
const classicApiKeySchema = z.looseObject({
  fingerprint,
  timeCreated: optionalInstant,
  lifecycleState: optionalKeyState,
});

const scimSchema = 'urn:ietf:params:scim:schemas:oracle:idcs:apikey';

/** Over SCIM: `/MyApiKeys` takes and shows the caller's keys alone. */
export function createScimApiKeys(url: string, calls: ServiceCalls): OwnApiKeys {
  const there = { ...scimAt(url), segments: ['MyApiKeys'] };
  const keyOf = ({ id, fingerprint, description, meta }: z.infer<typeof scimApiKeySchema>): ApiKeyRecord => ({
    id,
    fingerprint,
    description: description ?? null,
    created: meta?.created ?? null,
    state: null,
  });
  return {
    async list(signal) {
      const keys = await readEveryPage(calls, there, scimListOf(scimApiKeySchema), signal);
      return keys.ok ? success(listedRows(keys.value, keyOf)) : keys;
    },
    async add(publicKey, description) {
      const content = { schemas: [scimSchema], key: publicKey, description };
      const answer = await calls.write({ ...there, method: 'POST', content });
      const added = answer.ok ? readJson(answer.value, scimApiKeySchema) : answer;
      return added.ok ? success(keyOf(added.value)) : added;
    },
    remove: ({ id }) => calls.change({ ...there, method: 'DELETE', segments: ['MyApiKeys', id] }),
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
      const read = (base: string) => calls.read({ base, segments }, rowsOf(classicApiKeySchema), signal);
      const answer = await api.atHome(read, signal);
      return answer.ok ? success(listedRows(answer.value.value, keyOf)) : answer;
    },
    async add(publicKey) {
      const call = { method: 'POST', segments, content: { key: publicKey } } as const;
      const answer = await api.atHome((base) => calls.write({ ...call, base }));
      const added = answer.ok ? readJson(answer.value, classicApiKeySchema) : answer;
      return added.ok ? success(keyOf(added.value)) : added;
    },
    remove: ({ fingerprint }) =>
      api.atHome((base) => calls.change({ method: 'DELETE', base, segments: [...segments, fingerprint] })),
  };
}

import { type ApiKey, etagOfApiKey, pemOf } from '../api-keys/api-key-store.ts';
import { isoTime } from '../wire/exchange.ts';
import { type Searchable, unsearchable } from './filter-match.ts';
import { keyBase, type Resource, type ScimHome } from './resource.ts';

export const apiKeySchema = 'urn:ietf:params:scim:schemas:oracle:idcs:apikey';

/** The endpoint of a request for API keys: the endpoint for administrators, or the one for the caller's own keys. */
export type ApiKeyDoor = 'ApiKeys' | 'MyApiKeys';

/** An API key in the shape of Oracle's SCIM. The resource does not tell whether the key works yet. */
export const apiKeyResource = (key: ApiKey, home: ScimHome, door: ApiKeyDoor): Resource => ({
  ...keyBase(key, home, door, apiKeySchema, etagOfApiKey(key)),
  ...(key.description === null ? {} : { description: key.description }),
  fingerprint: key.fingerprint,
  key: pemOf(key),
});

/** The attributes of API keys, for filters. */
export const searchableApiKeys: Searchable<ApiKey> = {
  attributes: {
    id: { read: (key) => key.id },
    ocid: { read: (key) => key.ocid, caseExact: true },
    fingerprint: { read: (key) => key.fingerprint, caseExact: true },
    'user.value': { read: (key) => key.owner.id },
    'user.ocid': { read: (key) => key.owner.ocid, caseExact: true },
    'meta.created': { read: (key) => isoTime(key.created) },
    key: unsearchable,
    description: unsearchable,
  },
  lists: {},
};

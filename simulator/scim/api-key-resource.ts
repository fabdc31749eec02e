import { type ApiKey, etagOfApiKey, pemOf } from '../api-keys/api-key-store.ts';
import type { Searchable } from './filter-match.ts';
import { isoTime, ownership, type Resource, type ScimHome } from './resource.ts';

export const apiKeySchema = 'urn:ietf:params:scim:schemas:oracle:idcs:apikey';

/** The endpoint of a request for API keys: the administrators' one or the caller's own. */
export type ApiKeyDoor = 'ApiKeys' | 'MyApiKeys';

/** An API key in the shape of Oracle's SCIM. It does not say whether the key works yet. */
export function apiKeyResource(key: ApiKey, home: ScimHome, door: ApiKeyDoor): Resource {
  const reference = (user: ApiKey['owner']) => ({
    value: user.id,
    ocid: user.ocid,
    $ref: `${home.baseUrl}/Users/${user.id}`,
    display: user.displayName,
  });
  const creator = { ...reference(key.maker), type: 'User' };
  return {
    schemas: [apiKeySchema],
    id: key.id,
    ocid: key.ocid,
    meta: {
      resourceType: door === 'ApiKeys' ? 'ApiKey' : 'MyApiKey',
      created: isoTime(key.created),
      lastModified: isoTime(key.created),
      location: `${home.baseUrl}/${door}/${key.id}`,
      version: etagOfApiKey(key),
    },
    idcsCreatedBy: creator,
    idcsLastModifiedBy: creator,
    ...(key.description === null ? {} : { description: key.description }),
    fingerprint: key.fingerprint,
    key: pemOf(key),
    user: { ...reference(key.owner), name: key.owner.userName },
    ...ownership(home),
    deleteInProgress: false,
  };
}

const hidden = { read: () => undefined, unsearchable: true };

/** The attributes of API keys, for filters. */
export const searchableApiKeys: Searchable<ApiKey> = {
  attributes: {
    id: { read: (key) => key.id },
    ocid: { read: (key) => key.ocid, caseExact: true },
    fingerprint: { read: (key) => key.fingerprint, caseExact: true },
    'user.value': { read: (key) => key.owner.id },
    'user.ocid': { read: (key) => key.owner.ocid, caseExact: true },
    'meta.created': { read: (key) => isoTime(key.created) },
    key: hidden,
    description: hidden,
  },
  lists: {},
};

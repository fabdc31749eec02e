import { failed, success } from '../basics/outcome.ts';
import { takeCreatedKey } from './created-key.ts';
import { listedRows } from './listed.ts';
import type { Answer, KeyOwner, KeyRecord, NewKey, UserRecord, UsersAndKeys } from './oracle-client.ts';
import { refusedHere } from './refused-here.ts';
import { keysOfUser, usersContaining } from './scim-filter.ts';
import { readEveryPage, readPage, startIndexOf } from './scim-paging.ts';
import { type ServiceCalls, scimAt } from './service-calls.ts';
import {
  type ScimKey,
  type ScimUser,
  scimCreatedKeySchema,
  scimKeySchema,
  scimListOf,
  scimUserSchema,
} from './wire-schemas.ts';

export const userAttributes = 'ocid,userName,displayName,emails,active';
const keySchemaName = 'urn:ietf:params:scim:schemas:oracle:idcs:customerSecretKey';
const patchSchemaName = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/**
 * Users and keys of one identity domain, over SCIM. The caller's own keys go through `/MyCustomerSecretKeys`: through
 * `/CustomerSecretKeys` a domain refuses the caller's changes to them.
 */
export function createIdentityDomain(url: string, calls: ServiceCalls): UsersAndKeys {
  const there = scimAt(url);
  const readUser = async (segments: string[], signal?: AbortSignal): Answer<UserRecord> => {
    const call = { ...there, segments, query: { attributes: userAttributes } };
    const answer = await calls.read(call, scimUserSchema, signal);
    return answer.ok ? success(scimUserOf(answer.value.value)) : answer;
  };
  const patchKey = (owner: KeyOwner, keyId: string, path: string, value: string | null) => {
    const operation = value === null ? { op: 'remove', path } : { op: 'replace', path, value };
    const content = { schemas: [patchSchemaName], Operations: [operation] };
    return calls.change({ ...there, method: 'PATCH', segments: [resourceOf(owner), keyId], content });
  };

  return {
    offers: { description: true, expiry: true, status: true },
    me: (signal) => readUser(['Me'], signal),
    getUser: (id, signal) => readUser(['Users', id], signal),

    async findUsers({ text, cursor, count, sort = { by: 'userName', descending: false } }, signal) {
      const startIndex = startIndexOf(cursor);
      if (startIndex === null) return failed(refusedHere(url, 'There is no such page of users.'));
      const query = {
        filter: usersContaining(text),
        attributes: userAttributes,
        // Without an order, pages repeat users and leave others out when the directory changes between two pages.
        sortBy: sort.by,
        sortOrder: sort.descending ? 'DESCENDING' : 'ASCENDING',
      };
      const call = { ...there, segments: ['Users'], query };
      const page = await readPage(calls, call, scimListOf(scimUserSchema), startIndex, count, signal);
      if (!page.ok) return page;
      const { resources, total, next } = page.value;
      const { items: users, unreadable } = listedRows(resources, scimUserOf);
      return success({ users, unreadable, total, next: next === null ? null : String(next) });
    },

    async listKeys(owner, signal) {
      const query = owner.kind === 'self' ? {} : { filter: keysOfUser(owner.ocid) };
      const call = { ...there, segments: [resourceOf(owner)], query };
      const keys = await readEveryPage(calls, call, scimListOf(scimKeySchema), signal);
      return keys.ok ? success(listedRows(keys.value, keyOf)) : keys;
    },

    async createKey(owner, key, retryToken) {
      const answer = await calls.write({
        ...there,
        method: 'POST',
        segments: [resourceOf(owner)],
        headers: { 'opc-retry-token': retryToken },
        content: creationOf(owner, key),
      });
      if (!answer.ok) return answer;
      return takeCreatedKey(answer.value, 'secretKey', scimCreatedKeySchema, ({ secretKey, ...created }) => ({
        key: keyOf({ ...created, displayName: created.displayName ?? key.name }),
        secret: secretKey,
      }));
    },

    renameKey: (owner, keyId, name) => patchKey(owner, keyId, 'displayName', name),
    setDescription: (owner, keyId, description) => patchKey(owner, keyId, 'description', description),
    // Unconfirmed (`docs/oracle.md`). If the service refuses it, the problem has the service's own words, and nothing has changed.
    setKeyStatus: (owner, keyId, status) => patchKey(owner, keyId, 'status', status),
    deleteKey: (owner, keyId) => calls.change({ ...there, method: 'DELETE', segments: [resourceOf(owner), keyId] }),
  };
}

const resourceOf = (owner: KeyOwner) => (owner.kind === 'self' ? 'MyCustomerSecretKeys' : 'CustomerSecretKeys');

/** `user.ocid`, not `user.value`: in `user.value` an OCID is refused for its length. */
const creationOf = (owner: KeyOwner, { name, description, expiresOn }: NewKey) => ({
  schemas: [keySchemaName],
  displayName: name,
  status: 'ACTIVE',
  ...(description === null ? {} : { description }),
  ...(expiresOn === null ? {} : { expiresOn }),
  ...(owner.kind === 'self' ? {} : { user: { ocid: owner.ocid } }),
});

export function scimUserOf({ id, ocid, userName, displayName, emails, active }: ScimUser): UserRecord {
  const email = emails?.find(({ primary }) => primary) ?? emails?.[0];
  return {
    id,
    ocid,
    userName,
    displayName: displayName || userName,
    email: email?.value ?? null,
    active: active !== false,
  };
}

const keyOf = ({ id, displayName, description, accessKey, meta, expiresOn, deleteInProgress }: ScimKey): KeyRecord => ({
  id,
  name: displayName ?? '',
  description: description ?? null,
  accessKey,
  created: meta?.created ?? null,
  expires: expiresOn ?? null,
  // `status` is never returned, but the deletion of a key is.
  state: deleteInProgress ? 'DELETING' : null,
});

import { etagOf, type SecretKey } from '../keys/secret-key.ts';
import { isoTime } from '../wire/exchange.ts';
import { type Searchable, unsearchable } from './filter-match.ts';
import { keyBase, type Resource, type ScimHome } from './resource.ts';

export const keySchema = 'urn:ietf:params:scim:schemas:oracle:idcs:customerSecretKey';

/** The endpoint of a request for keys: the endpoint for administrators, or the one for the caller's own keys. */
export type KeyDoor = 'CustomerSecretKeys' | 'MyCustomerSecretKeys';

/** A key in the shape of Oracle's SCIM: never with its status, and with its secret only if `withSecret`. */
export const keyResource = (key: SecretKey, home: ScimHome, door: KeyDoor, withSecret = false): Resource => ({
  ...keyBase(key, home, door, keySchema, etagOf(key)),
  ...(key.displayName === null ? {} : { displayName: key.displayName }),
  ...(key.description === null ? {} : { description: key.description }),
  ...(key.expiresOn === null ? {} : { expiresOn: isoTime(key.expiresOn) }),
  accessKey: key.accessKey,
  ...(withSecret ? { secretKey: key.secretKey } : {}),
});

/** The attributes of keys, for filters. `accessKey` and `displayName` exist, but cannot be searched. */
export const searchableKeys: Searchable<SecretKey> = {
  attributes: {
    id: { read: (key) => key.id },
    ocid: { read: (key) => key.ocid, caseExact: true },
    'user.value': { read: (key) => key.owner.id },
    'user.ocid': { read: (key) => key.owner.ocid, caseExact: true },
    'user.display': { read: (key) => key.owner.displayName },
    deleteinprogress: { read: () => false },
    'meta.created': { read: (key) => isoTime(key.created) },
    'meta.lastmodified': { read: (key) => isoTime(key.modified) },
    'idcscreatedby.value': { read: (key) => key.maker.id },
    accesskey: unsearchable,
    secretkey: unsearchable,
    displayname: unsearchable,
    description: unsearchable,
    status: unsearchable,
    expireson: unsearchable,
    'user.name': unsearchable,
    'user.$ref': unsearchable,
  },
  lists: {},
};

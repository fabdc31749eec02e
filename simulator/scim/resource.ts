import type { User } from '../directory/person.ts';
import type { Domain, Tenancy } from '../directory/tenancy.ts';
import type { SecretKey } from '../keys/secret-key.ts';
import { isoTime } from '../wire/exchange.ts';
import { shortPath } from './filter-match.ts';

/** A SCIM resource, as it is sent. */
export type Resource = Readonly<Record<string, unknown>>;

/** The context of a SCIM resource: the base of its `location` and `$ref`, its tenancy and its domain. */
export interface ScimHome {
  /** `http://127.0.0.1:<port>/idcs-<id>/admin/v1` */
  readonly baseUrl: string;
  readonly tenancy: Tenancy;
  readonly domain: Domain;
}

export const ownership = ({ tenancy, domain }: ScimHome) => ({
  domainOcid: domain.ocid,
  compartmentOcid: domain.compartmentOcid,
  tenancyOcid: tenancy.ocid,
});

type KeyOfUser = Pick<SecretKey, 'id' | 'ocid' | 'owner' | 'maker' | 'created'> & Partial<Pick<SecretKey, 'modified'>>;

/** The attributes that keys of every kind have. `door` is the endpoint of the request. */
export function keyBase(key: KeyOfUser, home: ScimHome, door: string, schema: string, version: string): Resource {
  const reference = (user: User) => ({
    value: user.id,
    ocid: user.ocid,
    $ref: `${home.baseUrl}/Users/${user.id}`,
    display: user.displayName,
  });
  const creator = { ...reference(key.maker), type: 'User' };
  return {
    schemas: [schema],
    id: key.id,
    ocid: key.ocid,
    meta: {
      resourceType: door.replace(/s$/, ''),
      created: isoTime(key.created),
      lastModified: isoTime(key.modified ?? key.created),
      location: `${home.baseUrl}/${door}/${key.id}`,
      version,
    },
    idcsCreatedBy: creator,
    idcsLastModifiedBy: creator,
    user: { ...reference(key.owner), name: key.owner.userName },
    ...ownership(home),
    deleteInProgress: false,
  };
}

const always = new Set(['id', 'schemas']);

/**
 * The requested attributes, and those that are always returned. For a requested sub-attribute, the whole attribute is returned:
 * clients must expect that. Unknown names are ignored.
 */
export function selectAttributes(resource: Resource, names: readonly string[]): Resource {
  if (names.length === 0) return resource;
  const requested = new Set(
    // For an attribute of an extension (`urn:...:User:customerSecretKeys`), the whole extension is returned.
    names.flatMap((name) => [shortPath(name).split('.')[0], name.replace(/:[^:]*$/, '').toLowerCase()]),
  );
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => always.has(name) || requested.has(name.toLowerCase())),
  );
}

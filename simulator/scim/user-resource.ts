import type { Person, User } from '../directory/person.ts';
import type { Population } from '../directory/population.ts';
import type { SecretKey } from '../keys/secret-key.ts';
import { isoTime } from '../wire/exchange.ts';
import { type Element, type Searchable, unsearchable } from './filter-match.ts';
import { ownership, type Resource, type ScimHome } from './resource.ts';

const schemas = [
  'urn:ietf:params:scim:schemas:core:2.0:User',
  'urn:ietf:params:scim:schemas:oracle:idcs:extension:user:User',
  'urn:ietf:params:scim:schemas:oracle:idcs:extension:capabilities:User',
];

/** A user in the shape of Oracle's SCIM. The recovery e-mail address comes first, so a client must look for the primary one. */
export const userResource = (user: User, home: ScimHome, resourceType: 'User' | 'Me' = 'User'): Resource => ({
  schemas,
  id: user.id,
  ocid: user.ocid,
  userName: user.userName,
  displayName: user.displayName,
  name: { givenName: user.givenName, familyName: user.familyName, formatted: user.displayName },
  emails: emailsOf(user),
  active: user.active,
  userType: user.service ? 'Service' : 'Employee',
  ...ownership(home),
  meta: {
    resourceType,
    created: isoTime(user.created),
    lastModified: isoTime(user.created),
    location: `${home.baseUrl}/${resourceType === 'Me' ? 'Me' : `Users/${user.id}`}`,
    version: user.id.slice(0, 16),
  },
  idcsPreventedOperations: [],
  deleteInProgress: false,
  'urn:ietf:params:scim:schemas:oracle:idcs:extension:user:User': {
    status: 'verified',
    provider: 'IDCS',
    creationMechanism: 'idcsui',
    serviceUser: user.service,
  },
  'urn:ietf:params:scim:schemas:oracle:idcs:extension:capabilities:User': {
    canUseCustomerSecretKeys: true,
    canUseApiKeys: true,
    canUseConsole: !user.service,
  },
});

export const credentialsSchema = 'urn:ietf:params:scim:schemas:oracle:idcs:extension:userCredentials:User';

/** The ids of the user's keys, only sent on request. A user without keys does not have the attribute, as SCIM requires. */
export function credentialsOf(keys: readonly SecretKey[], { baseUrl }: ScimHome): Resource {
  const references = keys.map(({ id, ocid }) => ({ value: id, ocid, $ref: `${baseUrl}/CustomerSecretKeys/${id}` }));
  return keys.length === 0 ? {} : { [credentialsSchema]: { customerSecretKeys: references } };
}

const emailsOf = (person: Person): readonly Element[] => [
  { value: person.email, type: 'recovery', primary: false, secondary: false, verified: true },
  { value: person.email, type: 'work', primary: true, secondary: false, verified: true },
];

/** The attributes of users, for filters. A filter for ids computes the ids of all users, which is slow, but seldom needed. */
export const searchableUsers = (population: Population): Searchable<Person> => ({
  attributes: {
    id: { read: (person) => population.idOf(person) },
    ocid: { read: (person) => population.ocidOf(person), caseExact: true },
    username: { read: (person) => person.userName },
    displayname: { read: (person) => person.displayName },
    'name.givenname': { read: (person) => person.givenName },
    'name.familyname': { read: (person) => person.familyName },
    'name.formatted': { read: (person) => person.displayName },
    emails: { read: (person) => person.email },
    'emails.value': { read: (person) => person.email },
    'emails.type': { read: () => ['recovery', 'work'] },
    'emails.primary': { read: () => true },
    active: { read: (person) => person.active },
    usertype: { read: (person) => (person.service ? 'Service' : 'Employee') },
    'meta.created': { read: (person) => isoTime(person.created) },
    'meta.lastmodified': { read: (person) => isoTime(person.created) },
    password: unsearchable,
    domainocid: unsearchable,
  },
  lists: { emails: { read: emailsOf, names: ['value', 'type', 'primary', 'secondary', 'verified'] } },
});

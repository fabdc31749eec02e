import type { Caller } from '../caller.ts';
import type { User } from '../directory/person.ts';
import type { IdentityParts } from '../parts.ts';
import type { Exchange, Reply } from '../wire/exchange.ts';
import { type ListQuery, listQueryFromSearch, listQueryFromUrl } from './list-query.ts';
import { answerListing, sortedListsOf } from './listing.ts';
import { type ScimHome, selectAttributes } from './resource.ts';
import { accessDenied, methodNotAllowed, scimNotFound, scimReply } from './scim-reply.ts';
import { credentialsOf, credentialsSchema, searchableUsers, userResource } from './user-resource.ts';

interface Request {
  readonly exchange: Exchange;
  readonly caller: Caller;
  readonly home: ScimHome;
}

/** `/Users`, for administrators. Read only: users never change here. */
export function answerUsers(
  { keys, switches }: IdentityParts,
  rest: readonly string[],
  { exchange, caller, home }: Request,
): Reply {
  if (!caller.isAdministrator) return accessDenied();
  const { population } = home.domain;
  const [identifier, ...more] = rest;
  if (more.length > 0) return scimNotFound('The resource');

  const resourceOf = (user: User, attributes: readonly string[]) => {
    const isAsked = switches.keyReferences && attributes.some((name) => name.startsWith(credentialsSchema));
    return { ...userResource(user, home), ...(isAsked ? credentialsOf(keys.ofUser(home.domain, user), home) : {}) };
  };
  const list = (query: ListQuery): Reply =>
    answerListing({
      query,
      items: population.people,
      sorted: sortedListsOf(population, 0),
      searchable: searchableUsers(population),
      toResource: (person) => resourceOf(population.userOf(person), query.attributes),
    });
  if (identifier === '.search') {
    if (exchange.method !== 'POST') return methodNotAllowed('POST');
    const query = listQueryFromSearch(exchange);
    return query.ok ? list(query.value) : query.reply;
  }
  if (exchange.method !== 'GET') return methodNotAllowed('GET');
  const query = listQueryFromUrl(exchange.query);
  if (!query.ok) return query.reply;
  if (identifier === undefined) return list(query.value);
  const user = population.find(identifier);
  return user
    ? scimReply(200, selectAttributes(resourceOf(user, query.value.attributes), query.value.attributes))
    : scimNotFound(`The user ${identifier}`);
}

/** `/Me`: the caller, only in the caller's own domain. */
export function answerMe({ exchange, caller, home }: Request): Reply {
  if (exchange.method !== 'GET') return methodNotAllowed('GET');
  return caller.domain.ocid === home.domain.ocid
    ? scimReply(200, userResource(caller.user, home, 'Me'))
    : scimNotFound('The signed-in user');
}

import { createHash } from 'node:crypto';
import type { Caller } from '../caller.ts';
import type { Tenancy } from '../directory/tenancy.ts';
import type { IdentityParts } from '../parts.ts';
import { type Exchange, jsonReply, type Reply } from '../wire/exchange.ts';
import { answerClassicApiKeys } from './classic-api-keys.ts';
import { compartmentBody, domainBody, realmRegions, regionBodies, tenancyBody, userBody } from './classic-bodies.ts';
import { answerClassicKeys } from './classic-keys.ts';
import { classicError, invalidParameter, notFound, wrongMethod } from './classic-reply.ts';

interface Request {
  readonly exchange: Exchange;
  readonly caller: Caller;
}

/** The classic IAM API. `path` is the part after `/20160918`. */
export function answerClassic(parts: IdentityParts, path: readonly string[], request: Request): Reply {
  const { exchange } = request;
  const [collection, identifier, ...rest] = path;
  if (exchange.method !== 'GET' && !parts.switches.homeRegion) {
    const home = parts.tenancy.homeRegion.key;
    return classicError(
      403,
      'NotAllowed',
      `Please go to your home region ${home} to execute CREATE, UPDATE and DELETE operations.`,
    );
  }
  switch (collection) {
    case 'tenancies':
      return answerTenancy(parts, identifier, rest, request);
    case 'users':
      return answerUsers(parts, identifier, rest, request);
    case 'compartments':
      return identifier === undefined
        ? listCompartments(parts, request)
        : getCompartment(parts, identifier, rest, request);
    case 'domains':
      return identifier === undefined ? listDomains(parts, request) : getDomain(parts, identifier, rest, request);
    case 'regions':
      if (identifier !== undefined) return notFound();
      return exchange.method === 'GET' ? jsonReply(200, realmRegions) : wrongMethod();
    default:
      return notFound();
  }
}

function answerTenancy(
  { tenancy }: IdentityParts,
  identifier: string | undefined,
  rest: readonly string[],
  { exchange }: Request,
): Reply {
  if (exchange.method !== 'GET') return wrongMethod();
  if (identifier !== tenancy.ocid) return notFound();
  if (rest.length === 0) return jsonReply(200, tenancyBody(tenancy));
  return rest.length === 1 && rest[0] === 'regionSubscriptions' ? jsonReply(200, regionBodies(tenancy)) : notFound();
}

/** The users of the Default domain. The classic API does not know the users of other domains. */
function answerUsers(
  parts: IdentityParts,
  identifier: string | undefined,
  rest: readonly string[],
  request: Request,
): Reply {
  const { exchange, caller } = request;
  const { tenancy } = parts;
  const { population } = tenancy.defaultDomain;
  if (identifier === undefined) {
    if (exchange.method !== 'GET') return wrongMethod();
    const compartment = exchange.query.get('compartmentId');
    if (compartment === null) return invalidParameter('compartmentId is missing.');
    if (!caller.isAdministrator || compartment !== tenancy.ocid) return notFound();
    const name = exchange.query.get('name');
    const people = name === null ? population.people : population.people.filter((each) => each.userName === name);
    return answerPage(exchange, people, (person) => userBody(population.userOf(person), tenancy));
  }
  const user = population.find(identifier);
  if (user?.ocid !== identifier || (!caller.isAdministrator && user.ocid !== caller.user.ocid)) return notFound();
  const [collection, ...behind] = rest;
  if (collection === undefined) {
    return exchange.method === 'GET' ? taggedReply(user.ocid, userBody(user, tenancy)) : wrongMethod();
  }
  if (collection === 'apiKeys') return answerClassicApiKeys(parts, user, behind, request);
  return collection === 'customerSecretKeys' ? answerClassicKeys(parts, user, behind, request) : notFound();
}

/** Resources that never change while the simulator runs always have this entity tag. */
const taggedReply = (ocid: string, body: unknown): Reply =>
  jsonReply(200, body, { etag: createHash('sha256').update(ocid).digest('hex').slice(0, 40) });

const isVisible = (tenancy: Tenancy, caller: Caller, compartment: string): boolean =>
  caller.isAdministrator || tenancy.visibleToOrdinaryUser.has(compartment);

function getCompartment({ tenancy }: IdentityParts, ocid: string, rest: readonly string[], request: Request): Reply {
  if (request.exchange.method !== 'GET') return wrongMethod();
  const found = tenancy.compartments.find((each) => each.ocid === ocid);
  if (!found || rest.length > 0 || !isVisible(tenancy, request.caller, ocid)) return notFound();
  return taggedReply(ocid, compartmentBody(found));
}

/** An ordinary user may read only the user's own domain. */
function getDomain(
  { tenancy, switches, domainUrl }: IdentityParts,
  ocid: string,
  rest: readonly string[],
  { exchange, caller }: Request,
): Reply {
  if (exchange.method !== 'GET') return wrongMethod();
  const found = switches.domains ? tenancy.domains.find((each) => each.ocid === ocid) : undefined;
  if (!found || rest.length > 0 || (!caller.isAdministrator && caller.domain.ocid !== ocid)) return notFound();
  return taggedReply(ocid, domainBody(found, tenancy, domainUrl(found)));
}

function listCompartments({ tenancy }: IdentityParts, { exchange, caller }: Request): Reply {
  if (exchange.method !== 'GET') return wrongMethod();
  const parent = exchange.query.get('compartmentId');
  if (parent === null) return invalidParameter('compartmentId is missing.');
  const inSubtree = exchange.query.get('compartmentIdInSubtree') === 'true';
  if (inSubtree && parent !== tenancy.ocid) {
    return invalidParameter('compartmentIdInSubtree can be true for the tenancy only.');
  }
  const visible = tenancy.compartments.filter((each) => isVisible(tenancy, caller, each.ocid));
  if (parent !== tenancy.ocid && !visible.some((each) => each.ocid === parent)) return notFound();
  const listed = inSubtree ? visible : visible.filter((each) => each.parentOcid === parent);
  return answerPage(exchange, listed, compartmentBody);
}

/** The domains of one compartment; the API cannot list a whole subtree. */
function listDomains({ tenancy, switches, domainUrl }: IdentityParts, { exchange, caller }: Request): Reply {
  if (exchange.method !== 'GET') return wrongMethod();
  const compartment = exchange.query.get('compartmentId');
  if (compartment === null) return invalidParameter('compartmentId is missing.');
  const known = compartment === tenancy.ocid || tenancy.compartments.some((each) => each.ocid === compartment);
  if (!known || (!caller.isAdministrator && compartment !== tenancy.ocid)) return notFound();
  const domains = switches.domains ? tenancy.domains.filter((each) => each.compartmentOcid === compartment) : [];
  return answerPage(exchange, domains, (domain) => domainBody(domain, tenancy, domainUrl(domain)));
}

const defaultLimit = 25;
const largestLimit = 1000;

/** One page of a listing: `limit` and `page` in the query, `opc-next-page` in the answer if there are more items. */
function answerPage<T>(exchange: Exchange, items: readonly T[], toBody: (item: T) => unknown): Reply {
  const limit = Number(exchange.query.get('limit') ?? defaultLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > largestLimit) {
    return invalidParameter(`limit must be from 1 to ${largestLimit}.`);
  }
  const from = offsetIn(exchange.query.get('page'));
  if (from === null || from > items.length) return invalidParameter('page is not one that this service has given out.');
  const next = from + limit;
  const more = next < items.length ? { 'opc-next-page': tokenFor(next) } : {};
  return jsonReply(200, items.slice(from, next).map(toBody), more);
}

// The token means nothing to clients. They send it back unchanged.
const tokenFor = (offset: number): string => Buffer.from(`page+from/${offset}?`).toString('base64');

function offsetIn(page: string | null): number | null {
  if (page === null) return 0;
  const offset = /^page\+from\/(\d{1,9})\?$/.exec(Buffer.from(page, 'base64').toString())?.[1];
  return offset === undefined ? null : Number(offset);
}

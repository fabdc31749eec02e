import type { Caller } from '../caller.ts';
import { changeAfterPage } from '../keys/key-churn.ts';
import { etagOf, ifMatchHolds, keyLimit, type SecretKey } from '../keys/secret-key.ts';
import type { IdentityParts } from '../parts.ts';
import { type Exchange, emptyReply, headerOf, type Reply } from '../wire/exchange.ts';
import { readKeyPatch, readNewKey } from './key-input.ts';
import { type KeyDoor, keyResource, searchableKeys } from './key-resource.ts';
import { listQueryFromSearch, listQueryFromUrl } from './list-query.ts';
import { answerListing, sortedListsOf } from './listing.ts';
import { type ScimHome, selectAttributes } from './resource.ts';
import { accessDenied, methodNotAllowed, scimError, scimNotFound, scimReply } from './scim-reply.ts';
import { findOwner, selfChangeRefused } from './self-change.ts';

/** `/CustomerSecretKeys` for administrators, `/MyCustomerSecretKeys` for the caller's own keys. `rest` is the path after that. */
export function answerKeys(
  { keys, creation, switches }: IdentityParts,
  door: KeyDoor,
  rest: readonly string[],
  request: { exchange: Exchange; caller: Caller; home: ScimHome },
): Reply {
  const { exchange, caller, home } = request;
  const { domain } = home;
  const own = door === 'MyCustomerSecretKeys';
  if (!own && !caller.isAdministrator) return accessDenied();
  if (own && caller.domain.ocid !== domain.ocid) return scimNotFound('The signed-in user');
  if (own && (exchange.query.has('attributes') || exchange.query.has('attributeSets'))) {
    return scimError(400, 'error.common.common.invalidQueryParameter', `${door} takes no attributes.`);
  }
  const [identifier, ...more] = rest;
  if (more.length > 0) return scimNotFound('The resource');
  if (identifier === undefined) {
    if (exchange.method === 'GET') return list(listQueryFromUrl(exchange.query));
    return exchange.method === 'POST' ? create() : methodNotAllowed('GET, POST');
  }
  if (identifier === '.search' && !own) {
    return exchange.method === 'POST' ? list(listQueryFromSearch(exchange)) : methodNotAllowed('POST');
  }
  const key = keys.find(domain, identifier);
  if (!['GET', 'PATCH', 'DELETE'].includes(exchange.method)) return methodNotAllowed('GET, PATCH, DELETE');
  if (!key || (own && key.owner.id !== caller.user.id)) return scimNotFound(`The key ${identifier}`);
  return exchange.method === 'GET' ? answerKey(key, 200) : change(key);

  function list(query: ReturnType<typeof listQueryFromUrl>): Reply {
    if (!query.ok) return query.reply;
    const show = (each: SecretKey) => keyResource(each, home, door);
    if (own) {
      const items = keys.ofUser(domain, caller.user);
      return answerListing({ query: query.value, items, searchable: searchableKeys, toResource: show });
    }
    const way = query.value.filter === undefined ? switches.keyLists[domain.name] : 'whole';
    if (way === 'refused') return accessDenied();
    const all = keys.ofDomain(domain);
    const reply = answerListing({
      query: query.value,
      items: way === 'partial' ? [...all].filter(({ owner }) => owner.number % 2 === 0) : all,
      ...(way === 'partial' ? {} : { sorted: sortedListsOf(domain, keys.revision()) }),
      firstTwice: switches.rowsTwice,
      searchable: searchableKeys,
      toResource: show,
    });
    changeAfterPage(keys, domain, switches.changeEvery, exchange.now);
    return reply;
  }

  function answerKey(key: SecretKey, status: number, withSecret = false): Reply {
    const attributes = (exchange.query.get('attributes') ?? '').split(',').filter((name) => name !== '');
    const resource = selectAttributes(keyResource(key, home, door, withSecret), attributes);
    return scimReply(status, resource, { etag: etagOf(key) });
  }

  function create(): Reply {
    const given = readNewKey(exchange.body, exchange.now);
    if (!given.ok) return given.reply;
    const owner = findOwner('CustomerSecretKey', given.value.user, own, request);
    if (!owner.ok) return owner.reply;
    if (!own && owner.value.id === caller.user.id && !given.value.allowsSelfChange)
      return selfChangeRefused('MyCustomerSecretKeys');
    const { draft } = given.value;
    const making = { owner: owner.value, maker: caller.user, madeThrough: 'scim' as const, draft, now: exchange.now };
    const created = creation.create(domain, making, headerOf(exchange.headers, 'opc-retry-token'));
    switch (created.kind) {
      case 'created':
        return answerKey(created.key, 201, true);
      case 'repeated':
        return answerKey(created.key, 201, created.withSecret);
      case 'limit-reached':
        return scimError(switches.limitStatus, limitMessageId, limitSentence);
      case 'token-spent':
        return scimError(409, 'error.common.common.invalidRetryToken', 'The retry token belongs to another request.');
    }
  }

  function change(key: SecretKey): Reply {
    if (!switches.sharedKeys && key.madeThrough !== 'scim') return scimNotFound(`The key ${key.id}`);
    const patch = exchange.method === 'PATCH' ? readKeyPatch(exchange.body, switches.statusPatch) : null;
    if (patch && !patch.ok) return patch.reply;
    const allowsSelfChange = patch
      ? patch.value.allowsSelfChange
      : exchange.query.get('allowSelfChange')?.toLowerCase() === 'true';
    if (!own && key.owner.id === caller.user.id && !allowsSelfChange) return selfChangeRefused('MyCustomerSecretKeys');
    if (!ifMatchHolds(headerOf(exchange.headers, 'if-match'), key)) {
      return scimError(412, 'error.common.common.preconditionFailed', 'The key has changed in the meantime.');
    }
    if (!patch) {
      keys.remove(domain, key);
      return emptyReply(204);
    }
    keys.change(key, patch.value.changes, exchange.now);
    return answerKey(key, 200);
  }
}

/** Worded like Oracle's answer for API keys and auth tokens, which have the same limit. */
export const limitSentence = `You can not create CustomerSecretKey as maximum quota limit of ${keyLimit} has been reached.`;
export const limitMessageId = 'error.identity.customerSecretKey.quotaLimitExceeded';

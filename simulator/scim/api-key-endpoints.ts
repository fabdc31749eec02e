import { z } from 'zod';
import { type ApiKey, apiKeyLimit, etagOfApiKey } from '../api-keys/api-key-store.ts';
import { readPublicPem } from '../api-keys/public-key.ts';
import type { Caller } from '../caller.ts';
import type { IdentityParts } from '../parts.ts';
import { type Exchange, emptyReply, headerOf, parseJson, type Reply } from '../wire/exchange.ts';
import { type ApiKeyDoor, apiKeyResource, apiKeySchema, searchableApiKeys } from './api-key-resource.ts';
import { flatSelfChange, selfChange } from './key-input.ts';
import { listQueryFromSearch, listQueryFromUrl } from './list-query.ts';
import { answerListing } from './listing.ts';
import { type ScimHome, selectAttributes } from './resource.ts';
import { accessDenied, methodNotAllowed, scimError, scimNotFound, scimReply } from './scim-reply.ts';
import { findOwner, selfChangeRefused } from './self-change.ts';

const uploadSchema = z.object({
  schemas: z.array(z.string()),
  key: z.string(),
  description: z.string().max(4000).nullish(),
  user: z.object({ value: z.string().optional(), ocid: z.string().optional() }).optional(),
  [selfChange]: z.object({ allowSelfChange: z.boolean() }).optional(),
  [flatSelfChange]: z.boolean().optional(),
});

/** `/ApiKeys` for administrators, `/MyApiKeys` for the caller's own. `rest` is the path after that. API keys cannot be changed. */
export function answerApiKeys(
  { apiKeys, switches }: IdentityParts,
  door: ApiKeyDoor,
  rest: readonly string[],
  request: { exchange: Exchange; caller: Caller; home: ScimHome },
): Reply {
  const { exchange, caller, home } = request;
  const { domain } = home;
  const own = door === 'MyApiKeys';
  if (!own && !caller.isAdministrator) return accessDenied();
  if (own && caller.domain.ocid !== domain.ocid) return scimNotFound('The signed-in user');
  if (own && (exchange.query.has('attributes') || exchange.query.has('attributeSets'))) {
    return scimError(400, 'error.common.common.invalidQueryParameter', `${door} takes no attributes.`);
  }
  const items = own ? apiKeys.ofUser(caller.user) : apiKeys.all().filter((each) => each.domain.ocid === domain.ocid);
  const [identifier, ...more] = rest;
  if (more.length > 0) return scimNotFound('The resource');
  if (identifier === undefined) {
    if (exchange.method === 'GET') return list(listQueryFromUrl(exchange.query));
    return exchange.method === 'POST' ? upload() : methodNotAllowed('GET, POST');
  }
  if (identifier === '.search' && !own) {
    return exchange.method === 'POST' ? list(listQueryFromSearch(exchange)) : methodNotAllowed('POST');
  }
  const key = items.find(({ id, ocid }) => id === identifier || ocid === identifier);
  if (exchange.method !== 'GET' && exchange.method !== 'DELETE') return methodNotAllowed('GET, DELETE');
  if (!key) return scimNotFound(`The API key ${identifier}`);
  if (exchange.method === 'GET') return answerKey(key, 200);
  const allowsSelfChange = exchange.query.get('allowSelfChange')?.toLowerCase() === 'true';
  if (!own && key.owner.id === caller.user.id && !allowsSelfChange) return selfChangeRefused('MyApiKeys');
  apiKeys.remove(key);
  return emptyReply(204);

  function list(query: ReturnType<typeof listQueryFromUrl>): Reply {
    if (!query.ok) return query.reply;
    const toResource = (each: ApiKey) => apiKeyResource(each, home, door);
    return answerListing({ query: query.value, items, searchable: searchableApiKeys, toResource });
  }

  function answerKey(key: ApiKey, status: number): Reply {
    const attributes = (exchange.query.get('attributes') ?? '').split(',').filter((name) => name !== '');
    return scimReply(status, selectAttributes(apiKeyResource(key, home, door), attributes), {
      etag: etagOfApiKey(key),
    });
  }

  function upload(): Reply {
    const given = uploadSchema.safeParse(parseJson(exchange.body));
    const publicKey = given.success ? readPublicPem(given.data.key) : null;
    if (!given.success || !publicKey || !given.data.schemas.some((each) => each.toLowerCase() === apiKeySchema)) {
      return scimError(
        400,
        'error.common.validation.invalidAttributeValue',
        'The body must have the schema of an API key, and key must be a public RSA key in PEM.',
      );
    }
    const owner = findOwner('ApiKey', given.data.user ?? null, own, request);
    if (!owner.ok) return owner.reply;
    const allows = given.data[flatSelfChange] ?? given.data[selfChange]?.allowSelfChange ?? false;
    if (!own && owner.value.id === caller.user.id && !allows) return selfChangeRefused('MyApiKeys');
    const description = given.data.description ?? null;
    const draft = { domain, owner: owner.value, maker: caller.user, publicKey, description, created: exchange.now };
    const uploaded = apiKeys.upload({ ...draft, madeThrough: 'scim' }, headerOf(exchange.headers, 'opc-retry-token'));
    switch (uploaded.kind) {
      case 'uploaded':
      case 'repeated':
        return answerKey(uploaded.key, 201);
      case 'limit-reached':
        return scimError(switches.limitStatus, apiKeyLimitMessageId, apiKeyLimitSentence);
      case 'already-there':
        return scimError(409, 'error.common.common.conflict', 'The user has this API key already.');
      case 'token-spent':
        return scimError(409, 'error.common.common.invalidRetryToken', 'The retry token belongs to another request.');
    }
  }
}

/** Oracle's sentence at the limit of API keys, as users have reported it. The message id is our own. */
export const apiKeyLimitSentence = `You can not create ApiKey as maximum quota limit of ${apiKeyLimit} has been reached.`;
export const apiKeyLimitMessageId = 'error.identity.apiKey.quotaLimitExceeded';

import { z } from 'zod';
import { type ApiKey, etagOfApiKey, pemOf } from '../api-keys/api-key-store.ts';
import { readPublicPem } from '../api-keys/public-key.ts';
import type { Caller } from '../caller.ts';
import type { User } from '../directory/person.ts';
import type { IdentityParts } from '../parts.ts';
import { apiKeyLimitMessageId, apiKeyLimitSentence } from '../scim/api-key-endpoints.ts';
import { scimErrorBody } from '../scim/scim-reply.ts';
import { keyIdOf } from '../signin/credentials.ts';
import { type Exchange, emptyReply, headerOf, isoTime, jsonReply, parseJson, type Reply } from '../wire/exchange.ts';
import { classicError, invalidParameter, notFound, wrongMethod } from './classic-reply.ts';

/** `/users/{userId}/apiKeys` and all paths below it. The permission of the caller is checked before this is called. */
export function answerClassicApiKeys(
  { tenancy, apiKeys, switches }: IdentityParts,
  owner: User,
  rest: readonly string[],
  { exchange, caller }: { exchange: Exchange; caller: Caller },
): Reply {
  const [fingerprint, ...more] = rest;
  if (more.length > 0) return notFound();
  const body = (key: ApiKey) => ({
    keyId: keyIdOf(tenancy, key),
    keyValue: pemOf(key),
    fingerprint: key.fingerprint,
    userId: key.owner.ocid,
    timeCreated: isoTime(key.created),
    lifecycleState: apiKeys.stateOf(key, exchange.now),
  });
  if (fingerprint === undefined) {
    if (exchange.method === 'GET') return jsonReply(200, apiKeys.ofUser(owner).map(body));
    return exchange.method === 'POST' ? upload() : wrongMethod();
  }
  if (exchange.method !== 'DELETE') return wrongMethod();
  const key = apiKeys.ofUser(owner).find((each) => each.fingerprint === fingerprint);
  if (!key) return notFound();
  apiKeys.remove(key);
  return emptyReply(204);

  function upload(): Reply {
    const given = z.object({ key: z.string() }).safeParse(parseJson(exchange.body));
    const publicKey = given.success ? readPublicPem(given.data.key) : null;
    if (!publicKey) return invalidParameter('key must be a public RSA key of 2,048 bits or more in PEM.');
    const { defaultDomain: domain } = tenancy;
    const draft = { domain, owner, maker: caller.user, publicKey, description: null, created: exchange.now };
    const uploaded = apiKeys.upload(
      { ...draft, madeThrough: 'classic' },
      headerOf(exchange.headers, 'opc-retry-token'),
    );
    switch (uploaded.kind) {
      case 'uploaded':
      case 'repeated':
        return jsonReply(200, body(uploaded.key), { etag: etagOfApiKey(uploaded.key) });
      case 'limit-reached':
        return limitReached();
      case 'already-there':
        return classicError(409, 'ApiKeyAlreadyExists', 'The user has this API key already.');
      case 'token-spent':
        return classicError(409, 'InvalidatedRetryToken', 'The retry token belongs to another request.');
    }
  }

  function limitReached(): Reply {
    const inner = scimErrorBody(switches.limitStatus, apiKeyLimitMessageId, apiKeyLimitSentence);
    return switches.apiKeyLimit === 'wrapped'
      ? classicError(400, 'IdcsConversionError', JSON.stringify(inner))
      : classicError(409, 'ApiKeyLimitExceeded', 'The maximum number of API keys has been reached.');
  }
}

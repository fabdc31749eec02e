import { z } from 'zod';
import type { Caller } from '../caller.ts';
import type { User } from '../directory/person.ts';
import { etagOf, ifMatchHolds, type SecretKey } from '../keys/secret-key.ts';
import type { IdentityParts } from '../parts.ts';
import { limitMessageId, limitSentence } from '../scim/key-endpoints.ts';
import { scimErrorBody } from '../scim/scim-reply.ts';
import { type Exchange, emptyReply, headerOf, jsonReply, parseJson, type Reply } from '../wire/exchange.ts';
import { keyBody } from './classic-bodies.ts';
import { classicError, invalidParameter, noEtagMatch, notFound, wrongMethod } from './classic-reply.ts';

const nameSchema = z.object({ displayName: z.string().min(1).max(255) });

/** `/users/{userId}/customerSecretKeys` and all paths below it. The permission of the caller is checked before this is called. */
export function answerClassicKeys(
  { tenancy, keys, creation, switches }: IdentityParts,
  owner: User,
  rest: readonly string[],
  { exchange, caller }: { exchange: Exchange; caller: Caller },
): Reply {
  const { defaultDomain: domain } = tenancy;
  const [accessKey, ...more] = rest;
  if (more.length > 0) return notFound();
  const theirs = keys.ofUser(domain, owner);
  if (accessKey === undefined) {
    if (exchange.method === 'GET')
      return jsonReply(
        200,
        theirs.map((key) => keyBody(key)),
      );
    return exchange.method === 'POST' ? create() : wrongMethod();
  }
  // The classic API has no GET of a single key.
  if (exchange.method !== 'PUT' && exchange.method !== 'DELETE') return wrongMethod();
  const key = theirs.find((each) => each.accessKey === accessKey);
  if (!key || (!switches.sharedKeys && key.madeThrough !== 'classic')) return notFound();
  if (!ifMatchHolds(headerOf(exchange.headers, 'if-match'), key)) return noEtagMatch();
  if (exchange.method === 'DELETE') {
    keys.remove(domain, key);
    return emptyReply(204);
  }
  const named = nameSchema.safeParse(parseJson(exchange.body));
  if (!named.success) return badName();
  keys.change(key, named.data, exchange.now);
  return answerKey(key);

  function create(): Reply {
    const named = nameSchema.safeParse(parseJson(exchange.body));
    if (!named.success) return badName();
    const draft = { ...named.data, description: null, expiresOn: null, status: 'ACTIVE' as const };
    const making = { owner, maker: caller.user, madeThrough: 'classic' as const, draft, now: exchange.now };
    const created = creation.create(domain, making, headerOf(exchange.headers, 'opc-retry-token'));
    switch (created.kind) {
      case 'created':
        return answerKey(created.key, true);
      case 'repeated':
        return answerKey(created.key, created.withSecret);
      case 'limit-reached':
        return limitReached();
      case 'token-spent':
        return classicError(409, 'InvalidatedRetryToken', 'The retry token belongs to another request.');
    }
  }

  function answerKey(key: SecretKey, withSecret = false): Reply {
    return jsonReply(200, keyBody(key, withSecret ? key.secretKey : undefined), { etag: etagOf(key) });
  }

  function badName(): Reply {
    const sentence = 'displayName must have 1 to 255 characters.';
    return switches.domains
      ? wrapped(400, 'error.common.validation.invalidAttributeValue', sentence)
      : invalidParameter(sentence);
  }

  function limitReached(): Reply {
    return switches.domains
      ? wrapped(switches.limitStatus, limitMessageId, limitSentence)
      : classicError(switches.limitStatus, 'LimitExceeded', 'The maximum number of customer secret keys was reached.');
  }
}

/** In a tenancy with domains, the classic error holds the domain's SCIM error as text. */
const wrapped = (status: number, messageId: string, detail: string): Reply =>
  classicError(status, 'IdcsConversionError', JSON.stringify(scimErrorBody(status, messageId, detail)));

import type { Caller } from '../caller.ts';
import type { Domain } from '../directory/tenancy.ts';
import type { IdentityParts } from '../parts.ts';
import { type Exchange, headerOf, type Reply } from '../wire/exchange.ts';
import { answerApiKeys } from './api-key-endpoints.ts';
import { answerKeys } from './key-endpoints.ts';
import { scimError, scimNotFound } from './scim-reply.ts';
import { answerMe, answerUsers } from './user-endpoints.ts';

/** The Identity Domains API of one domain. `path` is the part after `/idcs-<id>`. */
export function answerScim(
  parts: IdentityParts,
  domain: Domain,
  path: readonly string[],
  request: { exchange: Exchange; caller: Caller },
): Reply {
  const [admin, version, resource, ...rest] = path;
  if (admin !== 'admin' || version !== 'v1') return scimNotFound('The resource');
  if (domain.state !== 'ACTIVE') {
    return scimError(403, 'error.common.common.domainInactive', `The domain ${domain.name} is not active.`);
  }
  const { exchange } = request;
  if (exchange.body.length > 0 && !isJson(headerOf(exchange.headers, 'content-type'))) {
    const sentence = 'Send application/scim+json or application/json.';
    return scimError(415, 'error.common.common.unsupportedMediaType', sentence);
  }
  const home = { baseUrl: `${parts.domainUrl(domain)}/admin/v1`, tenancy: parts.tenancy, domain };
  switch (resource) {
    case 'Users':
      return answerUsers(parts, rest, { ...request, home });
    case 'Me':
      return rest.length === 0 ? answerMe({ ...request, home }) : scimNotFound('The resource');
    case 'CustomerSecretKeys':
    case 'MyCustomerSecretKeys':
      return answerKeys(parts, resource, rest, { ...request, home });
    case 'ApiKeys':
    case 'MyApiKeys':
      return answerApiKeys(parts, resource, rest, { ...request, home });
    default:
      return scimNotFound('The resource');
  }
}

const isJson = (contentType: string | undefined): boolean =>
  /^application\/(scim\+)?json(;|$)/i.test(contentType?.replaceAll(' ', '') ?? '');

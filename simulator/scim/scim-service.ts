import type { Caller } from '../caller.ts';
import type { Domain, Tenancy } from '../directory/tenancy.ts';
import { type Exchange, headerOf, type Reply } from '../wire/exchange.ts';
import { type ApiKeyEndpoints, answerApiKeys } from './api-key-endpoints.ts';
import { answerKeys, type KeyEndpoints } from './key-endpoints.ts';
import { scimError, scimNotFound } from './scim-reply.ts';
import { answerMe, answerUsers } from './user-endpoints.ts';

/** The Identity Domains API of one domain. `path` is the part after `/idcs-<id>`. */
export function answerScim(
  options: KeyEndpoints & ApiKeyEndpoints & { tenancy: Tenancy; domainUrl: (domain: Domain) => string },
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
    return scimError(
      415,
      'error.common.common.unsupportedMediaType',
      'Send application/scim+json or application/json.',
    );
  }
  const home = { baseUrl: `${options.domainUrl(domain)}/admin/v1`, tenancy: options.tenancy, domain };
  switch (resource) {
    case 'Users':
      return answerUsers(options, rest, { ...request, home });
    case 'Me':
      return rest.length === 0 ? answerMe({ ...request, home }) : scimNotFound('The resource');
    case 'CustomerSecretKeys':
    case 'MyCustomerSecretKeys':
      return answerKeys(options, resource, rest, { ...request, home });
    case 'ApiKeys':
    case 'MyApiKeys':
      return answerApiKeys(options, resource, rest, { ...request, home });
    default:
      return scimNotFound('The resource');
  }
}

const isJson = (contentType: string | undefined): boolean =>
  /^application\/(scim\+)?json(;|$)/i.test(contentType?.replaceAll(' ', '') ?? '');

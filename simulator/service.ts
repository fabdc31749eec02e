import { invalidParameter, notAuthenticated, notFound, wrongMethod } from './classic/classic-reply.ts';
import { answerClassic } from './classic/classic-service.ts';
import type { Domain, Tenancy } from './directory/tenancy.ts';
import { classicErrors, type ErrorFormat, s3Errors, scimErrors } from './faults/error-format.ts';
import type { Fault } from './faults/fault.ts';
import type { Parts } from './parts.ts';
import { answerS3 } from './s3/s3-service.ts';
import { isS3Target } from './s3/s3-target.ts';
import { scimError } from './scim/scim-reply.ts';
import { answerScim } from './scim/scim-service.ts';
import { findCredential } from './signin/credentials.ts';
import { answerLogin } from './signin/login-service.ts';
import { answerTokens } from './signin/token-service.ts';
import { type Exchange, jsonReply, type Reply } from './wire/exchange.ts';
import { verifySignature } from './wire/request-signature.ts';

/** True below the path of a domain, and at a domain's own address. */
const isScimTarget = ({ target, domainPath }: Pick<Exchange, 'target' | 'domainPath'>): boolean =>
  domainPath !== null || /^\/idcs-[0-9a-f]{32}(\/|\?|$)/.test(target);

/** The form of errors of the API that the request goes to. */
export function errorFormatOf(exchange: Exchange, requestId: string): ErrorFormat {
  if (isS3Target(exchange)) return s3Errors({ target: exchange.target, requestId });
  return isScimTarget(exchange) ? scimErrors : classicErrors;
}

/**
 * Answers a request to Oracle's part of the simulator: sign-in, identity domains, classic IAM, Object Storage. `struck` are the
 * faults that strike the request. Only the sign-in page needs them here: its answer is not JSON, which could be changed afterwards.
 */
export function answerService(parts: Parts, exchange: Exchange, requestId: string, struck: readonly Fault[]): Reply {
  const { tenancy, switches } = parts;
  const [first = '', ...rest] = exchange.segments ?? [];
  if (isS3Target(exchange)) return answerS3(parts, exchange, requestId);

  const isScim = isScimTarget(exchange);
  if (!isScim && first === 'v1' && rest.join('/') === 'oauth2/authorize') {
    return answerLogin(parts, exchange, struck);
  }
  const find = (keyId: string) => findCredential(parts, keyId, exchange.now);
  const verdict = verifySignature(exchange, {
    now: exchange.now,
    findKey: (keyId) => find(keyId)?.publicKey ?? null,
  });
  const credential = verdict.ok ? find(verdict.keyId) : null;
  if (!verdict.ok || !credential) return refuseCaller(isScim, verdict.ok ? null : verdict);
  const { caller } = credential;
  if (exchange.segments === null) return invalidParameter('The path is not percent-encoded as it should be.');

  if (isScim) {
    if (credential.session && !switches.sessionsInDomains) return refuseCaller(isScim, null);
    const domain = switches.domains ? findDomain(tenancy, exchange.domainPath ?? `/${first}`) : undefined;
    if (!domain) return scimError(404, 'error.common.common.domainNotFound', 'There is no such identity domain.');
    if (switches.limits !== null && !parts.rateLimits.allow(domain, exchange.now, switches.limits.stranger)) {
      return scimError(429, 'error.common.common.tooManyRequests', 'Too many requests.');
    }
    return answerScim(parts, domain, exchange.domainPath === null ? rest : exchange.segments, { exchange, caller });
  }
  if (first === '20160918') return answerClassic(parts, rest, { exchange, caller });
  if (first === 'v1') return answerTokens(parts.sessions, rest, { exchange, credential });
  if (first === 'n' && rest.length === 0) {
    return exchange.method === 'GET' ? jsonReply(200, tenancy.namespace) : wrongMethod();
  }
  return notFound();
}

const findDomain = (tenancy: Tenancy, path: string): Domain | undefined =>
  tenancy.domains.find((domain) => domain.path === path);

/** The body says no more than Oracle's does. The header has the real reason, for developers who debug a client. */
function refuseCaller(isScim: boolean, verdict: { kind: 'clock-skew' | 'other'; reason: string } | null): Reply {
  const reason = verdict?.kind === 'clock-skew' ? verdict.reason : undefined;
  const reply = isScim
    ? scimError(401, 'error.common.common.unauthorized', reason ?? 'The request could not be authenticated.')
    : notAuthenticated(reason);
  return {
    ...reply,
    headers: { ...reply.headers, 'x-simulator-reason': verdict?.reason ?? 'No such keyId is known.' },
  };
}

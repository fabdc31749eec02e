import type { KeyObject } from 'node:crypto';
import type { Caller } from './caller.ts';
import { classicError, invalidParameter, notAuthenticated, notFound, wrongMethod } from './classic/classic-reply.ts';
import { answerClassic } from './classic/classic-service.ts';
import type { Domain, Tenancy } from './directory/tenancy.ts';
import type { KeyCreation } from './keys/key-creation.ts';
import type { KeyStore } from './keys/key-store.ts';
import { scimError } from './scim/scim-reply.ts';
import { answerScim } from './scim/scim-service.ts';
import type { Switches } from './switches.ts';
import { type Exchange, jsonReply, type Reply } from './wire/exchange.ts';
import { verifySignature } from './wire/request-signature.ts';

export interface ServiceOptions {
  readonly url: string;
  readonly tenancy: Tenancy;
  readonly keys: KeyStore;
  readonly creation: KeyCreation;
  readonly switches: Switches;
  /** By keyId: `<tenancy>/<user>/<fingerprint>`. */
  readonly callers: ReadonlyMap<string, { readonly caller: Caller; readonly publicKey: KeyObject }>;
}

/** True where errors are SCIM's: below the path of a domain. */
export const isScimTarget = (target: string): boolean => /^\/idcs-[0-9a-f]{32}(\/|\?|$)/.test(target);

/** Answers a request to Oracle's part of the simulator: identity domains, classic IAM, the Object Storage namespace. */
export function answerService(options: ServiceOptions, exchange: Exchange): Reply {
  const { tenancy, callers, switches } = options;
  const [first = '', ...rest] = exchange.segments ?? [];
  // S3 clients sign with another scheme and would otherwise be told that their signature is wrong.
  if (first === 's3') return classicError(501, 'NotImplemented', 'The simulator does not speak S3 yet.');

  const isScim = isScimTarget(exchange.target);
  const verdict = verifySignature(exchange, {
    now: exchange.now,
    findKey: (keyId) => callers.get(keyId)?.publicKey ?? null,
  });
  const caller = verdict.ok ? callers.get(verdict.keyId)?.caller : undefined;
  if (!verdict.ok || !caller) return refuseCaller(isScim, verdict.ok ? null : verdict);
  if (exchange.segments === null) return invalidParameter('The path is not percent-encoded as it should be.');

  if (isScim) {
    const domain = switches.domains ? findDomain(tenancy, first) : undefined;
    if (!domain) return scimError(404, 'error.common.common.domainNotFound', 'There is no such identity domain.');
    return answerScim(options, domain, rest, { exchange, caller });
  }
  if (first === '20160918') return answerClassic(options, rest, { exchange, caller });
  if (first === 'n' && rest.length === 0) {
    return exchange.method === 'GET' ? jsonReply(200, tenancy.namespace) : wrongMethod();
  }
  return notFound();
}

const findDomain = (tenancy: Tenancy, segment: string): Domain | undefined =>
  tenancy.domains.find((domain) => domain.path === `/${segment}`);

/** Oracle tells no more than the first two sentences do; the header tells whoever debugs a client the real reason. */
function refuseCaller(isScim: boolean, verdict: { kind: 'clock-skew' | 'other'; reason: string } | null): Reply {
  const told = verdict?.kind === 'clock-skew' ? verdict.reason : undefined;
  const reply = isScim
    ? scimError(401, 'error.common.common.unauthorized', told ?? 'The request could not be authenticated.')
    : notAuthenticated(told);
  return {
    ...reply,
    headers: { ...reply.headers, 'x-simulator-reason': verdict?.reason ?? 'No such keyId is known.' },
  };
}

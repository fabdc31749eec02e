import type { Attempt, Finding } from '../../bridge/values/usage.ts';
import { readRetryAfter } from '../oracle/retry-after.ts';
import { type AnswerXml, readAnswerXml } from './answer-xml.ts';

/** An answer as it arrived. `now` is this computer's time, in ms. */
export interface S3Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** The beginning of the body. */
  readonly text: string;
  readonly now: number;
}

/** Oracle refuses a signature whose time is off by more than five minutes (Amazon's S3 allows fifteen). */
const allowedSkewSeconds = 300;

/**
 * The two texts of Oracle's 403 SignatureDoesNotMatch (`docs/oracle.md`): the code alone does not say whether the key is unknown (too new,
 * or in another region) or its secret is wrong.
 */
const notThereText = /secret key required to complete authentication could not be found/i;
const wrongSecretText = /required information to complete authentication was not provided/i;

/** Codes that come only after the signature was accepted: the key is good, but its user has no policy for this. */
const withoutPermission = ['AccessDenied', 'NotAuthorized', 'NotAuthorizedOrNotFound'];
/** Codes of other S3 services, and of gateways in front of Oracle's, for a key or a region that they do not know. */
const notThereCodes = ['InvalidAccessKeyId', 'AuthorizationHeaderMalformed'];

/** What an answer to ListBuckets says of the key that signed it. */
export function readFinding({ status, header, text, now }: S3Answer): Attempt {
  const xml = readAnswerXml(text);
  const ahead = secondsAhead(header('date'), now);
  const error = xml?.kind === 'error' ? xml : null;
  const finding = findingOf(status, xml, ahead);
  const waitMs = finding === 'busy' ? readRetryAfter(header, now) : null;
  return {
    finding,
    text: error?.message ?? error?.code ?? null,
    requestId: idOf(header('opc-request-id') ?? header('x-amz-request-id') ?? error?.requestId),
    clockAheadSeconds: ahead,
    waitSeconds: waitMs === null ? null : Math.ceil(waitMs / 1000),
  };
}

function findingOf(status: number, xml: AnswerXml | null, ahead: number | null): Finding {
  // If the service is overloaded, a gateway may say so, in HTML.
  if (status === 429 || status === 503) return 'busy';
  if (xml === null) return 'not-s3';
  if (xml.kind === 'buckets') return status === 200 ? 'works' : 'not-s3';
  const { code, message } = xml;
  if (code === 'RequestTimeTooSkewed') return 'clock';
  if (status >= 500) return 'busy';
  if (code !== null && withoutPermission.includes(code)) return 'works-without-listing';
  if (notThereText.test(message ?? '') || notThereCodes.includes(code ?? '')) return 'not-there';
  if (wrongSecretText.test(message ?? '') || code === 'SignatureDoesNotMatch') {
    // It is not known whether Oracle always names a wrong clock, so a large difference counts as one.
    return Math.abs(ahead ?? 0) > allowedSkewSeconds ? 'clock' : 'wrong-secret';
  }
  return 'refused';
}

/** Our clock minus the service's, in whole seconds. The header leaves out a fraction, which is half a second on average. */
function secondsAhead(date: string | null, now: number): number | null {
  const served = Date.parse(date ?? '');
  return Number.isNaN(served) ? null : Math.round((now - served - 500) / 1000) || 0;
}

const idOf = (text: string | null | undefined) => text?.replace(/[^\x21-\x7e]/g, '').slice(0, 200) || null;

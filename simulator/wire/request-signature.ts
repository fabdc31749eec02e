import { createHash, type KeyObject, verify } from 'node:crypto';
import { type Exchange, headerOf } from './exchange.ts';

/** The parts of `Authorization: Signature version="1",headers="...",keyId="...",algorithm="rsa-sha256",signature="..."`. */
interface Authorization {
  readonly keyId: string;
  /** The names of the signed headers, in lower case and in the signed order. */
  readonly headers: readonly string[];
  readonly signature: Buffer;
}

const parameter = /([A-Za-z]+)\s*=\s*"([^"]*)"/;
const wellFormed = new RegExp(`^Signature\\s+${parameter.source}(?:\\s*,\\s*${parameter.source})*\\s*$`);

/** Reads the header strictly. If the header is malformed, returns a sentence about that. */
function parseAuthorization(header: string | undefined): Authorization | string {
  if (header === undefined) return 'There is no Authorization header.';
  if (!wellFormed.test(header)) return 'The Authorization header is not a list of parameters of the scheme Signature.';
  const parameters = new Map<string, string>();
  for (const [, name = '', value = ''] of header.slice('Signature'.length).matchAll(new RegExp(parameter, 'g'))) {
    if (parameters.has(name)) return `The parameter ${name} stands twice in the Authorization header.`;
    parameters.set(name, value);
  }
  if (parameters.get('version') !== '1') return 'The version of the signature is not "1".';
  if (parameters.get('algorithm') !== 'rsa-sha256') return 'The algorithm of the signature is not "rsa-sha256".';
  const keyId = parameters.get('keyId');
  const signature = parameters.get('signature');
  if (!keyId) return 'The Authorization header has no keyId.';
  if (!signature || !/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return 'The signature is not base64.';
  const headers = (parameters.get('headers') ?? 'date').toLowerCase().split(' ');
  if (new Set(headers).size !== headers.length) return 'A header is signed twice.';
  return { keyId, headers, signature: Buffer.from(signature, 'base64') };
}

export type SignedRequest = Pick<Exchange, 'method' | 'target' | 'headers' | 'body'>;

/** `reason` is for developers who debug a client, since Oracle says almost nothing. Only for `clock-skew` does Oracle have its own text. */
export type Verdict =
  | { readonly ok: true; readonly keyId: string }
  | { readonly ok: false; readonly kind: 'clock-skew' | 'other'; readonly reason: string };

/** The most that a request's date may differ from the service's clock, in milliseconds. */
const allowedSkew = 5 * 60_000;

const withBody = new Set(['POST', 'PUT', 'PATCH']);

/**
 * Checks a request as Oracle's "Request Signatures" page describes: the headers that must be signed, the date, the body's
 * length and hash, and the signature over the request as received.
 */
export function verifySignature(
  request: SignedRequest,
  options: { now: number; findKey: (keyId: string) => KeyObject | null },
): Verdict {
  const authorization = parseAuthorization(headerOf(request.headers, 'authorization'));
  if (typeof authorization === 'string') return refuse(authorization);
  const { keyId, headers, signature } = authorization;

  const required = ['(request-target)', 'host'];
  if (withBody.has(request.method)) required.push('content-length', 'content-type', 'x-content-sha256');
  const unsigned = required.find((name) => !headers.includes(name));
  if (unsigned) return refuse(`${unsigned} is not signed.`);
  const dateHeader = ['x-date', 'date'].find((name) => headers.includes(name));
  if (!dateHeader) return refuse('Neither date nor x-date is signed.');

  const lines: string[] = [];
  for (const name of headers) {
    const value =
      name === '(request-target)'
        ? `${request.method.toLowerCase()} ${request.target}`
        : headerOf(request.headers, name);
    if (value === undefined) return refuse(`${name} is signed but not sent.`);
    lines.push(`${name}: ${value}`);
  }
  const publicKey = options.findKey(keyId);
  if (!publicKey) return refuse('No such keyId is known.');
  if (!verify('RSA-SHA256', Buffer.from(lines.join('\n')), publicKey, signature)) {
    return refuse('The signature does not fit the request.');
  }
  return (
    checkDate(headerOf(request.headers, dateHeader) ?? '', options.now) ?? checkBody(request) ?? { ok: true, keyId }
  );
}

function checkDate(date: string, now: number): Verdict | null {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return refuse('The date is not a date.');
  if (Math.abs(time - now) <= allowedSkew) return null;
  const utc = (at: number) => new Date(at).toUTCString().replace('GMT', 'UTC');
  return {
    ok: false,
    kind: 'clock-skew',
    reason: `Date '${utc(time)}' is not within allowed clock skew. Current '${utc(now)}', valid datetime range: ['${utc(now - allowedSkew)}', '${utc(now + allowedSkew)}']`,
  };
}

function checkBody(request: SignedRequest): Verdict | null {
  if (!withBody.has(request.method)) return null;
  if (headerOf(request.headers, 'content-length') !== String(request.body.length)) {
    return refuse('The content-length is not the length of the body.');
  }
  const hash = createHash('sha256').update(request.body).digest('base64');
  return headerOf(request.headers, 'x-content-sha256') === hash
    ? null
    : refuse('x-content-sha256 does not fit the body.');
}

const refuse = (reason: string): Verdict => ({ ok: false, kind: 'other', reason });

import { createHash, createHmac } from 'node:crypto';
import { type Exchange, headerOf, splitTarget } from '../wire/exchange.ts';
import type { SignatureClaim } from './signature-claim.ts';

/** The parts of a received request over which its signature is computed. */
type Signable = Pick<Exchange, 'method' | 'target' | 'headers'> & Pick<SignatureClaim, 'signedHeaders' | 'payload'>;

/**
 * The canonical request of "Authenticating Requests (AWS Signature Version 4)" for S3. The path is encoded once and never
 * normalised, so that `//` and `/../` in the name of an object stay. The text is Latin-1: one character for each byte.
 */
export function canonicalRequest({ method, target, headers, signedHeaders, payload }: Signable): string {
  const [path, query] = splitTarget(target);
  return [
    method,
    path.split('/').map(canonicalPart).join('/') || '/',
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${tidy(headerOf(headers, name) ?? '')}`),
    '',
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}

/** The text that is signed: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. `canonical` is Latin-1. */
export const stringToSign = (canonical: string, time: string, scope: string): string =>
  ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical, 'latin1').digest('hex')].join('\n');

/** The signature in hexadecimal. `scope` is `<date>/<region>/s3/aws4_request`. */
export function signatureOf(text: string, secretKey: string, scope: string): string {
  const key = scope.split('/').reduce((before, part) => hmac(before, part), Buffer.from(`AWS4${secretKey}`) as Buffer);
  return hmac(key, text).toString('hex');
}

/** Percent-encodes each byte, with capital letters, except letters, digits and `-._~`. */
export const uriEncode = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(/[^A-Za-z0-9\-._~]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** The bytes of a part of a path. A malformed escape stays as it is, and the check of the signature then decides. */
export const percentDecode = (text: string): Buffer =>
  Buffer.from(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

const canonicalPart = (part: string): string => uriEncode(percentDecode(part));

/** The query, sorted by encoded name and value, without the signature of a presigned address. */
function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      return [queryPart(name), queryPart(value)] as const;
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&');
}

/** In a query a plus sign is a space, as in a form. */
const queryPart = (text: string): string => canonicalPart(text.replaceAll('+', ' '));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const tidy = (value: string): string => value.trim().replace(/ +/g, ' ');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

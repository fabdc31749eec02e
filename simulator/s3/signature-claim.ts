import type { IncomingHttpHeaders } from 'node:http';
import { headerOf } from '../wire/exchange.ts';

/** The statements of a request about its signature: in its Authorization header or, if presigned, in its query. */
export interface SignatureClaim {
  readonly accessKey: string;
  /** `<date>/<region>/<service>/aws4_request`. */
  readonly scope: string;
  readonly region: string;
  readonly service: string;
  /** Names in lower case, as the client lists them. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly time: string;
  /** The seconds for which a presigned address is valid; null: not presigned. */
  readonly expires: number | null;
  /** The hash of the body in hexadecimal, or `UNSIGNED-PAYLOAD`, or a word that the simulator refuses. */
  readonly payload: string;
}

const scheme = 'AWS4-HMAC-SHA256';

/** True if a request has, or claims to have, the signature of an S3 client. */
export const isS3Signed = (headers: IncomingHttpHeaders, query: URLSearchParams): boolean =>
  (headerOf(headers, 'authorization') ?? '').startsWith(scheme) || query.has('X-Amz-Algorithm');

/** Reads the claim strictly. If the claim is malformed, returns a sentence about that. */
export function readClaim(headers: IncomingHttpHeaders, query: URLSearchParams): SignatureClaim | string {
  return headerOf(headers, 'authorization') === undefined && query.has('X-Amz-Algorithm')
    ? readQuery(headers, query)
    : readHeader(headers);
}

function readHeader(headers: IncomingHttpHeaders): SignatureClaim | string {
  const header = headerOf(headers, 'authorization');
  if (header === undefined) return 'There is no Authorization header.';
  const match = /^AWS4-HMAC-SHA256 +(\w+=[^,\s]+(?:, *\w+=[^,\s]+)*)$/.exec(header);
  if (!match?.[1]) return `The Authorization header is not a list of parameters of the scheme ${scheme}.`;
  const parameters = new Map<string, string>();
  for (const parameter of match[1].split(/, */)) {
    const name = parameter.slice(0, parameter.indexOf('='));
    if (parameters.has(name)) return `The parameter ${name} stands twice in the Authorization header.`;
    parameters.set(name, parameter.slice(name.length + 1));
  }
  const payload = headerOf(headers, 'x-amz-content-sha256');
  if (payload === undefined) return 'There is no x-amz-content-sha256.';
  const time = headerOf(headers, 'x-amz-date') ?? isoTime(headerOf(headers, 'date'));
  return claim((name) => parameters.get(name), time, { payload, expires: null });
}

function readQuery(headers: IncomingHttpHeaders, query: URLSearchParams): SignatureClaim | string {
  if (query.get('X-Amz-Algorithm') !== scheme) return `X-Amz-Algorithm is not ${scheme}.`;
  const expires = query.get('X-Amz-Expires') ?? '';
  // A week at most: AWS's limit.
  if (!/^\d{1,6}$/.test(expires) || Number(expires) > 604_800) return 'X-Amz-Expires is not a number of seconds.';
  const payload = headerOf(headers, 'x-amz-content-sha256') ?? query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const read = (name: string) => query.get(`X-Amz-${name}`) ?? undefined;
  return claim(read, read('Date'), { payload, expires: Number(expires) });
}

function claim(
  read: (name: 'Credential' | 'SignedHeaders' | 'Signature') => string | undefined,
  time: string | undefined,
  rest: Pick<SignatureClaim, 'payload' | 'expires'>,
): SignatureClaim | string {
  const [accessKey, date, region, service, end, ...more] = (read('Credential') ?? '').split('/');
  // Clients that do not know the region leave that part empty.
  if (!accessKey || !date || region === undefined || !service || end !== 'aws4_request' || more.length > 0) {
    return 'The credential is not <access key>/<date>/<region>/s3/aws4_request.';
  }
  const signature = read('Signature');
  if (!signature || !/^[0-9a-f]{64}$/.test(signature)) return 'The signature is not 64 hexadecimal characters.';
  if (!time || !/^\d{8}T\d{6}Z$/.test(time)) return 'The time of the request is missing or no time.';
  if (!time.startsWith(date)) return 'The day of the credential is not that of the request.';
  const listed = read('SignedHeaders');
  const sorted = [...new Set(listed?.split(';'))].sort().join(';');
  if (listed === undefined || sorted !== listed || sorted.toLowerCase() !== listed) {
    return 'The signed headers are not in lower case, sorted, and each once.';
  }
  return {
    accessKey,
    scope: `${date}/${region}/${service}/${end}`,
    region,
    service,
    signedHeaders: listed.split(';'),
    signature,
    time,
    ...rest,
  };
}

/** Converts a Date header to the form `YYYYMMDDTHHMMSSZ`. Undefined if it is no date. */
function isoTime(date: string | undefined): string | undefined {
  const at = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? undefined : `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

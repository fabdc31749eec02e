import type { Exchange } from '../wire/exchange.ts';
import { percentDecode, splitTarget } from './canonical-request.ts';
import { isS3Signed } from './signature-claim.ts';

/** No bucket can be called so: an endpoint with a path, as S3 clients take it too. */
const below = /^\/~s3(?=\/|\?|$)/;

/**
 * Is it S3 that is asked? Everything below `/~s3`, and wherever a request is signed as S3 clients sign: so the simulator's own
 * address is an S3 endpoint too, which clients need that know hosts only (s3cmd).
 */
export const isS3Target = ({ target, headers, query, domainPath }: Omit<Exchange, 'body' | 'now'>): boolean =>
  domainPath === null && (below.test(target) || isS3Signed(headers, query));

/** Bucket and object as the path of a request has them, `bucket/object`. */
export const pathBelowS3 = (target: string): string => (splitTarget(target)[0].replace(below, '') || '/').slice(1);

/** Bucket and object of `bucket/object`; empty where there is none. Null: no UTF-8. `//` in an object's name stays. */
export function readPath(path: string): { readonly bucket: string; readonly key: string } | null {
  const [bucket = '', ...rest] = path.split('/');
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { bucket: utf8.decode(percentDecode(bucket)), key: utf8.decode(percentDecode(rest.join('/'))) };
  } catch {
    return null;
  }
}

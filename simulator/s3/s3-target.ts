import { type Exchange, splitTarget } from '../wire/exchange.ts';
import { percentDecode } from './canonical-request.ts';
import { isS3Signed } from './signature-claim.ts';

/** The path of the S3 endpoint. `~` is not allowed in the name of a bucket, so no bucket has this name. */
const below = /^\/~s3(?=\/|\?|$)/;

/**
 * True for a request to S3: everything below `/~s3`, and every request with the signature of an S3 client. So the simulator's own
 * address is an S3 endpoint too, for clients that accept only a host without a path (s3cmd).
 */
export const isS3Target = ({ target, headers, query, domainPath }: Omit<Exchange, 'body' | 'now'>): boolean =>
  domainPath === null && (below.test(target) || isS3Signed(headers, query));

/** The part `bucket/object` of a request's path. */
export const pathBelowS3 = (target: string): string => (splitTarget(target)[0].replace(below, '') || '/').slice(1);

/** The bucket and the object in `bucket/object`. A missing part is empty. Null: not UTF-8. `//` in an object's name stays. */
export function readPath(path: string): { readonly bucket: string; readonly key: string } | null {
  const [bucket = '', ...rest] = path.split('/');
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { bucket: utf8.decode(percentDecode(bucket)), key: utf8.decode(percentDecode(rest.join('/'))) };
  } catch {
    return null;
  }
}

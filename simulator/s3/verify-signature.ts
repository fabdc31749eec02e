import { createHash, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '../keys/secret-key.ts';
import type { Exchange } from '../wire/exchange.ts';
import { canonicalRequest, signatureOf, stringToSign } from './canonical-request.ts';
import { unwrapChunks } from './chunked-body.ts';
import { isRefusal, type Refusal, refuse, secretNotFound, secretWrong } from './s3-refusal.ts';
import { readClaim, type SignatureClaim } from './signature-claim.ts';

/** The key that signed a request, and the region for which it signed. */
export interface S3Caller {
  readonly key: SecretKey;
  readonly region: string;
  /** The request with its body in one piece, even if it came in chunks. */
  readonly exchange: Exchange;
}

/** What the check of a signature needs from the service. */
interface S3Verification {
  /** The key if it works now, else a sentence why not. */
  readonly findKey: (accessKey: string) => SecretKey | string;
  /** The regions that the tenancy has subscribed to. */
  readonly regions: readonly string[];
  /** The region for a client that names no region or `us-east-1`. Null: the client must name the region. */
  readonly defaultRegion: string | null;
  readonly takesChunks: boolean;
}

/** In ms: the most that a request's time may differ from the service's clock. S3 allows more than the 5 minutes of Oracle's own APIs. */
const allowedS3Skew = 15 * 60_000;

/** Checks a request to S3: its time, its key, the region it was signed for, the signature, and the hash of the body. */
export function verifyS3Signature(
  exchange: Exchange,
  { findKey, regions, defaultRegion, takesChunks }: S3Verification,
): S3Caller | Refusal {
  const claim = readClaim(exchange.headers, exchange.query);
  if (typeof claim === 'string') return secretWrong(claim);
  const untimely = checkTime(claim, exchange.now);
  if (untimely) return untimely;
  const key = findKey(claim.accessKey);
  if (typeof key === 'string') return secretNotFound(key);
  const region = ['', 'us-east-1'].includes(claim.region) ? (defaultRegion ?? claim.region) : claim.region;
  if (!regions.includes(region)) {
    return secretNotFound(`The tenancy has not subscribed to the region ${claim.region} of the credential.`);
  }
  if (claim.service !== 's3') return secretWrong(`The service of the credential is ${claim.service}, not s3.`);
  const unsigned = ['host', ...Object.keys(exchange.headers).filter((name) => name.startsWith('x-amz-'))].find(
    (name) => !claim.signedHeaders.includes(name),
  );
  if (unsigned) return secretWrong(`${unsigned} is not signed.`);
  const unsent = claim.signedHeaders.find((name) => exchange.headers[name] === undefined);
  if (unsent) return secretWrong(`${unsent} is signed but not sent.`);

  const canonical = canonicalRequest({ ...exchange, ...claim });
  const expected = signatureOf(stringToSign(canonical, claim.time, claim.scope), key.secretKey, claim.scope);
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature))) {
    // The canonical request contains no secret. A developer who debugs a client compares this text first.
    return secretWrong(`The signature does not fit the canonical request ${JSON.stringify(canonical)}.`);
  }
  if (takesChunks && claim.payload.startsWith('STREAMING-')) {
    const unwrapped = unwrapChunks(exchange, claim, key.secretKey);
    return isRefusal(unwrapped) ? unwrapped : { key, region, exchange: unwrapped };
  }
  return checkPayload(claim.payload, exchange.body) ?? { key, region, exchange };
}

function checkTime({ time, expires }: SignatureClaim, now: number): Refusal | null {
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(time) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at)) return secretWrong('The time of the request is no time.');
  const isEarly = at - now > allowedS3Skew;
  if (expires !== null && !isEarly) {
    return now - at > expires * 1000 ? refuse(403, 'AccessDenied', 'Request has expired') : null;
  }
  if (!isEarly && now - at <= allowedS3Skew) return null;
  return refuse(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    `The request is of ${new Date(at).toISOString()}, the service's clock shows ${new Date(now).toISOString()}.`,
  );
}

function checkPayload(payload: string, body: Buffer): Refusal | null {
  if (payload === 'UNSIGNED-PAYLOAD') return null;
  // Oracle answers this to signed and unsigned chunks: `docs/oracle.md`, "Object Storage's S3 interface".
  if (payload.startsWith('STREAMING-')) return refuse(501, 'NotImplemented', 'AWS chunked encoding not supported.');
  if (!/^[0-9a-f]{64}$/.test(payload)) {
    return refuse(400, 'InvalidArgument', 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD or a valid sha256 value.');
  }
  if (createHash('sha256').update(body).digest('hex') === payload) return null;
  const differs = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  return refuse(400, 'XAmzContentSHA256Mismatch', differs);
}

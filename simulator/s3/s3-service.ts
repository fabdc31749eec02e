import type { SecretKey } from '../keys/secret-key.ts';
import type { Parts } from '../parts.ts';
import { type Exchange, isoTime, type Reply } from '../wire/exchange.ts';
import { answerBucket } from './bucket-endpoints.ts';
import { answerObject } from './object-endpoints.ts';
import { isKnownToS3 } from './propagation.ts';
import { isRefusal, refuse, unknownQuery, wrongMethod } from './s3-refusal.ts';
import { refusalReply, resultReply } from './s3-reply.ts';
import type { S3Answer } from './s3-request.ts';
import { pathBelowS3, readPath } from './s3-target.ts';
import { type S3Caller, verifyS3Signature } from './verify-signature.ts';
import { element } from './xml.ts';

/** Answers a request to Object Storage's S3 interface: checks the signature, then answers for the service, a bucket or an object. */
export function answerS3(parts: Parts, exchange: Exchange, requestId: string): Reply {
  const answer = answerSigned(parts, exchange);
  return isRefusal(answer) ? refusalReply(answer, { target: exchange.target, requestId }) : answer;
}

function answerSigned(parts: Parts, exchange: Exchange): S3Answer {
  const { tenancy, buckets, switches } = parts;
  const caller = verifyS3Signature(exchange, {
    findKey: (accessKey) => findWorkingKey(parts, accessKey, exchange.now),
    regions: [tenancy.homeRegion, ...tenancy.otherRegions].map((region) => region.name),
    defaultRegion: switches.s3DefaultRegion ? tenancy.homeRegion.name : null,
    takesChunks: switches.s3Chunks,
  });
  if (isRefusal(caller)) return caller;
  const path = readPath(pathBelowS3(exchange.target));
  if (path === null) return refuse(400, 'InvalidURI', "Couldn't parse the specified URI.");
  if (path.bucket === '') return listBuckets(parts, exchange, caller);
  const request = { exchange: caller.exchange, buckets, region: caller.region };
  return path.key === '' ? answerBucket(request, path.bucket) : answerObject(request, path.bucket, path.key);
}

/** The key, or a sentence why it does not work now. Object Storage accepts keys of all domains. */
function findWorkingKey(parts: Parts, accessKey: string, now: number): SecretKey | string {
  const { tenancy, keys, switches, seed } = parts;
  const key = tenancy.domains.map((domain) => keys.findByAccessKey(domain, accessKey)).find((each) => each !== null);
  if (!key) return 'No such access key is known.';
  if (key.status !== 'ACTIVE') return 'The key is inactive.';
  if (key.expiresOn !== null && key.expiresOn <= now) return 'The key has expired.';
  return isKnownToS3(key, now, switches.s3Delay, seed) ? key : 'The key is new, and not known everywhere yet.';
}

function listBuckets({ buckets, switches }: Parts, { method, query }: Exchange, { key, region }: S3Caller): S3Answer {
  if (method !== 'GET') return wrongMethod();
  if (!switches.s3ListBuckets) return refuse(403, 'AccessDenied', 'Access Denied', 'The switch s3ListBuckets is off.');
  const shown = buckets.list(region).map(({ name, created }) =>
    element('Bucket', [
      ['Name', name],
      ['CreationDate', isoTime(created)],
    ]),
  );
  const owner = element('Owner', [
    ['ID', key.owner.ocid],
    ['DisplayName', key.owner.displayName],
  ]);
  const result = resultReply('ListAllMyBucketsResult', [owner, element('Buckets', shown)]);
  return unknownQuery(query, ['max-buckets']) ?? result;
}

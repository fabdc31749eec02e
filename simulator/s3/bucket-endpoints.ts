import { emptyReply } from '../wire/exchange.ts';
import type { Bucket } from './bucket-store.ts';
import { listObjects } from './list-objects.ts';
import { listUploads } from './multipart-endpoints.ts';
import { malformedXml, noSuchBucket, notImplemented, refuse, unknownQuery, wrongMethod } from './s3-refusal.ts';
import { resultReply } from './s3-reply.ts';
import type { S3Answer, S3Request } from './s3-request.ts';
import { checkUpload } from './upload-checks.ts';
import { element, textsOf } from './xml.ts';

const mostKeys = 1000;

/** Deletes many objects in one request. A missing object counts as deleted, as everywhere in S3. */
function deleteObjects({ exchange }: S3Request, bucket: Bucket): S3Answer {
  const { body, headers, query } = exchange;
  const accepted = ['content-md5', 'x-amz-checksum-sha256', 'x-amz-checksum-crc32c'];
  if (!accepted.some((name) => headers[name] !== undefined)) {
    // Oracle's own sentence, which clients that send another checksum get too (seen on the live service).
    const missing = 'Missing required header: Content-MD5 or x-amz-checksum-sha256 or x-amz-checksum-crc32c';
    return refuse(400, 'InvalidRequest', missing);
  }
  const refused = unknownQuery(query, ['delete']) ?? checkUpload(exchange);
  if (refused) return refused;
  const text = body.toString('utf8');
  const keys = textsOf(text, 'Key');
  if (keys.length === 0 || keys.length > mostKeys) {
    return malformedXml();
  }
  for (const key of keys) bucket.objects.delete(key);
  const isQuiet = textsOf(text, 'Quiet')[0] === 'true';
  return resultReply('DeleteResult', isQuiet ? [] : keys.map((key) => element('Deleted', [['Key', key]])));
}

/** A bucket itself: make, find and remove it, tell its region, list its objects. */
export function answerBucket(request: S3Request, name: string): S3Answer {
  const { buckets, exchange, region } = request;
  if (exchange.method === 'PUT') return unknownQuery(exchange.query, []) ?? createBucket(request, name);
  const bucket = buckets.find(region, name);
  if (!bucket) return noSuchBucket();
  switch (exchange.method) {
    case 'GET':
      return readBucket(request, bucket);
    case 'HEAD':
      return unknownQuery(exchange.query, []) ?? emptyReply(200, { 'x-amz-bucket-region': bucket.region });
    case 'DELETE':
      return unknownQuery(exchange.query, []) ?? deleteBucket(request, bucket);
    case 'POST':
      return exchange.query.has('delete') ? deleteObjects(request, bucket) : notImplemented('An upload by a form.');
    default:
      return wrongMethod();
  }
}

function readBucket(request: S3Request, bucket: Bucket): S3Answer {
  const { query } = request.exchange;
  if (query.has('location')) {
    return unknownQuery(query, ['location']) ?? resultReply('LocationConstraint', bucket.region);
  }
  if (query.has('versioning')) return unknownQuery(query, ['versioning']) ?? resultReply('VersioningConfiguration', []);
  return query.has('uploads') ? listUploads(request, bucket) : listObjects(request, bucket);
}

/** Oracle's bucket names: letters, digits, full stops, hyphens and underscores. */
function createBucket({ buckets, exchange, region }: S3Request, name: string): S3Answer {
  if (!/^[A-Za-z0-9._-]{1,256}$/.test(name))
    return refuse(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  const location = textsOf(exchange.body.toString('utf8'), 'LocationConstraint')[0] ?? region;
  if (location !== region) {
    return refuse(
      400,
      'IllegalLocationConstraintException',
      `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    );
  }
  if (buckets.find(region, name)) {
    return refuse(409, 'BucketAlreadyOwnedByYou', 'The bucket you tried to create already exists, and you own it.');
  }
  buckets.add(name, region, exchange.now);
  return emptyReply(200, { location: `/${name}` });
}

function deleteBucket({ buckets }: S3Request, bucket: Bucket): S3Answer {
  if (bucket.objects.size > 0) return refuse(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty.');
  buckets.remove(bucket);
  return emptyReply(204);
}

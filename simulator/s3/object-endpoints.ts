import { emptyReply, headerOf } from '../wire/exchange.ts';
import type { Bucket, StoredObject } from './bucket-store.ts';
import { answerMultipart, isMultipart } from './multipart-endpoints.ts';
import { copyReply, copySource, full, storedHeaders } from './object-input.ts';
import { isRefusal, noSuchBucket, noSuchKey, refuse, unknownQuery, wrongMethod } from './s3-refusal.ts';
import type { S3Answer, S3Request } from './s3-request.ts';
import { checkUpload } from './upload-checks.ts';

/** An object: put it at once or in several parts, copy it, read all or part of it, delete it. */
export function answerObject(request: S3Request, bucketName: string, key: string): S3Answer {
  const { buckets, exchange, region } = request;
  const bucket = buckets.find(region, bucketName);
  if (!bucket) return noSuchBucket();
  if (isMultipart(exchange.query)) return answerMultipart(request, bucket, key);
  const refused = unknownQuery(exchange.query, []);
  if (refused) return refused;
  switch (exchange.method) {
    case 'PUT':
      return exchange.headers['x-amz-copy-source'] === undefined
        ? putObject(request, bucket, key)
        : copyObject(request, bucket, key);
    case 'GET':
    case 'HEAD':
      return readObject(request, bucket, key);
    case 'DELETE':
      bucket.objects.delete(key);
      return emptyReply(204);
    default:
      return wrongMethod();
  }
}

function putObject({ buckets, exchange }: S3Request, bucket: Bucket, key: string): S3Answer {
  if (Buffer.byteLength(key) > 1024) return refuse(400, 'KeyTooLongError', 'Your key is too long');
  if (exchange.headers['if-none-match'] === '*' && bucket.objects.has(key)) return preconditionFailed();
  const refused = checkUpload(exchange);
  if (refused) return refused;
  const { body, now: modified } = exchange;
  const stored = buckets.put(bucket, key, { body, modified, headers: storedHeaders(exchange) });
  return stored ? emptyReply(200, { etag: stored.etag }) : full();
}

function copyObject(request: S3Request, bucket: Bucket, key: string): S3Answer {
  const { buckets, exchange } = request;
  const object = copySource(request);
  if (isRefusal(object)) return object;
  const replaces = headerOf(exchange.headers, 'x-amz-metadata-directive') === 'REPLACE';
  const headers = replaces ? storedHeaders(exchange) : object.headers;
  const stored = buckets.put(bucket, key, { body: object.body, modified: exchange.now, headers });
  return stored ? copyReply('CopyObjectResult', stored) : full();
}

/** For GET and HEAD: Node's HTTP server sends no body after HEAD. */
function readObject({ exchange }: S3Request, bucket: Bucket, key: string): S3Answer {
  const object = bucket.objects.get(key);
  if (!object) return noSuchKey();
  const headers = {
    'content-type': 'application/octet-stream',
    ...object.headers,
    etag: object.etag,
    'last-modified': new Date(object.modified).toUTCString(),
    'accept-ranges': 'bytes',
  };
  const match = headerOf(exchange.headers, 'if-match');
  if (match !== undefined && !isAmong(match, object)) return preconditionFailed();
  const noneMatch = headerOf(exchange.headers, 'if-none-match');
  if (noneMatch !== undefined && isAmong(noneMatch, object)) return { status: 304, headers, body: null };
  const range = headerOf(exchange.headers, 'range');
  return range === undefined ? { status: 200, headers, body: object.body } : partOf(object, range, headers);
}

/** Answers with one range of the body. A header in another form is ignored, as HTTP requires, and the whole body is sent. */
function partOf({ body }: StoredObject, range: string, headers: Readonly<Record<string, string>>): S3Answer {
  const [, start = '', end = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (start === '' && end === '') return { status: 200, headers, body };
  const from = start === '' ? Math.max(0, body.length - Number(end)) : Number(start);
  const to = start === '' || end === '' ? body.length - 1 : Math.min(Number(end), body.length - 1);
  if (from > to) return refuse(416, 'InvalidRange', 'The requested range is not satisfiable');
  const contentRange = `bytes ${from}-${to}/${body.length}`;
  return { status: 206, headers: { ...headers, 'content-range': contentRange }, body: body.subarray(from, to + 1) };
}

const isAmong = (tags: string, { etag }: StoredObject): boolean =>
  tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^(?!")(.*)$/, '"$1"') === etag);

const preconditionFailed = () =>
  refuse(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');

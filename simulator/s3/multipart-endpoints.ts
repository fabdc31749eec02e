import { createHash, randomBytes } from 'node:crypto';
import { emptyReply, headerOf, isoTime } from '../wire/exchange.ts';
import type { Bucket, Upload } from './bucket-store.ts';
import { copyReply, copySource, full, storedHeaders } from './object-input.ts';
import { isRefusal, malformedXml, notImplemented, refuse, unknownQuery, wrongMethod } from './s3-refusal.ts';
import { resultReply } from './s3-reply.ts';
import type { S3Answer, S3Request } from './s3-request.ts';
import { checkUpload } from './upload-checks.ts';
import { element, textsOf } from './xml.ts';

const mostParts = 10_000;

/** True for a request that is about an upload in several parts. */
export const isMultipart = (query: URLSearchParams): boolean => query.has('uploads') || query.has('uploadId');

/** An upload in several parts: begin it, put or copy its parts, list them, join them, abort it. */
export function answerMultipart(request: S3Request, bucket: Bucket, key: string): S3Answer {
  const { exchange } = request;
  const { query, method } = exchange;
  if (query.has('uploads')) {
    return unknownQuery(query, ['uploads']) ?? (method === 'POST' ? begin(request, bucket, key) : wrongMethod());
  }
  const refused = unknownQuery(query, ['uploadId', 'partNumber', 'max-parts', 'part-number-marker', 'encoding-type']);
  if (refused) return refused;
  const id = query.get('uploadId') ?? '';
  const upload = bucket.uploads.get(id);
  if (upload?.key !== key) {
    return refuse(404, 'NoSuchUpload', 'The specified multipart upload does not exist.');
  }
  switch (method) {
    case 'PUT':
      return putPart(request, upload);
    case 'GET':
      return listParts(request, bucket, id, upload);
    case 'POST':
      return complete(request, bucket, id, upload);
    case 'DELETE':
      bucket.uploads.delete(id);
      return emptyReply(204);
    default:
      return wrongMethod();
  }
}

/** The unfinished uploads of a bucket. */
export function listUploads({ exchange }: S3Request, bucket: Bucket): S3Answer {
  const prefix = exchange.query.get('prefix') ?? '';
  const uploads = [...bucket.uploads].filter(([, { key }]) => key.startsWith(prefix));
  return (
    unknownQuery(exchange.query, ['uploads', 'prefix', 'max-uploads', 'encoding-type']) ??
    resultReply('ListMultipartUploadsResult', [
      ['Bucket', bucket.name],
      ['MaxUploads', 1000],
      ['IsTruncated', false],
      ...uploads.map(([id, { key, begun }]) =>
        element('Upload', [
          ['Key', key],
          ['UploadId', id],
          ['Initiated', isoTime(begun)],
        ]),
      ),
    ])
  );
}

function begin({ exchange }: S3Request, bucket: Bucket, key: string): S3Answer {
  const id = randomBytes(16).toString('hex');
  bucket.uploads.set(id, { key, begun: exchange.now, headers: storedHeaders(exchange), parts: new Map() });
  return resultReply('InitiateMultipartUploadResult', [
    ['Bucket', bucket.name],
    ['Key', key],
    ['UploadId', id],
  ]);
}

function putPart(request: S3Request, upload: Upload): S3Answer {
  const { buckets, exchange } = request;
  const number = Number(exchange.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > mostParts) {
    return refuse(400, 'InvalidArgument', `Part number must be an integer between 1 and ${mostParts}, inclusive`);
  }
  const copied = exchange.headers['x-amz-copy-source'] === undefined ? null : copySource(request);
  if (copied && isRefusal(copied)) return copied;
  const refused = copied ? null : checkUpload(exchange);
  if (refused) return refused;
  const body = copied ? rangeOf(copied.body, headerOf(exchange.headers, 'x-amz-copy-source-range')) : exchange.body;
  if (body === null) return refuse(416, 'InvalidRange', 'The requested range is not satisfiable');
  const part = buckets.putPart(upload, number, { body, modified: exchange.now });
  if (!part) return full();
  return copied ? copyReply('CopyPartResult', part) : emptyReply(200, { etag: part.etag });
}

/** The bytes of a range, or the whole body without a range. Null: the range is malformed or not within the body. */
function rangeOf(body: Buffer, range: string | undefined): Buffer | null {
  if (range === undefined) return body;
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  return from === '' || Number(to) >= body.length || Number(from) > Number(to)
    ? null
    : body.subarray(Number(from), Number(to) + 1);
}

const inOrder = ({ parts }: Upload) => [...parts].sort(([a], [b]) => a - b);

function listParts({ exchange }: S3Request, bucket: Bucket, id: string, upload: Upload): S3Answer {
  const after = Number(exchange.query.get('part-number-marker') ?? 0);
  const most = Math.min(Number(exchange.query.get('max-parts') ?? 1000), 1000);
  const left = inOrder(upload).filter(([number]) => number > after);
  const shown = left.slice(0, most);
  return resultReply('ListPartsResult', [
    ['Bucket', bucket.name],
    ['Key', upload.key],
    ['UploadId', id],
    ['PartNumberMarker', after],
    ['NextPartNumberMarker', shown.at(-1)?.[0] ?? null],
    ['MaxParts', most],
    ['IsTruncated', left.length > shown.length],
    ...shown.map(([number, { body, etag, modified }]) =>
      element('Part', [
        ['PartNumber', number],
        ['LastModified', isoTime(modified)],
        ['ETag', etag],
        ['Size', body.length],
      ]),
    ),
  ]);
}

/** Joins the parts. The entity tag is computed from those of the parts, as clients compute it. The least size of a part is not checked. */
function complete({ buckets, exchange }: S3Request, bucket: Bucket, id: string, upload: Upload): S3Answer {
  if (exchange.query.has('partNumber')) return notImplemented('A part by POST.');
  const text = exchange.body.toString('utf8');
  const [numbers, tags] = [textsOf(text, 'PartNumber').map(Number), textsOf(text, 'ETag')];
  if (numbers.length === 0 || numbers.length !== tags.length) {
    return malformedXml();
  }
  if (numbers.some((number, at) => at > 0 && number <= (numbers[at - 1] ?? 0))) {
    return refuse(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = numbers.flatMap((number, at) => {
    const part = upload.parts.get(number);
    return part && unquoted(part.etag) === unquoted(tags[at] ?? '') ? [part] : [];
  });
  if (parts.length < numbers.length) {
    return refuse(400, 'InvalidPart', 'One or more of the specified parts could not be found or did not match.');
  }
  const digests = Buffer.concat(parts.map(({ etag }) => Buffer.from(unquoted(etag), 'hex')));
  const etag = `"${createHash('md5').update(digests).digest('hex')}-${parts.length}"`;
  const body = Buffer.concat(parts.map((part) => part.body));
  // The parts are removed before the object is stored, to make room for it.
  bucket.uploads.delete(id);
  const stored = buckets.put(bucket, upload.key, { body, etag, modified: exchange.now, headers: upload.headers });
  if (!stored) return full();
  return resultReply('CompleteMultipartUploadResult', [
    ['Location', `/${bucket.name}/${upload.key}`],
    ['Bucket', bucket.name],
    ['Key', upload.key],
    ['ETag', etag],
  ]);
}

const unquoted = (etag: string): string => etag.replaceAll('"', '');

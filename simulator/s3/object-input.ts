import { headerOf, isoTime } from '../wire/exchange.ts';
import type { Part, StoredObject } from './bucket-store.ts';
import { noSuchBucket, noSuchKey, type Refusal, refuse } from './s3-refusal.ts';
import { resultReply } from './s3-reply.ts';
import type { S3Request } from './s3-request.ts';
import { readPath } from './s3-target.ts';

const storedNames = [
  'content-type',
  'content-encoding',
  'content-disposition',
  'content-language',
  'cache-control',
  'expires',
];

/** The headers that are stored with the object, and sent to clients that read it. */
export const storedHeaders = ({ headers }: S3Request['exchange']): Record<string, string> =>
  Object.fromEntries(
    Object.keys(headers)
      .filter((name) => storedNames.includes(name) || name.startsWith('x-amz-meta-'))
      .map((name) => [name, headerOf(headers, name) ?? '']),
  );

/** The object that `x-amz-copy-source` names. */
export function copySource({ buckets, exchange, region }: S3Request): StoredObject | Refusal {
  const source = readPath((headerOf(exchange.headers, 'x-amz-copy-source') ?? '').replace(/^\//, ''));
  const from = source === null ? undefined : buckets.find(region, source.bucket);
  if (source === null || !from) return noSuchBucket();
  return from.objects.get(source.key) ?? noSuchKey();
}

/** The result of a copy, of a whole object or of a part. */
export const copyReply = (name: string, { modified, etag }: Part) =>
  resultReply(name, [
    ['LastModified', isoTime(modified)],
    ['ETag', etag],
  ]);

/** The refusal when the simulator has no room for an upload. */
export const full = () =>
  refuse(400, 'EntityTooLarge', 'Your proposed upload exceeds what the simulator keeps in memory.');

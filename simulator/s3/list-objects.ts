import { isoTime } from '../wire/exchange.ts';
import type { Bucket, StoredObject } from './bucket-store.ts';
import { uriEncode } from './canonical-request.ts';
import { refuse, unknownQuery } from './s3-refusal.ts';
import { resultReply } from './s3-reply.ts';
import type { S3Answer, S3Request } from './s3-request.ts';
import { type Elements, element } from './xml.ts';

const first = ['prefix', 'delimiter', 'max-keys', 'encoding-type', 'marker'];
const second = [...first.slice(0, 4), 'list-type', 'start-after', 'continuation-token', 'fetch-owner'];
const largestPage = 1000;

/** Lists a bucket, in the first or second version of ListObjects. Names are sorted by their bytes. */
export function listObjects({ exchange }: S3Request, bucket: Bucket): S3Answer {
  const { query } = exchange;
  const isSecond = query.get('list-type') === '2';
  const refused = unknownQuery(query, isSecond ? second : first);
  if (refused) return refused;
  const maxKeys = query.get('max-keys') ?? String(largestPage);
  if (!/^\d{1,9}$/.test(maxKeys))
    return refuse(400, 'InvalidArgument', 'Provided max-keys not an integer or within range');
  const encoding = query.get('encoding-type');
  if (encoding !== null && encoding !== 'url')
    return refuse(400, 'InvalidArgument', 'Invalid Encoding Method specified');

  const token = query.get('continuation-token');
  const after = isSecond ? (token === null ? query.get('start-after') : fromToken(token)) : query.get('marker');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const size = Math.min(Number(maxKeys), largestPage);
  const { entries, isTruncated } = pageOf(bucket, { prefix, delimiter, after: after ?? '', size });
  const name = (text: string): string =>
    encoding === 'url' ? uriEncode(Buffer.from(text)).replaceAll('%2F', '/') : text;
  const last = isTruncated ? (entries.at(-1)?.name ?? null) : null;
  const paging: Elements = isSecond
    ? [
        ['KeyCount', entries.length],
        ['ContinuationToken', token],
        ['NextContinuationToken', last === null ? null : toToken(last)],
        ['StartAfter', query.get('start-after')],
      ]
    : [
        ['Marker', name(query.get('marker') ?? '')],
        ['NextMarker', last === null ? null : name(last)],
      ];
  return resultReply('ListBucketResult', [
    ['Name', bucket.name],
    ['Prefix', name(prefix)],
    ['Delimiter', delimiter === '' ? null : name(delimiter)],
    ['MaxKeys', size],
    ['EncodingType', encoding],
    ['IsTruncated', isTruncated],
    ...paging,
    ...entries.map(({ name: listed, object }) =>
      object ? contents(name(listed), object) : element('CommonPrefixes', [['Prefix', name(listed)]]),
    ),
  ]);
}

interface Entry {
  readonly name: string;
  /** Null: a common prefix. */
  readonly object: StoredObject | null;
}

function pageOf(bucket: Bucket, options: { prefix: string; delimiter: string; after: string; size: number }) {
  const { prefix, delimiter, after, size } = options;
  const entries: Entry[] = [];
  for (const [key, object] of sortedObjects(bucket)) {
    if (!key.startsWith(prefix)) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = cut < 0 ? { name: key, object } : { name: key.slice(0, cut + delimiter.length), object: null };
    if (byBytes(entry.name, after) <= 0 || entries.at(-1)?.name === entry.name) continue;
    if (entries.length === size) return { entries, isTruncated: size > 0 };
    entries.push(entry);
  }
  return { entries, isTruncated: false };
}

const sortedObjects = (bucket: Bucket) => [...bucket.objects].sort(([a], [b]) => byBytes(a, b));
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const contents = (key: string, { etag, modified, body }: StoredObject) =>
  element('Contents', [
    ['Key', key],
    ['LastModified', isoTime(modified)],
    ['ETag', etag],
    ['Size', body.length],
    ['StorageClass', 'STANDARD'],
  ]);

/** The token means nothing to clients. They send it back unchanged. */
const toToken = (name: string): string => Buffer.from(name).toString('base64url');
const fromToken = (token: string): string => Buffer.from(token, 'base64url').toString('utf8');

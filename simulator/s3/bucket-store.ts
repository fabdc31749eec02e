import { createHash } from 'node:crypto';

/** An object as it is kept; never changed, only replaced. */
export interface StoredObject {
  readonly body: Buffer;
  /** MD5 of the body in hexadecimal, of several parts that of theirs; in the quotes that belong to an entity tag. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Content-Type and its like, and `x-amz-meta-*`: what the client sent, and gets back. */
  readonly headers: Readonly<Record<string, string>>;
}

export type Part = Pick<StoredObject, 'body' | 'etag' | 'modified'>;

/** An upload in several parts that has not ended. */
export interface Upload {
  readonly key: string;
  readonly begun: number;
  readonly headers: StoredObject['headers'];
  readonly parts: Map<number, Part>;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: number;
  readonly objects: Map<string, StoredObject>;
  /** By their ids. */
  readonly uploads: Map<string, Upload>;
}

/**
 * The tenancy's buckets, in memory. They belong to the tenancy: every key that works may use each of them, in the region of the
 * bucket. The same name may stand for one in each region.
 */
export interface BucketStore {
  /** By name; those of all regions, unless one is told. */
  list(region?: string): readonly Bucket[];
  find(region: string, name: string): Bucket | undefined;
  add(name: string, region: string, now: number): Bucket;
  remove(bucket: Bucket): void;
  /**
   * Null where it would be too much for the memory of a stand-in: 10,000 objects and parts, 256 MiB. The entity tag is made from
   * the body unless one is told.
   */
  put(
    bucket: Bucket,
    key: string,
    object: Omit<StoredObject, 'etag'> & { readonly etag?: string },
  ): StoredObject | null;
  putPart(upload: Upload, number: number, part: Omit<Part, 'etag'>): Part | null;
  reset(): void;
}

/** Regions have no slash in their names. */
const placeOf = (region: string, name: string) => `${region}/${name}`;
const mostObjects = 10_000;
const mostBytes = 256 * 1024 * 1024;

/** Empty at first. */
export function createBucketStore(): BucketStore {
  const buckets = new Map<string, Bucket>();
  const hasRoomFor = (body: Buffer): boolean => {
    const all = [...buckets.values()].flatMap(({ objects, uploads }) => [
      ...objects.values(),
      ...[...uploads.values()].flatMap(({ parts }) => [...parts.values()]),
    ]);
    const bytes = all.reduce((sum, each) => sum + each.body.length, 0);
    return all.length < mostObjects && bytes + body.length <= mostBytes;
  };
  const etagOf = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;
  return {
    list: (region) =>
      [...buckets.values()]
        .filter((bucket) => region === undefined || bucket.region === region)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    find: (region, name) => buckets.get(placeOf(region, name)),
    add(name, region, created) {
      const bucket = { name, region, created, objects: new Map(), uploads: new Map() };
      buckets.set(placeOf(region, name), bucket);
      return bucket;
    },
    remove: (bucket) => void buckets.delete(placeOf(bucket.region, bucket.name)),
    put(bucket, key, object) {
      if (!hasRoomFor(object.body)) return null;
      const stored = { ...object, etag: object.etag ?? etagOf(object.body) };
      bucket.objects.set(key, stored);
      return stored;
    },
    putPart(upload, number, part) {
      if (!hasRoomFor(part.body)) return null;
      const stored = { ...part, etag: etagOf(part.body) };
      upload.parts.set(number, stored);
      return stored;
    },
    reset: () => buckets.clear(),
  };
}

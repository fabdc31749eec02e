import { createHash } from 'node:crypto';

/** A stored object. It is never changed, only replaced. */
export interface StoredObject {
  readonly body: Buffer;
  /** With its quotes: MD5 of the body in hexadecimal. For an upload in parts, MD5 of the MD5s of the parts. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Headers that the client sent and gets back: Content-Type and its like, and `x-amz-meta-*`. */
  readonly headers: Readonly<Record<string, string>>;
}

export type Part = Pick<StoredObject, 'body' | 'etag' | 'modified'>;

/** An unfinished upload in several parts. */
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
  /** By id. */
  readonly uploads: Map<string, Upload>;
}

export type BucketStore = ReturnType<typeof createBucketStore>;

/** A unique name, since the name of a region contains no slash. */
const endpointOf = (region: string, name: string) => `${region}/${name}`;
const mostObjects = 10_000;
const mostBytes = 256 * 1024 * 1024;

/**
 * The tenancy's buckets, in memory. At the start there are none. Every working key may use every bucket, in the region of the bucket.
 * Buckets in different regions may have the same name.
 */
export function createBucketStore() {
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
    /** Sorted by name; without a region, the buckets of all regions. */
    list: (region?: string): readonly Bucket[] =>
      [...buckets.values()]
        .filter((bucket) => region === undefined || bucket.region === region)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    find: (region: string, name: string) => buckets.get(endpointOf(region, name)),
    add(name: string, region: string, created: number): Bucket {
      const bucket = { name, region, created, objects: new Map(), uploads: new Map() };
      buckets.set(endpointOf(region, name), bucket);
      return bucket;
    },
    remove: (bucket: Bucket) => void buckets.delete(endpointOf(bucket.region, bucket.name)),
    /**
     * Null if the simulator has no room for it (10,000 objects and parts, 256 MiB). Without `etag`, the entity tag is computed from
     * the body.
     */
    put(bucket: Bucket, key: string, object: Omit<StoredObject, 'etag'> & { readonly etag?: string }) {
      if (!hasRoomFor(object.body)) return null;
      const stored = { ...object, etag: object.etag ?? etagOf(object.body) };
      bucket.objects.set(key, stored);
      return stored;
    },
    putPart(upload: Upload, number: number, part: Omit<Part, 'etag'>): Part | null {
      if (!hasRoomFor(part.body)) return null;
      const stored = { ...part, etag: etagOf(part.body) };
      upload.parts.set(number, stored);
      return stored;
    },
    reset: () => buckets.clear(),
  };
}

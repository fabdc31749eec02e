import type { Exchange, Reply } from '../wire/exchange.ts';
import type { BucketStore } from './bucket-store.ts';
import type { Refusal } from './s3-refusal.ts';

/** A request whose signature was checked. */
export interface S3Request {
  readonly exchange: Exchange;
  readonly buckets: BucketStore;
  /** The region that the request was signed for. */
  readonly region: string;
}

export type S3Answer = Reply | Refusal;

/**
 * What one ListBuckets request found out about a key.
 *
 * `works-without-listing`: the signature was accepted, and the key may not list buckets. `not-there`: the service does not know
 * the key yet, or not in this region. `clock`: this computer's clock is too far off. `busy`: the service has no time or has
 * trouble of its own. `not-s3`: something answered that does not speak S3. `refused`: for any other reason; `text` says which.
 */
export type Finding =
  | 'works'
  | 'works-without-listing'
  | 'not-there'
  | 'wrong-secret'
  | 'clock'
  | 'unreachable'
  | 'busy'
  | 'not-s3'
  | 'refused';

export interface Attempt {
  readonly finding: Finding;
  /** The service's own words, or the network's: one line, at most 1000 characters. */
  readonly text: string | null;
  readonly requestId: string | null;
  /** Seconds by which the clock of this computer is ahead of the service's (negative: behind); null where it did not say. */
  readonly clockAheadSeconds: number | null;
  /** Seconds for which a busy service asks to be left alone (`Retry-After`); null where it does not. */
  readonly waitSeconds: number | null;
}

/** What S3 clients do when they accept a key. */
export const isAccepted = ({ finding }: Attempt): boolean => finding === 'works' || finding === 'works-without-listing';

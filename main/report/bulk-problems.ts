/** Problems of every key: nothing reaches the service, the service refuses the account or gets too many requests, or the disk is full. */
const ofEveryKey: readonly string[] = [
  'bulk-account-changed',
  'internal',
  'journal-failed',
  'locked',
  'signed-out',
  'session-over',
  'vault-failed',
  'credential-missing',
  'not-authenticated',
  'clock-skew',
  'proxy-password',
  'certificate',
  'unreachable',
  'timed-out',
  'too-many-requests',
  'redirected',
  'foreign-address',
];

/** After so many lost answers in a row the service counts as gone. */
export const MOST_LOST = 5;
/** Milliseconds to wait after a 429 that names no time: doubled each time, up to the longest. */
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60_000;
/** The most waits in a row for one key: after that the service counts as too busy. */
const MOST_WAITS = 8;

interface AnyProblem {
  readonly kind: string;
  readonly retryAfterSeconds?: number | null;
}

/** Whether the next key would fail as this one did. */
export const concernsEveryKey = ({ kind }: AnyProblem): boolean => ofEveryKey.includes(kind);

/** Whether the request may have been carried out although its answer is missing or bad. */
export const isLost = (problem: { readonly kind: string }): boolean =>
  'delivery' in problem && problem.delivery === 'unknown';

/**
 * The pause, in milliseconds, before a request that was sent `sent` times is sent again; null: it is not sent again. Only after a 429 is it
 * sent again, since the service then says that it did nothing.
 */
export function pauseBeforeNext({ kind, retryAfterSeconds }: AnyProblem, sent: number): number | null {
  if (kind !== 'too-many-requests' || sent > MOST_WAITS) return null;
  return retryAfterSeconds ? retryAfterSeconds * 1000 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (sent - 1));
}

import type { Failure, FailureKind } from '../../bridge/values/failure.ts';

/** What goes away by itself: the network, the VPN, a service that is too busy to answer. */
const passing: ReadonlySet<FailureKind> = new Set(['unreachable', 'timed-out']);

const firstMs = 4000;
const longestMs = 60_000;

/**
 * Milliseconds until a view that could not be read asks again by itself; false when isQuestionOpen again would change nothing.
 * Doubles with each failure up to a minute; `chance` (0 to 1) spreads the views, so that they do not all ask at once.
 */
export const nextTry = (failure: Failure | null, failures: number, chance: number): number | false => {
  if (failure === null || !passing.has(failure.kind)) return false;
  const pause = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 10));
  return Math.round(pause * (0.75 + chance / 2));
};

import type { Failure } from '../../bridge/values/failure.ts';

/** Failures that pass by themselves: no network, no VPN, a busy service. */
const passing: ReadonlySet<string> = new Set(['unreachable', 'timed-out']);

const firstMs = 4000;
const longestMs = 60_000;

/**
 * Milliseconds until a view reads again after a failure. False for a failure that does not pass by itself. The pause doubles with
 * each failure up to a minute. `chance` (0 to 1) spreads the views, so that they do not all read at once.
 */
export const nextTry = (failure: Failure | null, failures: number, chance: number): number | false => {
  if (failure === null || !passing.has(failure.kind)) return false;
  const pause = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 10));
  return Math.round(pause * (0.75 + chance / 2));
};

import { failed, type Outcome } from '../basics/outcome.ts';
import type { OracleClientOptions } from './oracle-client.ts';
import type { OracleProblem } from './oracle-problem.ts';
import { brokenOff } from './transport.ts';

export interface RetryPolicy {
  /** How often a read is sent at most, the first time included. */
  readonly attempts: number;
  /** The back-off doubles from this many ms ... */
  readonly baseMs: number;
  /** ... up to this many. */
  readonly capMs: number;
  /** No further attempt begins later than this many ms after the first. */
  readonly patienceMs: number;
}

export interface Attempt<T> {
  readonly outcome: Outcome<T, OracleProblem>;
  /** What the answer's `Retry-After` asks for, in ms. */
  readonly retryAfterMs: number | null;
}

/**
 * Repeats a read while it fails in a way that may pass: 429, 5xx, a fault of the network. Waits at least as long as
 * `Retry-After` says, and otherwise a random part of a doubling time ("full jitter"), so that many clients do not come back
 * together. A wait that would outlast the patience is not begun: the problem is handed over at once.
 */
export async function retryRead<T>(
  attempt: () => Promise<Attempt<T>>,
  policy: RetryPolicy,
  clock: OracleClientOptions['clock'],
  host: string,
  signal?: AbortSignal,
): Promise<Outcome<T, OracleProblem>> {
  const began = clock.now();
  for (let sent = 1; ; sent += 1) {
    const { outcome, retryAfterMs } = await attempt();
    if (outcome.ok || sent >= policy.attempts || !mayPass(outcome.problem)) return outcome;
    const backOff = Math.random() * Math.min(policy.capMs, policy.baseMs * 2 ** (sent - 1));
    const wait = (retryAfterMs ?? 0) + backOff;
    if (clock.now() - began + wait > policy.patienceMs) return outcome;
    try {
      await clock.sleep(wait, signal);
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
    if (signal?.aborted) return failed({ requestId: null, host, kind: 'cancelled', delivery: 'unknown' });
  }
}

/** True of a failure of a read that may be gone a little later. */
export function mayPass(problem: OracleProblem): boolean {
  switch (problem.kind) {
    case 'unreachable':
    case 'timed-out':
    case 'too-many-requests':
      return true;
    case 'service-error':
      return problem.status !== 501;
    case 'unexpected-answer':
      return problem.what === brokenOff;
    default:
      return false;
  }
}

import type { Clock } from '../basics/clock.ts';
import { failed } from '../basics/outcome.ts';
import type { Answer } from '../oracle/oracle-client.ts';
import { cancelled, type OracleProblem } from '../oracle/oracle-problem.ts';
import { mayPass } from '../oracle/retry.ts';
import type { Pace } from './pace.ts';

/** Calls to one host at the same time. Electron opens six connections to a host, so other calls of Keydesk always find a free one. */
const callsAtOnce = 4;
/** The most times that a call is sent if it fails in a way that may pass. */
const mostAttempts = 5;
/** The most times that a call is sent if the service refuses it because of too many calls. */
const mostRefusals = 20;
const longestWaitMs = 10_000;

/** A reason that ends the reading of all domains, and not only of the one where it occurred. */
export type Halt = 'session' | 'offline';

/** Why the reading of all domains must end after this problem; null: it concerns one domain alone. */
export function haltOf({ kind }: OracleProblem): Halt | null {
  if (kind === 'session-over' || kind === 'not-authenticated' || kind === 'proxy-password') return 'session';
  return kind === 'unreachable' ? 'offline' : null;
}

/** Sends the calls of a report: paced, a few at a time, and again while they fail in a way that may pass. */
export function createAsk(options: {
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly signal: AbortSignal;
  /** Whether the service answers at all. Called when a domain cannot be reached. */
  readonly isOnline: () => Promise<boolean>;
  /** Called with what ends the reading as a whole. */
  readonly onHalt: (halt: Halt, problem: OracleProblem) => void;
  /** Called after each call. */
  readonly onSent: () => void;
}) {
  const { clock, signal, isOnline, onHalt, onSent } = options;
  const hosts = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  async function oneOfFew<T>(host: string, work: () => Promise<T>): Promise<T> {
    const calls = hosts.get(host) ?? { running: 0, waiting: [] };
    hosts.set(host, calls);
    if (calls.running < callsAtOnce) calls.running += 1;
    else await new Promise<void>((resolve) => calls.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = calls.waiting.shift();
      if (next === undefined) calls.running -= 1;
      else next();
    }
  }

  /** False: the reading has been stopped. */
  const wait = async (ms: number): Promise<boolean> => {
    if (ms > 0 && !signal.aborted) await clock.sleep(ms, signal).catch(() => {});
    return !signal.aborted;
  };

  async function ask<T>(
    { pace, host }: { readonly pace: Pace; readonly host: string },
    call: (signal: AbortSignal) => Answer<T>,
  ): Answer<T> {
    let attempts = 0;
    let refusals = 0;
    for (;;) {
      const departure = signal.aborted ? null : await pace.take(signal).catch(() => null);
      if (departure === null || signal.aborted) return failed(cancelled);
      departure.countedAt = null;
      const outcome = await oneOfFew(host, () => call(signal)).finally(() => {
        departure.countedAt = Math.max(departure.leftAt, clock.now());
      });
      onSent();
      if (outcome.ok) return outcome;
      const { problem } = outcome;
      if (signal.aborted) return failed(cancelled);
      if (problem.kind === 'too-many-requests') {
        refusals += 1;
        pace.slower(departure.leftAt, (problem.retryAfterSeconds ?? 1) * 1000);
        if (refusals >= mostRefusals) return outcome;
        continue;
      }
      attempts += 1;
      if (!mayPass(problem) || attempts >= mostAttempts) {
        const halt = haltOf(problem);
        // One domain that cannot be reached is a gap; a network that is gone ends the reading.
        if (halt === 'session' || (halt === 'offline' && !(await isOnline()))) onHalt(halt, problem);
        return outcome;
      }
      if (!(await wait(Math.min(longestWaitMs, 500 * 2 ** (attempts - 1))))) return failed(cancelled);
    }
  }

  return ask;
}

export type Ask = ReturnType<typeof createAsk>;

import type { Clock } from '../basics/clock.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { concernsEveryKey, isLost } from '../report/bulk-problems.ts';

export interface RotationRun {
  readonly what: 'deactivating' | 'deleting' | 'saved';
  readonly keyName: string;
  readonly done: number;
  readonly of: number;
  readonly stopping: boolean;
}

export interface RunStanding<Problem> {
  readonly run: RotationRun | null;
  /** What kept the rest of the last run from being tried; null: nothing did. */
  readonly halted: Problem | null;
}

export interface RunItem<Problem> {
  readonly keyName: string;
  readonly work: (signal: AbortSignal) => Promise<Outcome<unknown, Problem>>;
}

type AnyProblem = { readonly kind: string };
export type RotationBusy = { readonly kind: 'rotation-busy' };

/** Milliseconds to wait after a 429 that names no time: doubled each time, up to the longest. Then the most waits for one key. */
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60_000;
const MOST_WAITS = 8;
/** After so many lost answers in a row the service counts as gone. */
const MOST_LOST = 5;

/**
 * One step for many rotations, one after the other. Only a request that got a 429 is sent again. A problem that would meet every key halts
 * the rest.
 */
export function createRunMany<Problem extends AnyProblem>(clock: Clock, onDefect: (error: unknown) => void) {
  const { state, subscribe, change } = createObservable<RunStanding<Problem>>({ run: null, halted: null });
  let stop = new AbortController();
  let working: Promise<void> | null = null;

  async function attempt({ work }: RunItem<Problem>): Promise<Outcome<unknown, Problem>> {
    for (let sent = 1; ; sent += 1) {
      const done = await work(stop.signal);
      if (done.ok || done.problem.kind !== 'too-many-requests' || sent > MOST_WAITS || stop.signal.aborted) return done;
      const seconds = 'retryAfterSeconds' in done.problem ? Number(done.problem.retryAfterSeconds) : 0;
      const ms = seconds > 0 ? seconds * 1000 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (sent - 1));
      await clock.sleep(ms, stop.signal).catch(() => {});
    }
  }

  async function work(what: RotationRun['what'], items: readonly RunItem<Problem>[]) {
    let lost = 0;
    let halted: Problem | null = null;
    for (const [done, item] of items.entries()) {
      if (stop.signal.aborted) break;
      change({ run: { what, keyName: item.keyName, done, of: items.length, stopping: false }, halted: null });
      const outcome = await attempt(item);
      if (outcome.ok) {
        lost = 0;
        continue;
      }
      const { problem } = outcome;
      lost = isLost(problem as never) ? lost + 1 : 0;
      if (!concernsEveryKey(problem as never) && lost < MOST_LOST) continue;
      halted = problem;
      break;
    }
    change({ run: null, halted });
  }

  return {
    state,
    subscribe,
    start(what: RotationRun['what'], items: readonly RunItem<Problem>[]): Outcome<null, RotationBusy> {
      if (working !== null) return failed({ kind: 'rotation-busy' });
      stop = new AbortController();
      working = work(what, items)
        .catch((error) => {
          onDefect(error);
          change({ run: null, halted: null });
        })
        .finally(() => {
          working = null;
        });
      return success(null);
    },
    stop(): Outcome<null, never> {
      stop.abort();
      const { run, halted } = state();
      if (run !== null) change({ run: { ...run, stopping: true }, halted });
      return success(null);
    },
    /** Resolves when nothing runs. */
    settled: async () => working ?? undefined,
  };
}

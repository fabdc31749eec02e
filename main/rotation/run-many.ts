import type { RotationsState } from '../../bridge/values/rotation.ts';
import type { Clock } from '../basics/clock.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { concernsEveryKey, isLost, MOST_LOST, pauseBeforeNext } from '../report/bulk-problems.ts';
import type { RotationBusy, RotationProblem } from './rotation-contract.ts';

type RotationRun = NonNullable<RotationsState['run']>;

export interface RunStanding extends Pick<RotationsState, 'run'> {
  /** What kept the rest of the last run from being tried; null: nothing did. */
  readonly halted: RotationProblem | null;
}

interface RunItem {
  readonly keyName: string;
  readonly work: (signal: AbortSignal) => Promise<Outcome<unknown, RotationProblem>>;
}

/**
 * One step for many rotations, one after the other. Only a request that got a 429 is sent again. A problem that would meet every key halts
 * the rest.
 */
export function createRunMany(clock: Clock, onDefect: (error: unknown) => void) {
  const { state, subscribe, change } = createObservable<RunStanding>({ run: null, halted: null });
  let stop = new AbortController();
  let working: Promise<void> | null = null;

  async function attempt({ work }: RunItem) {
    for (let sent = 1; ; sent += 1) {
      const done = await work(stop.signal);
      const pause = done.ok ? null : pauseBeforeNext(done.problem, sent);
      if (pause === null || stop.signal.aborted) return done;
      await clock.sleep(pause, stop.signal).catch(() => {});
    }
  }

  async function work(what: RotationRun['what'], items: readonly RunItem[]) {
    let lost = 0;
    let halted: RotationProblem | null = null;
    for (const [done, item] of items.entries()) {
      if (stop.signal.aborted) break;
      change({ run: { what, keyName: item.keyName, done, of: items.length, stopping: false }, halted: null });
      const outcome = await attempt(item);
      if (outcome.ok) {
        lost = 0;
        continue;
      }
      const { problem } = outcome;
      lost = isLost(problem) ? lost + 1 : 0;
      if (!concernsEveryKey(problem) && lost < MOST_LOST) continue;
      halted = problem;
      break;
    }
    change({ run: null, halted });
  }

  return {
    state,
    subscribe,
    start(what: RotationRun['what'], items: readonly RunItem[]): Outcome<null, RotationBusy> {
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

export type RunMany = ReturnType<typeof createRunMany>;

import type { Failure } from '../../bridge/values/failure.ts';
import { failed, type Outcome } from '../outcome.ts';
import { printableValue } from '../printable.ts';
import { toFailure } from './failure-sentences.ts';
import type { Problem } from './problem.ts';

type Answered<R> = { ok: true; value: R } | { ok: false; failure: Failure };

/** Writes down a defect without secrets and gives the reference under which it stands in the log. */
export type ReportDefect = (error: unknown) => string;

/**
 * Turns the outcome of a use case into the plain data that crosses the bridge, copied, so that nothing of main is shared.
 * A defect becomes a failure of kind `internal`: nothing is ever thrown across.
 */
export function createAnswer(reportDefect: ReportDefect, onFailure: (failure: Failure) => void) {
  const refuse = (problem: Problem) => {
    const failure = printableValue(toFailure(problem));
    onFailure(failure);
    return { ok: false, failure } as const;
  };

  return async function answer<T, R>(
    work: () => Promise<Outcome<T, Problem>> | Outcome<T, Problem>,
    show: (value: T) => R,
  ): Promise<Answered<R>> {
    try {
      const outcome = await work();
      if (outcome.ok) return { ok: true, value: printableValue(show(outcome.value)) };
      return refuse(outcome.problem);
    } catch (error) {
      return refuse({ kind: 'internal', reference: reportDefect(error) });
    }
  };
}

export type Answer = ReturnType<typeof createAnswer>;

/** Refuses everything while the app is locked. Unlocking itself goes through the answer without this gate. */
export const whenUnlocked =
  (answer: Answer, isLocked: () => boolean): Answer =>
  (work, show) =>
    isLocked() ? answer(() => failed({ kind: 'locked' } as const), show) : answer(work, show);

/** For calls whose success has nothing to tell. */
export const nothing = () => null;

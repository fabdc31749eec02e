import type { Failure } from '../../bridge/values/failure.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { printableValue } from '../basics/printable.ts';
import { toFailure } from './failure-sentences.ts';
import type { Problem } from './problem.ts';

type BridgeResult<R> = { readonly ok: true; readonly value: R } | { readonly ok: false; readonly failure: Failure };
/** Writes down a defect without secrets and returns the reference under which it is in the log. */
type ReportDefect = (error: unknown) => string;

/**
 * Turns the outcome of a use case into the plain data that crosses the bridge, copied, so that nothing of main is shared.
 * A defect becomes a failure of kind `internal`: nothing is ever thrown across the bridge.
 */
export function createRespond(reportDefect: ReportDefect, onFailure: (failure: Failure) => void) {
  const refuse = (problem: Problem) => {
    const failure = printableValue(toFailure(problem));
    onFailure(failure);
    return { ok: false, failure } as const;
  };

  /** `show` turns the value into what the page sees. Without `show` the page sees the value itself, and `R` is `T`. */
  return async function respond<T, R = T>(
    work: () => Promise<Outcome<T, Problem>> | Outcome<T, Problem>,
    show: (value: T) => R = (value) => value as never,
  ): Promise<BridgeResult<R>> {
    try {
      const outcome = await work();
      return outcome.ok ? { ok: true, value: printableValue(show(outcome.value)) } : refuse(outcome.problem);
    } catch (error) {
      return refuse({ kind: 'internal', reference: reportDefect(error) });
    }
  };
}

export type Respond = ReturnType<typeof createRespond>;

/** Refuses everything while the app is locked. The call to unlock does not use this. */
export const whenUnlocked =
  (respond: Respond, isLocked: () => boolean): Respond =>
  (work, show) =>
    isLocked() ? respond(() => failed({ kind: 'locked' } as const), show) : respond(work, show);

/** For work that has no problems of its own, and returns no value. */
export const carryOut = (respond: Respond, work: () => unknown) =>
  respond(async () => {
    await work();
    return success(null);
  });

/** For calls that return no value when they succeed. */
export const nothing = () => null;

/** What a use case returns: the value, or the problem as data. `handlers` makes the sentences for people from it. */
export type Outcome<T, P> = Success<T> | Failed<P>;
export type Success<T> = { readonly ok: true; readonly value: T };
export type Failed<P> = { readonly ok: false; readonly problem: P };

export const success = <T>(value: T): Success<T> => ({ ok: true, value });
export const failed = <const P>(problem: P): Failed<P> => ({ ok: false, problem });

/** A state of the bridge, with the problem as data in the place of the failure. */
export type WithProblem<State, P> = State extends { readonly failure: infer Failure }
  ? Omit<State, 'failure'> & { readonly problem: P | Extract<Failure, null> }
  : State;

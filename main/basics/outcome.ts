/** What a use case returns: the value, or the problem as data. `handlers` makes the sentences for people from it. */
export type Outcome<T, P> = Success<T> | Failed<P>;
export type Success<T> = { readonly ok: true; readonly value: T };
export type Failed<P> = { readonly ok: false; readonly problem: P };

export const success = <T>(value: T): Success<T> => ({ ok: true, value });
export const failed = <const P>(problem: P): Failed<P> => ({ ok: false, problem });

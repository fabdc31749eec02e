import type { Side } from './side.ts';

/** What a probe found, as short lines. No line holds a value that names anybody. */
export interface Facts {
  /** Compared, line by line, with those of the simulator. */
  readonly compared: readonly string[];
  /** Not compared: the service's own words, how long something took. */
  readonly noted: readonly string[];
}

/** Throws `notPossible` where the tenancy, or what earlier probes have left, does not allow the question. */
export type Ask = (side: Side) => Promise<Facts>;
/** The code of the probes that `docs/probes.md` does not write as one request, by their ids. */
export type ProbeCode = Readonly<Record<string, Ask>>;

export const notPossible = (reason: string) => Object.assign(new Error(reason), { notPossible: true as const });
/** The reason, if the error is one of `notPossible`. */
export const reasonWhyNot = (error: unknown): string | null =>
  error instanceof Error && 'notPossible' in error ? error.message : null;

/** What an earlier probe has left; without it there is no question. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notPossible(`${what} could not be made`);
  return value;
}

import type { Side } from './side.ts';

/** What a probe found, as short lines. No line contains a value that identifies a user or company. */
export interface Facts {
  /** These lines are compared with the lines of the simulator. */
  readonly compared: readonly string[];
  /** These lines are not compared: the service's own words, and times. */
  readonly noted: readonly string[];
}

/** Throws `notPossible` if the tenancy, or a failed earlier probe, does not allow the question. */
export type Ask = (side: Side) => Promise<Facts>;
/** By id: the code of the probes that `docs/probes.md` does not describe as one request. */
export type ProbeCode = Readonly<Record<string, Ask>>;

export const notPossible = (reason: string) => Object.assign(new Error(reason), { notPossible: true as const });
/** The reason, if `notPossible` made the error. Else null. */
export const reasonWhyNot = (error: unknown): string | null =>
  error instanceof Error && 'notPossible' in error ? error.message : null;

/** Returns what an earlier probe made. Throws `notPossible` if it is undefined. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notPossible(`${what} could not be made`);
  return value;
}

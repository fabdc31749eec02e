import { setTimeout as wait } from 'node:timers/promises';

/** The clock that use cases get as a parameter. All times are in milliseconds; `now` counts from 1970. */
export interface Clock {
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls back once. Returns a function that cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** An ISO 8601 instant for people: `2026-11-27 16:05 UTC`. */
export const utcTime = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

import { isDeepStrictEqual } from 'node:util';
import { createObservable, type Observable } from '../basics/observable.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { PolicyReading } from './policy-reading.ts';
import { createPolicyRules, type PolicyRules } from './policy-rules.ts';

interface PolicyOptions {
  /** The reading from the start, before anything else was done. */
  readonly first: PolicyReading;
  readonly read: () => Promise<PolicyReading>;
}

/** What the company prescribes, as last read, and what that allows. Listeners are called only after a change. */
export interface Policy extends Observable<PolicyReading>, PolicyRules {
  /** Reads it again. */
  refresh(): Promise<void>;
}

export function createPolicy({ first, read }: PolicyOptions): Policy {
  const { state, subscribe, change } = createObservable(first);
  const queue = createSerialQueue();
  return {
    state,
    subscribe,
    ...createPolicyRules(state),
    refresh: () =>
      queue(async () => {
        const next = await read();
        if (!isDeepStrictEqual(next, state())) change(next);
      }),
  };
}

import { isDeepStrictEqual } from 'node:util';
import { createObservable } from '../basics/observable.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { PolicyReading } from './policy-reading.ts';
import { createPolicyRules } from './policy-rules.ts';

/**
 * What the company prescribes, as last read, and what that allows. `first`: the reading from the start, before anything else was done.
 * Listeners are called only after a change.
 */
export function createPolicy(first: PolicyReading, read: () => Promise<PolicyReading>) {
  const { state, subscribe, change } = createObservable(first);
  const queue = createSerialQueue();
  return {
    state,
    subscribe,
    ...createPolicyRules(state),
    /** Reads the policies again. */
    refresh: () =>
      queue(async () => {
        const next = await read();
        if (!isDeepStrictEqual(next, state())) change(next);
      }),
  };
}

export type Policy = ReturnType<typeof createPolicy>;

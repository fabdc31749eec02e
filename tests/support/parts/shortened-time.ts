/**
 * A clock on which each sleep ends at once and moves the time forward. The service uses this clock too, so that ten minutes of waiting
 * take only as long as their requests. `aheadMs`: milliseconds by which this computer's clock is ahead of the service's.
 */
export function createShortenedTime() {
  let passed = 0;
  const begun = Date.now();
  const serviceNow = () => begun + passed;
  const time = {
    aheadMs: 0,
    /** Called after each sleep. */
    onWake: () => {},
    serviceNow,
    pass(ms: number) {
      passed += ms;
    },
    clock: {
      now: (): number => serviceNow() + time.aheadMs,
      sleep: async (ms: number, signal?: AbortSignal): Promise<void> => {
        signal?.throwIfAborted();
        passed += ms;
        // Lets aborted work end first.
        await new Promise((resolve) => setImmediate(resolve));
        time.onWake();
        signal?.throwIfAborted();
      },
    },
  };
  return time;
}

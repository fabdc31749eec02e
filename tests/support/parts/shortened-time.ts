/**
 * A clock on which whoever sleeps wakes at once, and it is that much later. It is the service's clock as well, so that ten
 * minutes of waiting are as long as the requests in them. `aheadMs`: by how much this computer's clock is wrong.
 */
export function createShortenedTime() {
  let passed = 0;
  const begun = Date.now();
  const serviceNow = () => begun + passed;
  const time = {
    aheadMs: 0,
    /** Called as soon as somebody has slept. */
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
        // What was aborted meanwhile gets its turn.
        await new Promise((resolve) => setImmediate(resolve));
        time.onWake();
        signal?.throwIfAborted();
      },
    },
  };
  return time;
}

/** A clock that stands still until a test moves it. Timers run in order, each at its own time. */
export function createFakeClock(start = Date.parse('2026-11-27T08:00:00Z')) {
  let now = start;
  let timers: { readonly at: number; readonly run: () => void }[] = [];

  const runDue = (until: number, onTime: boolean) => {
    for (;;) {
      const [next] = timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
      if (next === undefined) return;
      timers = timers.filter((timer) => timer !== next);
      if (onTime) now = Math.max(now, next.at);
      next.run();
    }
  };

  return {
    now: () => now,
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    /** The time until the next timer; null: there is none. */
    next: () => (timers.length === 0 ? null : Math.min(...timers.map(({ at }) => at)) - now),
    advance(ms: number) {
      const until = now + ms;
      runDue(until, true);
      now = until;
    },
    /** A computer that sleeps: its timers run late, all at once, when it wakes up. */
    sleep(ms: number) {
      now += ms;
      runDue(now, false);
    },
  };
}

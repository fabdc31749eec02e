import type { Page } from '@playwright/test';

/**
 * Holds all timers of that length, until the page is loaded anew: what ends by itself after a time ends when the test says so, and
 * not before a slow machine has looked. There may be several of one length, so all of them run.
 */
export async function holdTimers(page: Page, ms: number) {
  await page.evaluate((length) => {
    const later = window.setTimeout;
    const heldTimers: (() => void)[] = [];
    const wait = (run: () => void, time?: number) => (time === length ? heldTimers.push(run) && 0 : later(run, time));
    Object.assign(window, { setTimeout: wait, heldTimers });
  }, ms);
  const take = (then: 'run' | 'forget') =>
    page.evaluate((what) => {
      const timers: (() => void)[] = Reflect.get(window, 'heldTimers').splice(0);
      if (what === 'run') for (const run of timers) run();
    }, then);
  return { run: () => take('run'), forget: () => take('forget') };
}

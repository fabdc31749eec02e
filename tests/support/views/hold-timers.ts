import type { Page } from '@playwright/test';

/**
 * Holds the page's timers of this length until the page is reloaded, so that nothing ends before a slow machine has checked it. `run` runs
 * all held timers, `forget` drops them. `holdMainTimers` does the same in main.
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

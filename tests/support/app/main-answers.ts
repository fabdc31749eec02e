import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';

/** Waits until main answers the calls of its page, which begins after the first screen. A test calls sooner than a person could. */
export async function mainAnswers(app: ElectronApplication, patience: number): Promise<void> {
  const end = performance.now() + patience;
  // Main adds this listener last, before it answers the page.
  while (!(await app.evaluate((electron) => electron.app.listenerCount('activate') > 0))) {
    if (performance.now() > end) throw new Error('Main has not been built.');
    await wait(20);
  }
}

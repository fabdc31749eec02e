import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';

/** Waits until main answers the calls of its page, which it does behind the first screen. A test calls sooner than a person could. */
export async function mainAnswers(app: ElectronApplication, patience: number): Promise<void> {
  const end = performance.now() + patience;
  // The last of its listeners before it lets the page in.
  while (!(await app.evaluate((electron) => electron.app.listenerCount('activate') > 0))) {
    if (performance.now() > end) throw new Error('Main has not been built.');
    await wait(20);
  }
}

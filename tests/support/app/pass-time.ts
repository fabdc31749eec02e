import type { ElectronApplication } from '@playwright/test';

/** Moves the clock of the main process forward by so many milliseconds. Running timers end at their old time. */
export async function passTime(app: ElectronApplication, ms: number): Promise<void> {
  await app.evaluate((_electron, more) => {
    const before = Date.now;
    Date.now = () => before() + more;
  }, ms);
}

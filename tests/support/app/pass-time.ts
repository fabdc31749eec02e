import type { ElectronApplication } from '@playwright/test';

/**
 * Lets it be so many milliseconds later in the main process: what it reads off its clock from now on. Timers that run already
 * end when they would have.
 */
export async function passTime(app: ElectronApplication, ms: number): Promise<void> {
  await app.evaluate((_electron, more) => {
    const before = Date.now;
    Date.now = () => before() + more;
  }, ms);
}

import type { ElectronApplication } from '@playwright/test';

/** What the window is told about screen captures from now on: the call is seen, its effect is the system's. */
export async function watchCaptureHiding(app: ElectronApplication) {
  const calls = await app.evaluateHandle(({ BrowserWindow }) => {
    const told: boolean[] = [];
    const window = BrowserWindow.getAllWindows()[0];
    if (window) window.setContentProtection = (on) => told.push(on);
    return told;
  });
  return {
    isHidden: () => calls.evaluate((told) => told.at(-1) ?? false),
    /** Whether it was seen in between, too. */
    wasSeen: () => calls.evaluate((told) => told.includes(false)),
    wasHidden: () => calls.evaluate((told) => told.includes(true)),
  };
}

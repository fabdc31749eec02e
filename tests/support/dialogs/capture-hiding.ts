import type { ElectronApplication } from '@playwright/test';

/** Records the calls that hide the window from screen capture, from now on. The effect of a call is up to the system. */
export async function watchCaptureHiding(app: ElectronApplication) {
  const calls = await app.evaluateHandle(({ BrowserWindow }) => {
    const told: boolean[] = [];
    const window = BrowserWindow.getAllWindows()[0];
    if (window) window.setContentProtection = (on) => told.push(on);
    return told;
  });
  return {
    isHidden: () => calls.evaluate((told) => told.at(-1) ?? false),
    /** Whether the window was visible to captures in between. */
    wasSeen: () => calls.evaluate((told) => told.includes(false)),
    wasHidden: () => calls.evaluate((told) => told.includes(true)),
  };
}

import type { ElectronApplication } from '@playwright/test';

/** Records from now on the calls that hide the window from screen capture, or show it. Their effect depends on the system. */
export async function watchCaptureHiding(app: ElectronApplication) {
  const calls = await app.evaluateHandle(({ BrowserWindow }) => {
    const told: boolean[] = [];
    const window = BrowserWindow.getAllWindows()[0];
    if (window) window.setContentProtection = (on) => told.push(on);
    return told;
  });
  return {
    isHidden: () => calls.evaluate((told) => told.at(-1) ?? false),
    /** Whether any recorded call made the window visible to captures. */
    wasSeen: () => calls.evaluate((told) => told.includes(false)),
    wasHidden: () => calls.evaluate((told) => told.includes(true)),
  };
}

import type { ElectronApplication } from '@playwright/test';

/** Where the window stands, in device-independent pixels; null without one. */
export const windowBounds = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds() ?? null);

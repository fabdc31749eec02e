import type { ElectronApplication } from '@playwright/test';

/**
 * The text of the window, read through Electron, since Playwright's own page does not come back after a crash. Empty while the
 * window shows nothing, and when it does not answer within a second: a dying page never answers.
 */
export const windowText = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => {
    const text = BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText');
    const silence = new Promise<string>((resolve) => setTimeout(resolve, 1000, ''));
    return Promise.race([text?.catch(() => '') ?? '', silence]);
  });

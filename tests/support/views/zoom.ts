import { expect } from '@playwright/test';
import type { RunningKeydesk } from '../app/keydesk-test.ts';

/** Zooms the window, and waits until the page has its new size. */
export async function zoom({ app, page }: Pick<RunningKeydesk, 'app' | 'page'>, factor: number): Promise<void> {
  const width = await app.evaluate(({ BrowserWindow }, by) => {
    const window = BrowserWindow.getAllWindows()[0];
    window?.webContents.setZoomFactor(by);
    return window?.getContentSize()[0] ?? 0;
  }, factor);
  const isZoomed = () => page.evaluate((wide) => Math.abs(window.innerWidth - wide) <= 1, width / factor);
  await expect.poll(isZoomed).toBe(true);
}

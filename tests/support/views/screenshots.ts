import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { outputFolder } from '../runner/output-folder.ts';

/** The path of the picture of that name: `out/screenshots/NAME.png`. */
export function screenshotPath(name: string): string {
  const folder = join(outputFolder, 'screenshots');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}

/**
 * Takes a picture of the window, and gives its path. Playwright's own function takes more than twice the time; a third of its time only
 * makes the files a fifth smaller.
 */
export async function takeScreenshot(page: Page, name: string): Promise<string> {
  const path = screenshotPath(name);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { optimizeForSpeed: true });
  await session.detach();
  await writeFile(path, Buffer.from(data, 'base64'));
  return path;
}

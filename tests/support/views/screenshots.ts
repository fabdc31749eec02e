import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { outputFolder } from '../runner/output-folder.ts';

/** The path of the picture of that name: `out/screenshots/NAME.png`. */
export function screenshotPath(name: string): string {
  const folder = join(outputFolder, 'screenshots');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}

/** Takes a picture of the window, and gives its path. */
export async function takeScreenshot(page: Page, name: string): Promise<string> {
  const path = screenshotPath(name);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

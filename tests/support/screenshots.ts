import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { outputFolder } from './output-folder.ts';

/** Leaves a picture of the window in `out/screenshots/NAME.png`, and gives its path. */
export async function takeScreenshot(page: Page, name: string): Promise<string> {
  const path = join(outputFolder, 'screenshots', `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

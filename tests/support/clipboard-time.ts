import { expect, type Page } from '@playwright/test';
import { openSettings } from './views.ts';

/** Sets the clipboard time in the settings, as a person does. */
export async function setClipboardTime(page: Page, seconds: 10 | 30 | 60 | 120): Promise<void> {
  await openSettings(page);
  const choice = page.getByRole('radio', { name: `${seconds} s`, exact: true });
  await choice.check();
  await expect(choice).toBeChecked();
}

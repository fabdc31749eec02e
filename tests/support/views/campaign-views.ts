import type { Locator, Page } from '@playwright/test';

/** Rotating many keys, found by the accessible names of the dialog and of the view. */

export const manyDialog = (page: Page): Locator =>
  page.getByRole('dialog', { name: /^(Rotate [\d,]+ keys|New keys for many users)$/ });
export const previewGrid = (page: Page): Locator => manyDialog(page).getByRole('grid', { name: 'What will happen' });
export const previewRows = (page: Page): Locator => previewGrid(page).locator('tbody').getByRole('row');
export const previewRow = (page: Page, user: string): Locator => previewRows(page).filter({ hasText: user });
/** The preview's row for a line of the user list, by the line's number. */
export const previewLine = (page: Page, line: number): Locator =>
  previewRows(page).filter({ has: page.getByRole('gridcell', { name: String(line), exact: true }) });
export const campaignPanel = (page: Page): Locator => page.getByRole('region', { name: /^[\d,]+ (new )?keys? of / });
export const startButton = (page: Page): Locator => manyDialog(page).getByRole('button', { name: /^Start / });
export const receiptsDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Enter receipts' });

/** Enters codes into the open dialog. */
export async function enterReceipts(page: Page, text: string): Promise<void> {
  await receiptsDialog(page).getByRole('textbox', { name: 'Receipt codes' }).fill(text);
  await receiptsDialog(page).getByRole('button', { name: 'Confirm' }).click();
}

import { expect, type Locator, type Page } from '@playwright/test';
import { heading, view } from './views.ts';

/** The view *All keys*, found by its accessible names. */

export const ageFigure = (page: Page): Locator => page.getByRole('figure', { name: 'Age of keys' });
export const ageBar = (page: Page, name: string | RegExp): Locator => ageFigure(page).getByRole('button', { name });
export const allKeysGrid = (page: Page): Locator => page.getByRole('grid', { name: 'All customer secret keys' });
export const allKeyRows = (page: Page): Locator => allKeysGrid(page).locator('tbody').getByRole('row');
export const keySearch = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search keys' });
export const keyFilter = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Filters' }).getByRole('button', { name, exact: true });
/** The buttons for the selected keys: "Deactivate", "Delete". */
export const forSelected = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('group', { name: 'Selected keys' }).getByRole('button', { name });
export const bulkQuestion = (page: Page): Locator => page.getByRole('alertdialog');

/** The button "Read all keys", or "Read all keys again" later. */
export const readButton = (page: Page): Locator => page.getByRole('button', { name: /^Read all keys/ });

export async function openAllKeys(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'All keys' }).click();
  await expect(heading(page, 'All keys')).toBeVisible();
}

/** Opens the view and reads all keys, until the report is done. */
export async function readAllKeys(page: Page): Promise<void> {
  await openAllKeys(page);
  // Until main has begun, the view shows the report from before as whole.
  const report = () =>
    page.evaluate(async () => {
      const { kind, summary } = await Reflect.get(window, 'keydesk').Report.reportStore.getState();
      return kind === 'done' ? String(summary.report) : null;
    });
  const before = await report();
  await readButton(page).click();
  await expect.poll(async () => [null, before].includes(await report())).toBe(false);
  await expect(page.getByRole('button', { name: 'Read all keys again' })).toBeVisible();
  await expect(allKeyRows(page).first()).toBeVisible();
}

/** Opens the view with the report that an earlier test of the file has read, and reads it if there is none. */
export async function showAllKeys(page: Page): Promise<void> {
  await openAllKeys(page);
  if ((await readButton(page).textContent()) === 'Read all keys') await readButton(page).click();
  await expect(page.getByRole('button', { name: 'Read all keys again' })).toBeVisible();
  await expect(allKeyRows(page).first()).toBeVisible();
}

/** "37 of 9,841 keys are older than 90 days", as numbers. */
export async function overdueCount(page: Page): Promise<{ readonly overdue: number; readonly keys: number }> {
  const words =
    (await view(page)
      .getByText(/older than/)
      .first()
      .textContent()) ?? '';
  const [overdue = 0, keys = 0] = (words.match(/[\d,]+/g) ?? []).map((one) => Number(one.replaceAll(',', '')));
  return { overdue, keys };
}

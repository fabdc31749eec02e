import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { greyPictureOf, holdPrint, textOfPdf } from '../support/dialogs/held-print.ts';
import {
  ageBar,
  ageFigure,
  allKeyRows,
  allKeysGrid,
  bulkQuestion,
  forSelected,
  keyFilter,
  keySearch,
  openAllKeys,
  overdueCount,
  readAllKeys,
  showAllKeys,
} from '../support/views/all-keys-views.ts';
import { lookAt } from '../support/views/look-at.ts';
import { screenshotPath, takeScreenshot } from '../support/views/screenshots.ts';
import { tabTo } from '../support/views/tab-to.ts';
import { failureIn, heading, openSettings, openUsers, searchField, userRow, view } from '../support/views/views.ts';
import { zoom } from '../support/views/zoom.ts';

const keydesk = shareKeydesk();

/** The number of rows that the table has, drawn or not. */
const rowCount = async () => Number(await allKeysGrid(keydesk().page).getAttribute('aria-rowcount')) - 1;

const keysOf = async (user: string) => (await keydesk().controls.state(user)).keys;

/** Takes a picture through the window itself, since Playwright's picture of a page at a zoom of 200% is cut off. */
const takePicture = async (name: string) => {
  const png = await keydesk().app.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0]?.webContents.capturePage())?.toPNG().toString('base64'),
  );
  await writeFile(screenshotPath(name), Buffer.from(png ?? '', 'base64'));
};

test('says how many keys are overdue, draws their ages, and filters by a bar', async () => {
  const { page } = keydesk();
  await openAllKeys(page);
  await lookAt(page, 'all-keys-none');
  await readAllKeys(page);
  const { overdue, keys } = await overdueCount(page);
  expect(overdue).toBeGreaterThan(0);
  expect(overdue).toBeLessThan(keys);
  await expect.poll(rowCount).toBe(keys);
  await expect(ageFigure(page).getByRole('table')).toContainText('Over a year');
  await expect(
    view(page).getByText(`${overdue.toLocaleString('en')} of ${keys.toLocaleString('en')} keys are older than 90 days`),
  ).toBeVisible();
  await lookAt(page, 'all-keys');

  const bar = ageBar(page, /^Over a year: /);
  const inBar = Number((await bar.getAttribute('aria-label'))?.replaceAll(/\D/g, ''));
  await bar.click();
  await expect.poll(rowCount).toBe(inBar);
  await expect(bar).toHaveAttribute('aria-pressed', 'true');
  await view(page).getByRole('button', { name: 'Show all keys' }).click();
  await expect.poll(rowCount).toBe(keys);

  await keySearch(page).fill('graphite-sync');
  await expect.poll(rowCount).toBe(1);
  await keySearch(page).fill('no key has this');
  await expect(view(page).getByText('No key matches')).toBeVisible();
  await takeScreenshot(page, 'all-keys-no-match');
});

test('can be used with the keyboard alone', async () => {
  const { page, env } = keydesk();
  await showAllKeys(page);
  await tabTo(page, keySearch(page));
  await page.keyboard.type('hedy.lamarr');
  await expect.poll(rowCount).toBe(2);
  await page.keyboard.press('ArrowDown');
  await expect(allKeyRows(page).first()).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(allKeysGrid(page).locator('[aria-selected="true"]')).toHaveCount(2);
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Copy 2 access keys' }).press('Enter');
  await expect.poll(async () => (await readOutsideClipboard(env))?.trim().split('\n').length).toBe(2);
  await expect(allKeyRows(page).nth(1)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(allKeysGrid(page).locator('[aria-selected="true"]')).toHaveCount(0);

  await keySearch(page).fill('');
  await expect.poll(rowCount).toBeGreaterThan(40);
  await keySearch(page).press('ArrowDown');
  const rowAt = (at: number) => allKeysGrid(page).locator(`tbody [aria-rowindex="${at + 1}"]`);
  await expect(rowAt(1)).toBeFocused();
  await page.locator('.grid-scroller').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  // The focused row stays in the document, so that the arrow keys continue from there. The rows beside it are removed.
  await expect(rowAt(2)).toHaveCount(0);
  await expect(rowAt(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(rowAt(2)).toBeFocused();
  await expect(rowAt(2)).toBeInViewport();
  await tabTo(page, keySearch(page), 'Shift+Tab');
  await keySearch(page).fill('hedy.lamarr');
  await expect.poll(rowCount).toBe(2);
  await page.keyboard.press('ArrowDown');
  await expect(allKeyRows(page).first()).toBeFocused();

  await tabTo(page, allKeysGrid(page).getByRole('button', { name: 'User', exact: true }), 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(allKeysGrid(page).getByRole('columnheader', { name: 'Domain' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  const width = () =>
    allKeysGrid(page)
      .getByRole('columnheader', { name: 'Domain' })
      .evaluate((head) => head.clientWidth);
  const before = await width();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(width).toBeGreaterThan(before);

  await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Hedy Lamarr')).toBeVisible();
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('button', { name: 'All keys' }).press('Enter');
  await expect(keySearch(page)).toHaveValue('hedy.lamarr');
  await expect(allKeyRows(page).last()).toBeFocused();
});

test('tells in the list of users how many keys each has, and how old', async () => {
  const { page } = keydesk();
  await showAllKeys(page);
  await openUsers(page);
  await searchField(page).fill('hedy.lamarr');
  await expect(userRow(page, 'hedy.lamarr')).toContainText('340 d');
  await lookAt(page, 'users-with-keys');
});

test('counts with the limit of days that the settings say', async () => {
  const { page } = keydesk();
  await showAllKeys(page);
  const { overdue } = await overdueCount(page);
  await openSettings(page);
  const field = page.getByRole('textbox', { name: 'Days until a key is overdue' });
  await field.fill('400');
  await field.press('Enter');
  await openAllKeys(page);
  await expect(view(page).getByText(/older than 400 days/)).toBeVisible();
  expect((await overdueCount(page)).overdue).toBeLessThan(overdue);
  await openSettings(page);
  await field.fill('90');
  await field.press('Enter');
});

test('fits the smallest window and twice the size', async () => {
  const { page } = keydesk();
  await showAllKeys(page);
  await zoom(keydesk(), 2);
  await takePicture('all-keys-200');
  await expect.poll(() => view(page).evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0);
  await allKeyRows(page).first().scrollIntoViewIfNeeded();
  await expect(allKeyRows(page).first()).toBeInViewport();
  await takePicture('all-keys-200-table');
  await zoom(keydesk(), 1);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await takeScreenshot(page, 'all-keys-high-contrast');
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
});

test('prints what an auditor asks for on one page of either paper', async () => {
  const { app, page } = keydesk();
  await showAllKeys(page);
  const held = await holdPrint(app);
  await view(page).getByRole('button', { name: 'Print a summary' }).click();
  const pdf = await held.pdf('A4');
  await writeFile(screenshotPath('all-keys-printed'), await greyPictureOf(pdf));
  for (const text of [await textOfPdf(pdf), await textOfPdf(await held.pdf('Letter'))]) {
    // Poppler ends each page with a form feed.
    expect(text.split('\f')).toHaveLength(2);
    expect(text).toMatch(/[\d,]+ of [\d,]+ keys are older than 90 days\./);
    for (const said of ['acme', 'Ada Byron (ada.byron)', 'Over a year', 'Contractors', 'Archive 2019'])
      expect(text).toContain(said);
    expect(text).toMatch(/SHA-256 of all rows: [0-9a-f]{64}/);
  }
  await held.end('cancel');
  await expect(failureIn(page)).toBeHidden();
});

test('finds the overdue, deactivates, undoes, deletes and exports', async () => {
  const { app, page, home } = keydesk();
  await readAllKeys(page);
  const { overdue } = await overdueCount(page);
  await view(page)
    .getByRole('button', { name: /^Show these/ })
    .click();
  await expect.poll(rowCount).toBe(overdue);
  await expect(keyFilter(page, 'Overdue')).toHaveAttribute('aria-pressed', 'true');

  await keySearch(page).fill('grace.hopper');
  await expect.poll(rowCount).toBe(1);
  await allKeyRows(page).first().click();
  await forSelected(page, 'Deactivate').click();
  await expect(bulkQuestion(page)).toContainText('backup-nas');
  await takeScreenshot(page, 'all-keys-question');
  await bulkQuestion(page).getByRole('button', { name: 'Deactivate' }).click();
  await expect(view(page).getByText('1 key deactivated.')).toBeVisible();
  expect((await keysOf('grace.hopper'))[0]?.status).toBe('INACTIVE');
  // The key still exists, so it is still selected. The word "deactivated" is visible beside the name, however narrow the column is.
  await expect(view(page).getByText('1 key selected')).toBeVisible();
  const word = allKeyRows(page).first().getByText('deactivated', { exact: true });
  const column = await allKeysGrid(page).getByRole('columnheader', { name: 'Name', exact: true }).boundingBox();
  const box = await word.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((column?.x ?? 0) + (column?.width ?? 0));
  await takeScreenshot(page, 'all-keys-deactivated');
  await view(page).getByRole('button', { name: 'Undo' }).click();
  await expect(view(page).getByText('1 key activated again.')).toBeVisible();
  expect((await keysOf('grace.hopper'))[0]?.status).toBe('ACTIVE');

  await keySearch(page).fill('a');
  const most = 12;
  await expect.poll(rowCount).toBeGreaterThan(most);
  await allKeyRows(page).first().click();
  await allKeyRows(page)
    .nth(1)
    .click({ modifiers: ['Shift'] });
  for (let more = 2; more < most; more += 1) await page.keyboard.press('Shift+ArrowDown');
  await expect(view(page).getByText('12 keys selected')).toBeVisible();
  await lookAt(page, 'all-keys-selected');
  await forSelected(page, 'Delete').click();
  const agree = bulkQuestion(page).getByRole('button', { name: 'Delete' });
  await agree.click();
  await expect(bulkQuestion(page)).toContainText('The number of keys is 12.');
  await bulkQuestion(page).getByRole('textbox', { name: 'Type 12 to delete 12 keys.' }).fill('12');
  await lookAt(page, 'all-keys-delete');
  await agree.click();
  await expect(view(page).getByText('12 keys deleted.')).toBeVisible();
  await expect.poll(async () => (await overdueCount(page)).overdue).toBe(overdue - most);
  await view(page).getByRole('button', { name: 'What became of each key' }).click();
  await expect(view(page).getByRole('list', { name: 'What became of each key' }).getByRole('listitem')).toHaveCount(
    most,
  );
  // The search empties the table below: axe itself fails while the table's head is at the edge of the window.
  await keySearch(page).fill('no key has this');
  await expect(view(page).getByText('No key matches')).toBeVisible();
  await lookAt(page, 'all-keys-outcomes');
  await view(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(heading(page, 'All keys')).toBeFocused();

  await view(page).getByRole('button', { name: 'Show all keys' }).click();
  const file = join(home, 'keys.json');
  await saveInFileDialog(app, file);
  await view(page).getByRole('button', { name: 'Export JSON' }).click();
  await expect(view(page).getByText(/SHA-256/)).toBeVisible();
  await takeScreenshot(page, 'all-keys-exported');
  const { version, complete, keys } = JSON.parse(await readFile(file, 'utf8'));
  expect([version, complete, keys.length]).toEqual([1, true, await rowCount()]);
});

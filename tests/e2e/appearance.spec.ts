import { expect, type Locator } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { takeScreenshot } from '../support/views/screenshots.ts';
import { closeButton, copySecret, generateDialog, generateKey, storeAndClose } from '../support/views/secret-dialog.ts';
import { theUses } from '../support/views/usage-views.ts';
import { heading, keyRow, keysTable, openSettings, openUser, view } from '../support/views/views.ts';
import { zoom } from '../support/views/zoom.ts';

const keydesk = shareKeydesk();

/** The background of the page, as it is drawn. */
const background = () => keydesk().page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = 'rgb(246, 247, 248)';
const DARK = 'rgb(17, 21, 23)';
const choose = (appearance: string) => keydesk().page.getByRole('radio', { name: appearance, exact: true }).check();
const resize = (width: number, height: number) =>
  keydesk().app.evaluate(
    ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high),
    [width, height] as const,
  );

// Null: otherwise Playwright makes every page light.
test.beforeEach(() => keydesk().page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce' }));

test('is light or dark as the settings say, at once', async () => {
  const { page } = keydesk();
  await openSettings(page);
  await choose('Dark');
  await expect.poll(background).toBe(DARK);
  await choose('Light');
  await expect.poll(background).toBe(LIGHT);
  await choose('System');
});

test('follows the system when that changes from light to dark', async () => {
  const { app } = keydesk();
  // Does to Electron what the system's own switch does; the settings say "System".
  const system = (scheme: 'light' | 'dark' | 'system') =>
    app.evaluate(({ nativeTheme }, wanted) => {
      nativeTheme.themeSource = wanted;
    }, scheme);
  await system('light');
  await expect.poll(background).toBe(LIGHT);
  await system('dark');
  await expect.poll(background).toBe(DARK);
  await system('system');
});

test('shows borders and states in high contrast, where colours are the system’s', async () => {
  const { page } = keydesk();
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await openUser(page, 'grace.hopper');
  await takeScreenshot(page, 'keys-high-contrast');
  await generateKey(page, 'ci-deploy');
  await takeScreenshot(page, 'secret-high-contrast');
  const border = await copySecret(page).evaluate((button) => getComputedStyle(button).borderTopStyle);
  expect(border).toBe('solid');
  await storeAndClose(page);
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
});

test('moves nothing when the system asks for less motion', async () => {
  const { page } = keydesk();
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
  const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running'));
  expect(moving).toEqual([]);
  await storeAndClose(page);
});

test('has room for the dialog of the secret in the smallest window', async () => {
  const { app, page } = keydesk();
  const usual = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentSize());
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
  // A dialog that grows higher than the window scrolls, and does not move sideways.
  const left = async () => (await generateDialog(page).boundingBox())?.x;
  const before = await left();
  await theUses(page).click();
  await expect(theUses(page)).toHaveAttribute('aria-expanded', 'true');
  expect(await left()).toBe(before);
  await theUses(page).click();
  await resize(760, 520);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(800);
  await takeScreenshot(page, 'secret-smallest');
  // The buttons that end the dialog are visible without scrolling.
  await expect(closeButton(page)).toBeInViewport({ ratio: 1 });
  for (const button of [copySecret(page), closeButton(page)]) {
    await button.scrollIntoViewIfNeeded();
    await expect(button).toBeInViewport({ ratio: 1 });
  }
  await storeAndClose(page);
  await takeScreenshot(page, 'keys-smallest');
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wider, 'the page scrolls sideways').toBe(false);
  await keyRow(page, 'ci-deploy').getByRole('button', { name: 'Delete' }).scrollIntoViewIfNeeded();
  await expect(keyRow(page, 'ci-deploy').getByRole('button', { name: 'Delete' })).toBeInViewport();
  await resize(usual?.[0] ?? 1120, usual?.[1] ?? 690);
});

test('can be used at twice the size', async () => {
  const { page } = keydesk();
  await openUser(page, 'grace.hopper');
  await zoom(keydesk(), 2);
  await generateKey(page, 'ci-deploy');
  for (const button of [copySecret(page), closeButton(page)]) {
    await button.scrollIntoViewIfNeeded();
    await expect(button).toBeInViewport({ ratio: 1 });
  }
  await storeAndClose(page);
  // Content that does not fit must wrap or scroll in its own box: with large text, a page that scrolls sideways cannot be used.
  const sideways = () => view(page).evaluate((main) => main.scrollWidth - main.clientWidth);
  expect(await sideways()).toBe(0);
  // The actions and the head of their column stay in view in a table that scrolls.
  const left = async (cell: Locator) => (await cell.boundingBox())?.x;
  const actions = keyRow(page, 'ci-deploy').getByRole('cell').last();
  expect(await left(keysTable(page).getByRole('columnheader').last())).toBe(await left(actions));
  // Each view starts at its top.
  await view(page).evaluate((main) => main.scrollTo({ top: main.scrollHeight }));
  await openSettings(page);
  await expect(heading(page, 'Settings')).toBeInViewport({ ratio: 1 });
  expect(await sideways()).toBe(0);
  await zoom(keydesk(), 1);
});

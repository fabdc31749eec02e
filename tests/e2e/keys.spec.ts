import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { holdTimers } from '../support/views/hold-timers.ts';
import { lookAt } from '../support/views/look-at.ts';
import { failureIn, keyRow, keysTable, openUser, view } from '../support/views/views.ts';
import { zoom } from '../support/views/zoom.ts';

const keydesk = shareKeydesk();
const KEY = 'backup-nas';

const keyAtOracle = async () => (await keydesk().controls.state('grace.hopper')).keys[0];
const row = () => keyRow(keydesk().page, KEY);
const button = (name: string) => row().getByRole('button', { name, exact: true });
/** The methods of all requests that change something, in order. */
async function changes(): Promise<string[]> {
  const { latest } = await keydesk().controls.asked();
  return latest.filter(({ method }) => method !== 'GET').map(({ method }) => method);
}

test.beforeEach(() => openUser(keydesk().page, 'grace.hopper'));

test('lists name, access key, age, expiry and status', async () => {
  const { page } = keydesk();
  await expect(row()).toContainText('Nightly copy, cellar rack');
  const columns = await keysTable(page).getByRole('columnheader').allTextContents();
  expect(columns.slice(0, 5)).toEqual(['Name', 'Access key', 'Created', 'Expires', 'Status']);
  await expect(row()).toContainText('204 days old');
  await expect(row()).toContainText('Never');
  await expect(view(page).getByText('1 of 2 used')).toBeVisible();
});

test('says why the status of a key of a domain is not reported', async () => {
  const { page } = keydesk();
  await expect(row()).toContainText('Not reported');
  await button('Not reported').click();
  await expect(page.getByRole('dialog', { name: 'Why the status is not reported' })).toContainText(
    'Identity domains take a key’s status but never return it',
  );
  await page.keyboard.press('Escape');
});

test('shows the access key whole once it is selected, and copies it', async () => {
  const { page, env } = keydesk();
  const accessKey = (await keyAtOracle())?.accessKey ?? '';
  await expect(view(page).getByText(accessKey)).toBeHidden();
  await row()
    .getByRole('button', { name: accessKey.slice(0, 8) })
    .click();
  const whole = page.getByRole('dialog', { name: 'Access key' });
  await expect(whole).toContainText(accessKey);
  await whole.getByRole('button', { name: 'Copy access key' }).click();
  await expect.poll(() => readOutsideClipboard(env)).toBe(accessKey);
  await page.keyboard.press('Escape');
  await expect(whole).toBeHidden();
});

test('renames a key', async () => {
  const { page } = keydesk();
  await button('Rename').click();
  const dialog = page.getByRole('dialog', { name: `Rename ${KEY}` });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue(KEY);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('backup-cellar');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog).toBeHidden();
  await expect(keyRow(page, 'backup-cellar')).toBeVisible();
  expect((await keyAtOracle())?.name).toBe('backup-cellar');
});

test('does not send a name that is only spaces, or too long', async () => {
  const { page } = keydesk();
  await button('Rename').click();
  const dialog = page.getByRole('dialog', { name: `Rename ${KEY}` });
  const submit = dialog.getByRole('button', { name: 'Rename' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('   ');
  await submit.click();
  await expect(dialog).toContainText('A name needs more than spaces.');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('n'.repeat(300));
  await submit.click();
  await expect(dialog).toContainText('The name is 45 characters longer than the 255 allowed.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(await changes()).toEqual([]);
  expect((await keyAtOracle())?.name).toBe(KEY);
});

// Until it quits, the app remembers each status that it has set. So each of these tests uses another key.
test('deactivates a key and reactivates it, and says that it was set here', async () => {
  const { page, controls } = keydesk();
  await openUser(page, 'hedy.lamarr');
  const key = keyRow(page, 'render-farm');
  const status = async () =>
    (await controls.state('hedy.lamarr')).keys.find(({ name }) => name === 'render-farm')?.status;
  await key.getByRole('button', { name: 'Deactivate' }).click();
  await expect(key).toContainText('Inactive');
  await expect(key).toContainText('Set here, just now');
  expect(await status()).toBe('INACTIVE');
  await key.getByRole('button', { name: 'Reactivate' }).click();
  await expect(key.getByRole('button', { name: 'Deactivate' })).toBeVisible();
  await expect(key.getByRole('button', { name: 'Reactivate' })).toBeHidden();
  await expect(key).toContainText('Active');
  expect(await status()).toBe('ACTIVE');
});

test('says so when the service does not let a status be changed', async () => {
  const { page, controls } = keydesk();
  await openUser(page, 'hedy.lamarr');
  await controls.setSwitches({ statusPatch: false });
  const key = keyRow(page, 'archive-tape');
  await key.getByRole('button', { name: 'Deactivate' }).click();
  await expect(failureIn(page)).toContainText('Oracle refused');
  await expect(key).toContainText('Not reported');
});

test('names the key that it is about to delete, and keeps it when cancelled', async () => {
  const { page } = keydesk();
  await button('Delete').click();
  const question = page.getByRole('alertdialog', { name: `Delete ${KEY}?` });
  await expect(question).toContainText('Grace Hopper’s access key a90d41c7…02d811fe stops working');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(row()).toBeVisible();
  expect(await changes()).toEqual([]);
});

test('deletes a key', async () => {
  const { page, controls } = keydesk();
  await button('Delete').click();
  const question = page.getByRole('alertdialog', { name: `Delete ${KEY}?` });
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(question).toBeHidden();
  await expect(view(page).getByText('No customer secret keys yet')).toBeVisible();
  await expect(view(page).getByText('0 of 2 used')).toBeVisible();
  expect((await controls.state('grace.hopper')).keys).toEqual([]);
});

test('says so when a key that is to be renamed no longer exists', async () => {
  const { page, controls } = keydesk();
  await button('Rename').click();
  await controls.deleteKeyElsewhere('grace.hopper', KEY);
  const dialog = page.getByRole('dialog', { name: `Rename ${KEY}` });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('other');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(failureIn(dialog)).toContainText('Oracle shows nothing there');
  await expect(failureIn(dialog)).toContainText('It may be gone');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(view(page).getByText('No customer secret keys yet')).toBeVisible();
});

test('shows after Refresh what was changed elsewhere', async () => {
  const { page, controls } = keydesk();
  await controls.addKeyElsewhere('grace.hopper', 'made-in-the-console');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(keyRow(page, 'made-in-the-console')).toBeVisible();
});

test('undoes a deactivation for ten seconds', async () => {
  const { page, controls } = keydesk();
  await openUser(page, 'hedy.lamarr');
  const key = keyRow(page, 'render-farm');
  const status = async () =>
    (await controls.state('hedy.lamarr')).keys.find(({ name }) => name === 'render-farm')?.status;
  const tenSeconds = await holdTimers(page, 10_000);
  await key.getByRole('button', { name: 'Deactivate' }).click();
  await expect(view(page).getByText('render-farm is deactivated')).toBeVisible();
  await expect.poll(status).toBe('INACTIVE');
  await lookAt(page, 'key-deactivated-undo');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(status).toBe('ACTIVE');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden();

  await tenSeconds.forget();
  await key.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  // The timer of ten seconds starts a moment after the notice is drawn, so running it once may be too early.
  await expect(async () => {
    await tenSeconds.run();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden({ timeout: 200 });
  }).toPass();
  await key.getByRole('button', { name: 'Reactivate' }).click();
  await expect.poll(status).toBe('ACTIVE');
});

test('offers the actions of a row, in words, with the right button', async () => {
  const { page, env } = keydesk();
  await row().getByText('Nightly copy').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: `Actions for ${KEY}` });
  const items = ['Copy access key', 'Rotate', 'Rename', 'Deactivate', 'Reactivate', 'Delete'];
  await expect(menu.getByRole('menuitem')).toHaveText(items);
  await lookAt(page, 'key-row-menu');
  await menu.getByRole('menuitem', { name: 'Copy access key' }).click();
  await expect.poll(() => readOutsideClipboard(env)).toBe((await keyAtOracle())?.accessKey);
  await row().getByText('Nightly copy').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Delete' }).click();
  await page
    .getByRole('alertdialog', { name: `Delete ${KEY}?` })
    .getByRole('button', { name: 'Cancel' })
    .click();
  await expect(row()).toBeVisible();
});

test('shows the access key whole where there is room, and copies it with a double click, shortened too', async () => {
  const { app, page, env, controls } = keydesk();
  const accessKey = (await keyAtOracle())?.accessKey ?? '';
  const widen = (width: number) =>
    app.evaluate(({ BrowserWindow }, wide) => BrowserWindow.getAllWindows()[0]?.setSize(wide, 720), width);
  await widen(1500);
  await row().getByText(accessKey, { exact: true }).dblclick();
  await expect.poll(() => readOutsideClipboard(env)).toBe(accessKey);
  await lookAt(page, 'keys-wide');
  await widen(1120);
  await expect(row().getByText(accessKey, { exact: true })).toBeHidden();
  await controls.addKeyElsewhere('grace.hopper', 'from-elsewhere');
  const other = (await controls.state('grace.hopper')).keys.at(-1)?.accessKey ?? '';
  await page.getByRole('button', { name: 'Refresh' }).click();
  // As on a slow computer, where the page hears the second click more than a second after the first.
  await keyRow(page, 'from-elsewhere')
    .getByRole('button', { name: other.slice(0, 8) })
    .dblclick({ delay: 550 });
  await expect.poll(() => readOutsideClipboard(env)).toBe(other);
});

test('keeps the actions of a row in sight in a window at twice its size', async () => {
  const { page } = keydesk();
  await zoom(keydesk(), 2);
  await expect(button('Delete')).toBeInViewport({ ratio: 1 });
  await lookAt(page, 'keys-twice');
  await zoom(keydesk(), 1);
});

test('offers what the system offers for text, where text is', async () => {
  const { app, page } = keydesk();
  await app.evaluate(({ Menu }) => {
    const shown: string[][] = [];
    Object.assign(globalThis, { shown });
    Menu.prototype.popup = function popup() {
      shown.push(this.items.filter(({ enabled }) => enabled).map(({ role, type }) => role ?? type));
    };
  });
  const shown = () => app.evaluate(() => (globalThis as unknown as { shown: string[][] }).shown);
  await page.getByRole('heading', { level: 1 }).selectText();
  await page.getByRole('heading', { level: 1 }).click({ button: 'right' });
  await expect.poll(shown).toEqual([['copy']]);
  await button('Rename').click();
  const field = page.getByRole('textbox', { name: 'Name' });
  await field.selectText();
  await field.click({ button: 'right' });
  await expect.poll(async () => (await shown()).at(-1)).toEqual(expect.arrayContaining(['cut', 'copy', 'selectall']));
  await page.getByRole('button', { name: 'Cancel' }).click();
  // A right click on text that cannot be copied opens no menu.
  await view(page).getByText('1 of 2 used').click({ button: 'right' });
  expect(await shown()).toHaveLength(2);
});

test('shows what was changed elsewhere when the window is looked at again, a while later', async () => {
  const { page, controls } = keydesk();
  await controls.addKeyElsewhere('grace.hopper', 'made-in-the-console');
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 60_000;
    window.dispatchEvent(new Event('focus'));
  });
  await expect(keyRow(page, 'made-in-the-console')).toBeVisible();
});

test('marks a key that has expired', async () => {
  const { page } = keydesk();
  await openUser(page, 'emmy.noether');
  await expect(keyRow(page, 'ring-experiment')).toContainText('Expired');
  await expect(keyRow(page, 'ring-experiment')).toContainText('Expired');
});

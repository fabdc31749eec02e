import { expect, type Page } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readOutsideClipboard, writeOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { chooseInMenu } from '../support/dialogs/menu.ts';
import {
  discardQuestion,
  discardTyped,
  typedCheckWords,
  typedDialog,
  typedSecret,
  typeInDialog,
} from '../support/views/handover-dialog.ts';
import { closeQuestion } from '../support/views/secret-dialog.ts';
import { failureIn } from '../support/views/views.ts';

// That typed text survives an incoming file is tested in tests/e2e/receiving.spec.ts.
const keydesk = shareKeydesk();

/** The page's own markup, and the values of its fields, which the markup does not contain. */
const textOfPage = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    return [document.documentElement.outerHTML, ...Array.from(fields, ({ value }) => value)].join('\n');
  });

test('groups the characters, checks them as they come, and opens the key', async () => {
  const { page } = keydesk();
  await chooseInMenu(keydesk().app, 'Type In a Secret Key');
  await typeInDialog(page).getByRole('textbox', { name: 'Name (optional)' }).fill('ci-deploy');
  await typeInDialog(page).getByRole('textbox', { name: 'Access key' }).fill('4f1c0e77b2d94a1f');
  await typedSecret(page).pressSequentially('kB7+/=qRabcd');
  await expect(typedSecret(page)).toHaveValue('kB7+ /=qR abcd');
  await expect(typeInDialog(page)).toContainText('12 characters, group 3 complete');
  await expect(typedCheckWords(page)).toHaveText(/^[a-z]+ [a-z]+$/);
  const right = await typedCheckWords(page).textContent();
  await page.keyboard.press('Backspace');
  await typedSecret(page).pressSequentially('D');
  await expect(typedCheckWords(page)).not.toHaveText(right ?? '');
  await page.keyboard.press('Backspace');
  await typedSecret(page).pressSequentially('d');
  await expect(typedCheckWords(page)).toHaveText(right ?? '');
  await page.keyboard.press('Enter');
  await expect(typedDialog(page)).toContainText('ci-deploy');
  await typedDialog(page).getByRole('button', { name: 'Reveal secret key' }).click();
  await expect(typedDialog(page).getByRole('group', { name: 'Secret key' })).toContainText('kB7+/=qRabcd');
  await typedDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(closeQuestion(page)).toContainText('it must be typed in again');
  await closeQuestion(page).getByRole('button', { name: 'Close and lose the secret key' }).click();
  await expect(typedDialog(page)).toBeHidden();
});

test('says what is missing, and keeps what was typed', async () => {
  const { page } = keydesk();
  await chooseInMenu(keydesk().app, 'Type In a Secret Key');
  await typedSecret(page).fill('kB7+/=qR');
  await typeInDialog(page).getByRole('button', { name: 'Open' }).click();
  await expect(failureIn(typeInDialog(page))).toContainText('The access key is missing');
  await expect(typedSecret(page)).toHaveValue('kB7+ /=qR');
  const field = await typedSecret(page).elementHandle();
  expect(await textOfPage(page), 'what is typed is seen while it is there').toContain('kB7+');
  await discardTyped(page);
  expect(await textOfPage(page)).not.toContain('kB7+');
  expect(await field?.evaluate((it) => (it as HTMLTextAreaElement).value), 'nor does its field hold it').toBe('');
});

test('asks before it discards what was typed, with Escape and with Cancel', async () => {
  const { page } = keydesk();
  await chooseInMenu(keydesk().app, 'Type In a Secret Key');
  await expect(typeInDialog(page).locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(typeInDialog(page), 'nothing was typed').toBeHidden();
  await chooseInMenu(keydesk().app, 'Type In a Secret Key');
  await typedSecret(page).fill('kB7+/=qR');
  await page.keyboard.press('Escape');
  await expect(discardQuestion(page).locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(discardQuestion(page)).toBeHidden();
  await expect(typedSecret(page)).toHaveValue('kB7+ /=qR');
  await typeInDialog(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(discardQuestion(page).locator(':focus')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(typeInDialog(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await expect(typedSecret(page)).toHaveValue('kB7+ /=qR');
  await discardTyped(page);
});

test('puts nothing of the field into the clipboard', async () => {
  const { app, page } = keydesk();
  await app.evaluate(({ clipboard }) => clipboard.writeText('something else'));
  await chooseInMenu(keydesk().app, 'Type In a Secret Key');
  await typedSecret(page).fill('kB7+/=qR');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+C');
  await page.keyboard.press('ControlOrMeta+X');
  await expect(typedSecret(page)).toHaveValue('kB7+ /=qR');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('something else');
  await discardTyped(page);
});

test('lets nothing that is typed out by copy, cut or drag, nor onto X11’s second clipboard', async () => {
  test.skip(process.platform !== 'linux', 'the clipboard is looked at from outside through xclip');
  const { app, page, env } = keydesk();
  await writeOutsideClipboard('what was there before', env);
  await chooseInMenu(app, 'Type In a Secret Key');
  await typedSecret(page).fill('kB7+/=qRabcd');
  const edit = (what: 'selectAll' | 'copy' | 'cut') =>
    app.evaluate(({ BrowserWindow }, method) => BrowserWindow.getAllWindows()[0]?.webContents[method](), what);
  await typedSecret(page).focus();
  await edit('selectAll');
  await edit('copy');
  await edit('cut');
  await expect(typedSecret(page)).toHaveValue('kB7+ /=qR abcd');
  await expect.poll(async () => (await readOutsideClipboard(env, 'primary')) ?? '').not.toContain('kB7+');
  const dragged = await typedSecret(page).evaluate((field) =>
    field.dispatchEvent(new DragEvent('dragstart', { bubbles: true, cancelable: true })),
  );
  expect(dragged, 'the drag was not stopped').toBe(false);
  expect(await readOutsideClipboard(env)).toBe('what was there before');
  await discardTyped(page);
});

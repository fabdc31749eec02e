import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { pressKey, readWaylandClipboard } from '../support/desktop/wayland-clipboard.ts';
import { copySecret, generateDialog, generateKey, storeAndClose } from '../support/views/secret-dialog.ts';
import { keysTable } from '../support/views/views.ts';

// Security line 22, on GNOME's own compositor. The compositor shows no window that is not drawn, lets only the focused window use the
// clipboard, and restores a clipboard that was only cleared.
test.skip(process.platform !== 'linux', 'Wayland is a display of Linux');
test.use({ display: 'wayland' });

const keydesk = shareKeydesk();
const outside = () => readWaylandClipboard(keydesk().env);
const inWindow = (does: 'isVisible' | 'isFocused' | 'hide' | 'show') =>
  keydesk().app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), does);

/** Generates a key, copies its secret, and gives the text that another program finds on the clipboard. */
async function copyNewSecret(): Promise<string> {
  const { page, controls, env } = keydesk();
  await keysTable(page).waitFor();
  await generateKey(page, 'ci-deploy');
  await expect.poll(() => inWindow('isFocused')).toBe(true);
  await page.evaluate(() => {
    addEventListener('keydown', () => Reflect.set(window, 'wasPressed', true), { once: true });
  });
  // Repeat the press until the app gets it: a press is lost while the compositor moves the focus.
  await expect
    .poll(async () => {
      await pressKey(env);
      return page.evaluate(() => Reflect.has(window, 'wasPressed'));
    })
    .toBe(true);
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  const secret = (await controls.state('ada.byron')).keys.at(-1)?.secretKey ?? 'none';
  await expect.poll(outside).toBe(secret);
  return secret;
}

async function lock(): Promise<void> {
  const { page } = keydesk();
  // Not awaited: locking reloads the page, so the answer never arrives.
  await page.evaluate(() => void Reflect.get(window, 'keydesk').Accounts.Lock());
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
}

test.afterEach(async () => {
  const { page } = keydesk();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await storeAndClose(page);
});

test('shows its window, and takes a copied secret off the clipboard for good', async () => {
  expect(await inWindow('isVisible')).toBe(true);
  await expect.poll(() => inWindow('isFocused')).toBe(true);
  await copyNewSecret();
  await expect.poll(() => inWindow('isFocused')).toBe(true);
  await lock();
  await expect.poll(outside).toBe('');
});

test('does not believe that it has cleared the clipboard without the focus, and clears it with the focus', async () => {
  const secret = await copyNewSecret();
  await inWindow('hide');
  await expect.poll(() => inWindow('isFocused')).toBe(false);
  await lock();
  expect(await outside(), 'the compositor listens to nobody').toBe(secret);
  await inWindow('show');
  await expect.poll(outside).toBe('');
});

import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { windowText } from '../support/app/window-text.ts';
import { chooseInMenu } from '../support/dialogs/menu.ts';
import { keyOfGrace, openKeyOfGrace } from '../support/views/open-key.ts';
import {
  copySecret,
  generateDialog,
  generateKey,
  revealSecret,
  secretRow,
  storeAndClose,
  stored,
} from '../support/views/secret-dialog.ts';
import { keyRow, view } from '../support/views/views.ts';

const keydesk = shareKeydesk({ own: (env) => env });

const secretAtOracle = async () => (await keyOfGrace(keydesk())).secretKey;

test.beforeEach(() => openKeyOfGrace(keydesk()));

test('outlives a page that is loaded anew', async () => {
  const { page } = keydesk();
  await page.reload();
  await expect(secretRow(page)).toContainText('hidden, 44 characters');
  await expect(generateDialog(page)).toContainText('ci-deploy for Grace Hopper');
  await revealSecret(page).click();
  await expect(secretRow(page).getByRole('code')).toHaveText(await secretAtOracle());
  await storeAndClose(page);
  await expect(keyRow(page, 'ci-deploy')).toBeVisible();
});

test('remembers over a reload what the person has said about it', async () => {
  const { page } = keydesk();
  await stored(page).check();
  await page.reload();
  await expect(stored(page)).toBeChecked();
  await storeAndClose(page);
});

test('keeps every command of the menu from changing the view behind it', async () => {
  const { app, page } = keydesk();
  const address = page.url();
  await app.evaluate(({ Menu }) => {
    for (const top of Menu.getApplicationMenu()?.items ?? []) {
      for (const item of top.submenu?.items ?? []) {
        if (item.accelerator && !item.role && item.label !== 'Lock') item.click();
      }
    }
  });
  await expect(copySecret(page)).toBeVisible();
  expect(page.url()).toBe(address);
  await storeAndClose(page);
});

test('comes back as soon as somebody unlocks, though its key was still being finished when the lock came', async () => {
  const { app, page, controls } = keydesk();
  await storeAndClose(page);
  await controls.reset();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(view(page).getByText('1 of 2 used')).toBeVisible();
  // After it has made a key, Keydesk cleans up the key's description. Here the request is held until after the lock, so that the creation
  // is finished only then.
  await controls.setFault({ kind: 'hold', method: 'PATCH' });
  await generateKey(page, 'ci-release');
  await chooseInMenu(app, 'Lock');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await controls.clearFaults();
  await expect(secretRow(page)).toContainText('hidden, 44 characters');
  await expect(generateDialog(page)).toContainText('ci-release for Grace Hopper');
  await storeAndClose(page);
});

// Playwright cannot use the page after a crash, so no later test may use the same app.
test('is there again after the page has crashed', async () => {
  const { app } = keydesk();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await expect
    .poll(() => windowText(app))
    .toContain('The secret key of ci-deploy is still open: store it, then close it.');
  expect(await windowText(app)).toContain('ci-deploy for Grace Hopper');
});

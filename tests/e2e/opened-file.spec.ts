import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { refusedDialog } from '../support/views/handover-dialog.ts';
import { welcomeHeading } from '../support/views/views.ts';

// `keydesk FILE` with a file that is not for this user. For a file that is: tests/e2e/two-keydesks.spec.ts.

const keydesk = shareKeydesk({ profile: null });

const closeRefused = (page: Page) => refusedDialog(page).getByRole('button', { name: 'Close' }).click();

/** A folder with a file that any stranger could send. */
function writePhoto(home: string): string {
  const folder = join(home, 'Downloads');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'photo of us.age');
  writeFileSync(file, 'JFIF');
  return file;
}

test('a file that is named at the first start is told about once the page is there', async ({
  launchKeydesk,
  env,
  home,
}) => {
  const { page } = await launchKeydesk({ env: withoutConfigFile(env), args: [writePhoto(home)] });
  await expect(refusedDialog(page)).toContainText('photo of us.age is not a handed-over file');
});

test('a file that macOS hands over after a double click is told about', async () => {
  const { app, page, home } = keydesk();
  await expect(welcomeHeading(page)).toBeVisible();
  await app.evaluate(({ app: electron }, file) => {
    electron.emit('open-file', { preventDefault: () => {} }, file);
  }, writePhoto(home));
  await expect(refusedDialog(page)).toContainText('photo of us.age is not a handed-over file');
  await closeRefused(page);
});

test('a file that comes while Keydesk is locked waits until it is unlocked', async () => {
  const { page, home, startAgain } = keydesk();
  await expect(welcomeHeading(page)).toBeVisible();
  await page.evaluate(() => void Reflect.get(window, 'keydesk').Accounts.Lock());
  const unlock = page.getByRole('button', { name: 'Unlock' });
  await expect(unlock).toBeVisible();
  expect(await startAgain([writePhoto(home)])).toBe(0);
  await page.waitForTimeout(500);
  await expect(refusedDialog(page)).toBeHidden();
  await unlock.click();
  await expect(refusedDialog(page)).toContainText('photo of us.age');
  await closeRefused(page);
});

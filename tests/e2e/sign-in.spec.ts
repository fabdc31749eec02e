import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { chooseInFileDialog } from '../support/dialogs/file-dialog.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  accountButton,
  failureIn,
  heading,
  keyRow,
  signIn,
  signInButton,
  signOut,
  view,
  welcomeHeading,
} from '../support/views/views.ts';

const keydesk = shareKeydesk({ profile: null });

test.afterEach(async () => {
  const { page } = keydesk();
  const known = page.getByRole('button', { name: 'Continue as' }).first();
  while (!(await welcomeHeading(page).isVisible()) || (await known.isVisible())) {
    if (await known.isVisible()) await known.click();
    await signOut(page);
    await expect(welcomeHeading(page)).toBeVisible();
  }
});

test('offers each profile of the configuration file, with what tells it from another', async () => {
  const { page, simulator } = keydesk();
  await expect(signInButton(page, 'ADMIN')).toBeVisible();
  await expect(signInButton(page, 'USER')).toBeVisible();
  const profile = page.getByRole('region', { name: 'Profiles' }).getByRole('listitem').first();
  await expect(profile).toContainText('eu-frankfurt-1');
  await expect(profile).toContainText(simulator.url);
});

test('signs in with a profile, and shows one’s own details and keys', async () => {
  const { page } = keydesk();
  await signIn(page, 'ADMIN');
  await expect(accountButton(page)).toContainText('Ada Byron');
  await expect(accountButton(page)).toContainText('acme · Default · eu-frankfurt-1');
  await expect(view(page).getByText('ada.byron@acme.example')).toBeVisible();
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
});

test('reads one’s own keys through the path that is for oneself', async () => {
  const { page, controls } = keydesk();
  await signIn(page, 'USER');
  await expect(keyRow(page, 'difference-engine')).toBeVisible();
  const asked = (await controls.asked()).requests.map(({ path }) => path.replace(/^.*\/admin\/v1/, ''));
  expect(asked).toContain('/MyCustomerSecretKeys');
  expect(asked).not.toContain('/CustomerSecretKeys');
});

test('keeps several accounts, and switches between them from the side bar', async () => {
  const { page } = keydesk();
  await signIn(page, 'ADMIN');
  await accountButton(page).click();
  await page.getByRole('button', { name: 'Add account…' }).click();
  await signIn(page, 'USER');
  await expect(accountButton(page)).toContainText('Charles Babbage');
  await accountButton(page).click();
  await page.getByRole('dialog', { name: 'Accounts' }).getByRole('button', { name: 'Ada Byron' }).click();
  await expect(accountButton(page)).toContainText('Ada Byron');
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
  await expect(keyRow(page, 'difference-engine')).toBeHidden();
});

test('asks for the same account again instead of listing it twice', async () => {
  const { page } = keydesk();
  await signIn(page, 'ADMIN');
  await accountButton(page).click();
  await page.getByRole('button', { name: 'Add account…' }).click();
  await signIn(page, 'ADMIN');
  await accountButton(page).click();
  await expect(view(page).getByText('Other accounts')).toBeHidden();
  await page.keyboard.press('Escape');
});

test('signs out, back to the welcome screen', async () => {
  const { page } = keydesk();
  await signIn(page, 'ADMIN');
  await signOut(page);
  await expect(welcomeHeading(page)).toBeVisible();
  await expect(view(page).getByText('Ada Byron')).toBeHidden();
});

test('asks before signing out, and says what may be lost', async () => {
  const { page } = keydesk();
  await signIn(page, 'ADMIN');
  await accountButton(page).click();
  await page.getByRole('dialog', { name: 'Accounts' }).getByRole('button', { name: 'Sign out' }).click();
  const question = page.getByRole('alertdialog', { name: 'Sign out Ada Byron?' });
  await expect(question).toContainText('this is the only copy');
  await expect(question).toContainText('acme · Default · eu-frankfurt-1');
  await lookAt(page, 'sign-out');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(heading(page, 'My profile')).toBeVisible();
  await expect(accountButton(page)).toContainText('Ada Byron');
});

test('signs out of one account, and acts as the other only once that is chosen', async () => {
  const { page } = keydesk();
  await signIn(page, 'ADMIN');
  await accountButton(page).click();
  await page.getByRole('button', { name: 'Add account…' }).click();
  await signIn(page, 'USER');
  await signOut(page);
  await expect(welcomeHeading(page)).toBeVisible();
  await lookAt(page, 'accounts-after-sign-out');
  await page.getByRole('button', { name: 'Continue as Ada Byron' }).click();
  await expect(accountButton(page)).toContainText('Ada Byron');
});

test('marks the sample tenancy among the accounts', async () => {
  const { page } = keydesk();
  await page.getByRole('button', { name: 'Explore the sample tenancy' }).click();
  await expect(heading(page, 'My profile')).toBeVisible();
  await accountButton(page).click();
  await expect(page.getByRole('dialog', { name: 'Accounts' })).toContainText('Sample');
  await page.keyboard.press('Escape');
});

test('signs in from a file that was chosen in the file dialog', async () => {
  const { app, page, simulator } = keydesk();
  await chooseInFileDialog(app, simulator.configFile);
  await page.getByRole('button', { name: 'Another file…' }).click();
  await expect(view(page).getByText(simulator.configFile)).toBeVisible();
  await signIn(page, 'USER');
  await expect(accountButton(page)).toContainText('Charles Babbage');
});

test('says that a chosen file is no configuration file, and goes on with the one before', async () => {
  const { app, page, simulator } = keydesk();
  await chooseInFileDialog(app, simulator.configFile);
  await page.getByRole('button', { name: 'Another file…' }).click();
  await expect(view(page).getByText(simulator.configFile)).toBeVisible();
  await chooseInFileDialog(app, process.execPath);
  await page.getByRole('button', { name: 'Another file…' }).click();
  await expect(failureIn(page)).toContainText(`${process.execPath} could not be read`);
  await signIn(page, 'USER');
});

test('stays with its profiles when the file dialog is cancelled', async () => {
  const { app, page } = keydesk();
  await chooseInFileDialog(app, null);
  await page.getByRole('button', { name: 'Another file…' }).click();
  await expect(page.getByRole('button', { name: 'Another file…' })).toBeEnabled();
  await expect(signInButton(page, 'ADMIN')).toBeVisible();
  await expect(heading(page, 'Sign in to Oracle Cloud')).toBeVisible();
});

test('reads the file in the home folder where no variable names another', async ({ launchKeydesk, home, env }) => {
  const { simulator } = keydesk();
  await mkdir(join(home, '.oci'));
  await copyFile(simulator.configFile, join(home, '.oci', 'config'));
  const { page } = await launchKeydesk({ env: withoutConfigFile(env) });
  await signIn(page, 'ADMIN');
  await signOut(page);
  await expect(welcomeHeading(page)).toBeVisible();
});

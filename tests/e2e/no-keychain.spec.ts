import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { listKeychainEntries, withoutKeychain } from '../support/desktop/keychain-session.ts';
import { readProfile } from '../support/desktop/oci-config-file.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  generateButton,
  generateDialog,
  generateKey,
  nameField,
  storeAndClose,
} from '../support/views/secret-dialog.ts';
import { backToSecret, openThisComputer, openUse } from '../support/views/usage-views.ts';
import {
  accountButton,
  keyRow,
  openSettings,
  openUser,
  signIn,
  signInButton,
  view,
  welcomeHeading,
} from '../support/views/views.ts';

// Security lines 19 and 20. tests/e2e/keychain.spec.ts tests the rest of both lines.

test.skip(process.platform !== 'linux', 'a computer without a keychain: no session bus');

const keydesk = shareKeydesk({ profile: null, own: withoutKeychain });

/** Keydesk's entries in the kernel's key store for this user. An unpinned keychain library stores secrets there. Some may be older. */
const keysInKernel = async () =>
  (await readFile('/proc/keys', 'utf8')).split('\n').filter((line) => /@Keydesk\b/.test(line));

test('says on the welcome screen that keys stay in memory, before the first one is taken in', async () => {
  const { page } = keydesk();
  await expect(signInButton(page, 'ADMIN')).toBeVisible();
  await expect(page.getByText('No keychain: keys stay in memory until Keydesk quits.')).toBeVisible();
  await expect(page.getByText('so you sign in again after each start')).toBeVisible();
  await lookAt(page, 'welcome-no-keychain');
});

test('says before a handover address is made, and beside it, that it ends with this run', async () => {
  const { page } = keydesk();
  await page.getByRole('button', { name: 'My handover address…' }).click();
  const dialog = page.getByRole('dialog', { name: 'My handover address' });
  await expect(dialog.getByRole('note')).toContainText('ends with this run of Keydesk');
  await expect(dialog).not.toContainText('stays in this computer’s keychain');
  await dialog.getByRole('button', { name: 'Make a handover address' }).click();
  await expect(dialog.getByRole('code')).toHaveText(/^age1/);
  await expect(dialog.getByRole('note')).toContainText('opens until then, and never after');
});

test('refuses in words to keep a key on this computer', async () => {
  const { page } = keydesk();
  await signIn(page, 'ADMIN');
  await openThisComputer(page);
  await expect(view(page)).toContainText('This computer has no keychain that Keydesk can use now');
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
  const pane = await openUse(page, 'Keep on this computer');
  await expect(pane).toContainText('so it keeps no key here');
  await expect(pane.getByRole('textbox')).toHaveCount(0);
  await backToSecret(page);
  await storeAndClose(page);
});

test('signs in for the session, says so where it matters, writes no key to the disk, and has forgotten the account after a restart', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const inKernel = await keysInKernel();
  const options = { env: withoutKeychain(withConfigFile(env, simulator.configFile)) };
  const { page, close, userDataDir } = await launchKeydesk(options);
  await signIn(page, 'ADMIN');

  await openSettings(page);
  await expect(view(page)).toContainText('In memory only, until Keydesk quits.');

  await page.getByRole('link', { name: 'My profile' }).click();
  await generateButton(page).click();
  await expect(generateDialog(page)).toContainText('There is no keychain to hold the secret key');
  await nameField(page).press('Escape');
  await generateKey(page, 'ci-deploy');
  await expect(generateDialog(page)).toContainText('This secret key rests in memory only');
  expect(await keysInKernel()).toEqual(inKernel);
  await storeAndClose(page);
  expect(await keysInKernel()).toEqual(inKernel);
  await close();
  await expectNoKeyOnDisk(userDataDir, simulator.configFile);

  const again = await launchKeydesk({ ...options, userDataDir });
  await expect(welcomeHeading(again.page)).toBeVisible();
  await expect(signInButton(again.page, 'ADMIN')).toBeVisible();
  await expect(again.page.getByText('Ada Byron')).toBeHidden();
});

test('a keychain that has gone is told, nothing is deleted, and all is there when it is back', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const first = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(first.page, 'ADMIN');
  await expect(keyRow(first.page, 'analytical-notes')).toBeVisible();
  await first.close();
  const entries = await listKeychainEntries(env);
  expect(entries.length).toBeGreaterThan(0);
  const inKernel = await keysInKernel();

  const { userDataDir } = first;
  const second = await launchKeydesk({ env: withoutKeychain(withoutConfigFile(env)), userDataDir });
  await expect(accountButton(second.page)).toContainText('Ada Byron');
  await expect(view(second.page)).toContainText('Nothing was deleted.');
  await openSettings(second.page);
  await expect(view(second.page)).toContainText('In memory only, until Keydesk quits.');
  expect(await keysInKernel()).toEqual(inKernel);
  await second.close();
  expect(await listKeychainEntries(env)).toEqual(entries);

  const third = await launchKeydesk({ env: withoutConfigFile(env), userDataDir });
  await third.page.getByRole('link', { name: 'My profile' }).click();
  await expect(keyRow(third.page, 'analytical-notes')).toBeVisible();
  expect(await listKeychainEntries(env)).toEqual(entries);
});

async function expectNoKeyOnDisk(userDataDir: string, configFile: string): Promise<void> {
  const { key_file = '' } = await readProfile(configFile, 'ADMIN');
  const pem = await readFile(key_file, 'latin1');
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const traces = [der.subarray(400, 432), ...['base64', 'hex'].map((form) => traceIn(der, form as 'base64' | 'hex'))];

  const files = (await readdir(userDataDir, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const content = await readFile(join(file.parentPath, file.name));
    expect(
      traces.filter((trace) => content.includes(trace)),
      file.name,
    ).toEqual([]);
  }
}

/** A part of the private key, as it would appear in a text. */
const traceIn = (der: Buffer, form: 'base64' | 'hex') => Buffer.from(der.subarray(300, 330).toString(form));

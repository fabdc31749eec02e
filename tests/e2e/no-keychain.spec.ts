import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../support/environment.ts';
import { withoutKeychain } from '../support/keychain-session.ts';
import { test } from '../support/keydesk-test.ts';
import { readProfile } from '../support/oci-config-file.ts';
import { generateButton, generateDialog, generateKey, nameField, storeAndClose } from '../support/secret-dialog.ts';
import { openSettings, signIn, signInButton, view, welcomeHeading } from '../support/views.ts';

test.skip(process.platform !== 'linux', 'a computer without a keychain: no session bus');

test('says on the welcome screen that keys stay in memory, before the first one is taken in', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const { page } = await launchKeydesk({ env: withoutKeychain(withConfigFile(env, simulator.configFile)) });
  await expect(signInButton(page, 'ADMIN')).toBeVisible();
  await expect(page.getByText('No keychain: keys stay in memory until Keydesk quits.')).toBeVisible();
  await expect(page.getByText('Its key is kept in memory.')).toBeVisible();
});

test('signs in for the session, says so again where it matters, and has forgotten the account after a restart', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
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
  await storeAndClose(page);
  await close();

  const again = await launchKeydesk({ ...options, userDataDir });
  await expect(welcomeHeading(again.page)).toBeVisible();
  await expect(signInButton(again.page, 'ADMIN')).toBeVisible();
  await expect(again.page.getByText('Ada Byron')).toBeHidden();
});

test('says before a handover address is made, and beside it, that it ends with this run', async ({
  launchKeydesk,
  env,
}) => {
  const { page } = await launchKeydesk({ env: withoutKeychain(withoutConfigFile(env)) });
  await page.getByRole('button', { name: 'My handover address…' }).click();
  const dialog = page.getByRole('dialog', { name: 'My handover address' });
  await expect(dialog.getByRole('note')).toContainText('ends with this run of Keydesk');
  await expect(dialog).not.toContainText('stays in this computer’s keychain');
  await dialog.getByRole('button', { name: 'Make a handover address' }).click();
  await expect(dialog.getByRole('code')).toHaveText(/^age1/);
  await expect(dialog.getByRole('note')).toContainText('opens until then, and never after');
});

test('writes no key to the disk instead', async ({ launchKeydesk, simulator, env }) => {
  const { page, close, userDataDir } = await launchKeydesk({
    env: withoutKeychain(withConfigFile(env, simulator.configFile)),
  });
  await signIn(page, 'ADMIN');
  await close();
  const { key_file = '' } = await readProfile(simulator.configFile, 'ADMIN');
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
});

/** A stretch of the key as it would stand in a text. */
const traceIn = (der: Buffer, form: 'base64' | 'hex') => Buffer.from(der.subarray(300, 330).toString(form));

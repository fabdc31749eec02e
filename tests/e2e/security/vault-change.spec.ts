import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../../support/environment.ts';
import { listKeychainEntries, withoutKeychain } from '../../support/keychain-session.ts';
import { test } from '../../support/keydesk-test.ts';
import { generateKey, storeAndClose } from '../../support/secret-dialog.ts';
import { accountButton, keyRow, openSettings, signIn, view } from '../../support/views.ts';

// Security lines 19 and 20. What else they ask for: tests/e2e/no-keychain.spec.ts and keychain.spec.ts.

test.skip(process.platform !== 'linux', 'a computer without a keychain: no session bus');

/** What the kernel keeps of ours for this user, who may have older entries: where the keychain library goes on Linux when it is not pinned. */
const keysInKernel = async () =>
  (await readFile('/proc/keys', 'utf8')).split('\n').filter((line) => /@Keydesk\b/.test(line));

test('nothing goes into the keyring of the kernel, which a reboot empties', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const before = await keysInKernel();
  const { page } = await launchKeydesk({ env: withoutKeychain(withConfigFile(env, simulator.configFile)) });
  await signIn(page, 'ADMIN');
  await generateKey(page, 'ci-deploy');
  expect(await keysInKernel()).toEqual(before);
  await storeAndClose(page);
  expect(await keysInKernel()).toEqual(before);
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

import { rm } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { listKeychainEntries } from '../support/desktop/keychain-session.ts';
import { lookAt } from '../support/views/look-at.ts';
import { accountButton, heading, keyRow, openUser, signOut, view, welcomeHeading } from '../support/views/views.ts';

const keydesk = shareKeydesk({ profile: null });

test('is one step away from the welcome screen, with a clear mark that it is a sample', async () => {
  const { page, configFile } = keydesk();
  await rm(configFile);
  await page.reload();
  await page.getByRole('button', { name: 'Explore the sample tenancy' }).click();
  await expect(heading(page, 'My profile')).toBeVisible();
  await expect(accountButton(page)).toContainText('Ada Byron');
  await expect(page.getByRole('banner')).toContainText('nothing here reaches Oracle');
  await openUser(page, 'grace.hopper');
  await expect(keyRow(page, 'backup-nas')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('nothing here reaches Oracle');
  await signOut(page);
});

test('is where "--sample" starts, and leaves nothing behind: no entry in the keychain, no account after a restart', async ({
  launchKeydesk,
  env,
}) => {
  const before = await listKeychainEntries(env);
  const options = { env: withoutConfigFile(env) };
  const { page, close, userDataDir } = await launchKeydesk({ ...options, args: ['--sample'] });
  await expect(heading(page, 'My profile')).toBeVisible();
  await expect(accountButton(page)).toContainText('Ada Byron');
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
  await lookAt(page, 'sample');
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  expect(await listKeychainEntries(env)).toEqual(before);
  await close();
  const again = await launchKeydesk({ ...options, userDataDir, early: true });
  await expect(welcomeHeading(again.page)).toBeVisible();
  // The button is pressed as soon as it is drawn. Its call waits until main has loaded the code that answers it.
  await again.page.getByRole('button', { name: 'Set up this computer' }).click();
  await expect(again.page.getByRole('button', { name: 'Copy public key' })).toBeVisible();
  await expect(again.page.getByText('Ada Byron')).toBeHidden();
});

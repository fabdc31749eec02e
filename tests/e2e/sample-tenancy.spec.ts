import { expect } from '@playwright/test';
import { withoutConfigFile } from '../support/environment.ts';
import { listKeychainEntries } from '../support/keychain-session.ts';
import { test } from '../support/keydesk-test.ts';
import { accountButton, heading, keyRow, openUser, view, welcomeHeading } from '../support/views.ts';

test('is one step away from the welcome screen, with a clear mark that it is a sample', async ({
  launchKeydesk,
  env,
}) => {
  const { page } = await launchKeydesk({ env: withoutConfigFile(env) });
  await page.getByRole('button', { name: 'Explore the sample tenancy' }).click();
  await expect(heading(page, 'My profile')).toBeVisible();
  await expect(accountButton(page)).toContainText('Ada Byron');
  await expect(page.getByRole('banner')).toContainText('nothing here reaches Oracle');
  await openUser(page, 'grace.hopper');
  await expect(keyRow(page, 'backup-nas')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('nothing here reaches Oracle');
});

test('is where "--sample" starts, signed in as its administrator', async ({ launchKeydesk, env }) => {
  const { page } = await launchKeydesk({ env: withoutConfigFile(env), args: ['--sample'] });
  await expect(heading(page, 'My profile')).toBeVisible();
  await expect(accountButton(page)).toContainText('Ada Byron');
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
});

test('leaves nothing behind: no entry in the keychain, no account after a restart', async ({ launchKeydesk, env }) => {
  const before = await listKeychainEntries(env);
  const options = { env: withoutConfigFile(env) };
  const { page, close, userDataDir } = await launchKeydesk({ ...options, args: ['--sample'] });
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
  expect(await listKeychainEntries(env)).toEqual(before);
  await close();
  const again = await launchKeydesk({ ...options, userDataDir });
  await expect(welcomeHeading(again.page)).toBeVisible();
  await expect(again.page.getByText('Ada Byron')).toBeHidden();
});

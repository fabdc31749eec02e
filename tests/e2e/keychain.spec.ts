import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { listKeychainEntries } from '../support/desktop/keychain-session.ts';
import { readOutsideClipboard, writeOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { removeKeychainEntry } from '../support/desktop/remove-keychain-entry.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { copySecret, generateKey, secretRow, storeAndClose } from '../support/views/secret-dialog.ts';
import {
  accountButton,
  agreeToSignOut,
  heading,
  keyRow,
  openSettings,
  openUsers,
  signIn,
  signOut,
  view,
  welcomeHeading,
} from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'the keychain is looked at from outside through secret-tool');

test('keeps the account over a restart, without its configuration file', async ({ launchKeydesk, simulator, env }) => {
  const before = await listKeychainEntries(env);
  const first = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(first.page, 'ADMIN');
  await expect.poll(() => listKeychainEntries(env)).toHaveLength(before.length + 1);
  // The last view of the account: the users of another domain.
  await openUsers(first.page);
  await view(first.page).getByRole('button', { name: 'Compartment' }).click();
  await first.page.getByRole('option', { name: 'Engineering / Automation' }).click();
  await expect(view(first.page).getByText('24 users')).toBeVisible();
  await first.close();

  const second = await launchKeydesk({ env: withoutConfigFile(env), userDataDir: first.userDataDir });
  await expect(heading(second.page, 'Users')).toBeVisible();
  await expect(view(second.page).getByRole('button', { name: 'Domain' })).toContainText('Robots');
  await expect(view(second.page).getByText('24 users')).toBeVisible();
  await expect(accountButton(second.page)).toContainText('Ada Byron');
  await second.page.getByRole('link', { name: 'My profile' }).click();
  await expect(keyRow(second.page, 'analytical-notes')).toBeVisible();

  await openSettings(second.page);
  await expect(view(second.page)).toContainText('In the keyring of this desktop (Secret Service).');
  await view(second.page).getByRole('button', { name: 'Sign out' }).click();
  await agreeToSignOut(second.page);
  await expect(welcomeHeading(second.page)).toBeVisible();
  await expect.poll(() => listKeychainEntries(env)).toEqual(before);
  await second.close();

  const third = await launchKeydesk({ env: withoutConfigFile(env), userDataDir: first.userDataDir });
  await expect(welcomeHeading(third.page)).toBeVisible();
  await expect(third.page.getByText('Ada Byron')).toBeHidden();
});

test('keeps an open secret in the keychain until it is closed, offers it again after a crash, and clears the clipboard then', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const first = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(first.page, 'ADMIN');
  const before = await listKeychainEntries(env);
  await generateKey(first.page, 'ci-deploy');
  await expect.poll(() => listKeychainEntries(env)).toHaveLength(before.length + 1);
  const { keys } = await simulatorControls(simulator.url).state('ada.byron');
  const secret = keys.at(-1)?.secretKey ?? '';
  await copySecret(first.page).click();
  // Two new entries: the secret, and the value with which the next start compares the clipboard.
  await expect.poll(() => listKeychainEntries(env)).toHaveLength(before.length + 2);
  const gone = new Promise((resolve) => first.process.once('exit', resolve));
  first.process.kill('SIGKILL');
  await gone;
  // X11's clipboard ends with its program, unless a clipboard manager keeps the content.
  await writeOutsideClipboard(secret, env);

  const { page } = await launchKeydesk({ env: withoutConfigFile(env), userDataDir: first.userDataDir });
  await expect(secretRow(page)).toContainText('hidden, 44 characters');
  await expect.poll(() => readOutsideClipboard(env)).toBeNull();
  await storeAndClose(page);
  await expect.poll(() => listKeychainEntries(env)).toEqual(before);
  await signOut(page);
  await expect(welcomeHeading(page)).toBeVisible();
});

test('says that the key of an account has gone from the keychain', async ({ launchKeydesk, simulator, env }) => {
  const before = await listKeychainEntries(env);
  const first = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(first.page, 'ADMIN');
  const [mine = ''] = (await listKeychainEntries(env)).filter((name) => !before.includes(name));
  await first.close();
  await removeKeychainEntry(mine, env);

  const { page } = await launchKeydesk({ env: withoutConfigFile(env), userDataDir: first.userDataDir });
  await expect(view(page)).toContainText('The API key of Ada Byron is not in the keyring of this desktop');
  await expect(view(page)).toContainText('Sign out and sign in again with the profile ADMIN.');
});

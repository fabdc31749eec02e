import { createPrivateKey } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readProfile, writeConfigFile } from '../support/desktop/oci-config-file.ts';
import { lookAt } from '../support/views/look-at.ts';
import { countWords, failureIn, signIn, signInButton, signOut } from '../support/views/views.ts';
import { zoom } from '../support/views/zoom.ts';

const keydesk = shareKeydesk({ profile: null, reload: false });

/** Writes profiles as a person may have them. One of them cannot sign in. */
async function writeProfiles(): Promise<void> {
  const { home, simulator, page, configFile } = keydesk();
  const admin = await readProfile(simulator.configFile, 'ADMIN');
  const key = createPrivateKey(await readFile(admin['key_file'] ?? ''));
  const encrypted = join(home, 'team.pem');
  const cipher = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'long enough' } as const;
  await writeFile(encrypted, key.export(cipher));
  await writeConfigFile(configFile, {
    DEFAULT: admin,
    'TEAM@prod': { ...admin, key_file: encrypted },
    'old-laptop': { ...admin, key_file: join(home, 'gone.pem') },
  });
  await page.reload();
  await expect(signInButton(page, 'DEFAULT')).toBeVisible();
}

test('the welcome screen', async () => {
  await writeProfiles();
  await lookAt(keydesk().page, 'welcome');
  // The view must also fit into the smallest window at a zoom of 200%.
  const { page } = keydesk();
  await zoom(keydesk(), 3);
  expect(await page.evaluate(() => window.innerWidth)).toBeLessThan(400);
  const sideways = () => page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
  await expect.poll(sideways).toBe(0);
  await zoom(keydesk(), 1);
});

test('the welcome screen with many profiles: the one used last first, and a search', async () => {
  const { page, simulator, configFile } = keydesk();
  const admin = await readProfile(simulator.configFile, 'ADMIN');
  await writeConfigFile(configFile, Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`team-${n}`, admin])));
  await page.reload();
  await signIn(page, 'team-27');
  await signOut(page);
  const profiles = page.getByRole('region', { name: 'Profiles' });
  await expect(profiles.getByRole('listitem').first()).toContainText('team-27');
  await profiles.getByRole('searchbox', { name: 'Search 40 profiles' }).fill('m-3');
  await expect(profiles.getByRole('listitem')).toHaveCount(11);
  await lookAt(page, 'welcome-many');
});

test('the question for a passphrase', async () => {
  const { page } = keydesk();
  await writeProfiles();
  await signInButton(page, 'TEAM@prod').click();
  const dialog = page.getByRole('dialog', { name: 'Passphrase' });
  await dialog.getByLabel(/Passphrase of/).fill('wrong');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(failureIn(dialog)).toBeVisible();
  await expect(dialog.getByLabel(/Passphrase of/)).toBeFocused();
  await lookAt(page, 'passphrase');
});

test('the welcome screen without a configuration file', async () => {
  const { page, configFile } = keydesk();
  await rm(configFile, { force: true });
  await page.reload();
  await expect(page.getByRole('button', { name: 'Explore the sample tenancy' })).toBeVisible();
  await lookAt(page, 'welcome-no-file');
  expect(await countWords(page)).toBeLessThanOrEqual(60);
});

test('the welcome screen with a malformed configuration file', async () => {
  const { page, configFile } = keydesk();
  await writeFile(configFile, '[DEFAULT]\nuser ocid1.user.oc1..aaaa\n');
  await page.reload();
  await expect(failureIn(page)).toBeVisible();
  await lookAt(page, 'welcome-malformed');
});

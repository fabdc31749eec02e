import { readFileSync } from 'node:fs';
import process from 'node:process';
import { expect, type Page } from '@playwright/test';
import { withConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { openedDrafts, withMailProgram } from '../support/desktop/mail-program.ts';
import { list, listed, newSigner, seal } from '../support/updates/signed-list.ts';
import { brokenOff, endless, redirect, startUpdateServer } from '../support/updates/update-server.ts';
import { lookAt } from '../support/views/look-at.ts';
import { failureIn, heading, openSettings, signIn, view } from '../support/views/views.ts';

const bytes = Buffer.alloc(3_000_000, 'the newer Keydesk ');
const day = 86_400_000;
const { platform, arch } = process;
const signers = [newSigner(), newSigner()] as const;
let server: Awaited<ReturnType<typeof startUpdateServer>>;
test.beforeEach(async () => {
  server = await startUpdateServer();
});
test.afterEach(() => server.close());

const serve = (kind: string, name: string, more: object = {}) => {
  const dates = { issued: new Date(Date.now() - 7 * day), expires: new Date(Date.now() + 83 * day) };
  const file = listed(bytes, { platform, arch, package: kind, name, url: name });
  server.put('/updates.json', seal(list([file], { ...dates, ...more }), signers));
};
/** The environment of a Keydesk that fetches updates from this server and was installed by `kind`. */
const installedBy = (kind: string) => ({
  KEYDESK_UPDATES: JSON.stringify({ address: `${server.url}/updates.json`, keys: signers.map(({ key }) => key) }),
  KEYDESK_PACKAGE: kind,
});
const button = (page: Page, name: string) => view(page).getByRole('button', { name });

test('a newer version is told in a quiet line, and Settings has the way to get it on Linux', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  serve('deb', 'keydesk_0.2.0_amd64.deb');
  const given = { ...withConfigFile(env, simulator.configFile), ...installedBy('deb') };
  const { page } = await launchKeydesk({ env: given });
  await signIn(page, 'ADMIN');
  await openSettings(page);
  await button(page, 'Check now').click();
  await expect(view(page).getByText('Keydesk 0.2.0 is available. You have 0.1.0.')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Command' })).toHaveText('sudo apt install ./keydesk_0.2.0_amd64.deb');
  await expect(page.getByRole('radio', { name: 'Fetch' })).toHaveCount(0);
  // By default Chromium would send its own version, those of Electron and Keydesk, and the languages of the person.
  for (const { path, headers } of server.seen) {
    expect([path, headers['user-agent'], headers['accept-language'], headers.cookie]).toEqual([
      '/updates.json',
      'Keydesk',
      '*',
      undefined,
    ]);
  }

  for (const [answer, says] of [
    [redirect('https://elsewhere.example/updates.json'), 'points to another address'],
    [endless, 'sent more than the 300,000 bytes'],
    [Buffer.from('<html>Sign in to our network</html>'), 'is no list of versions'],
  ] as const) {
    server.put('/updates.json', answer);
    await button(page, 'Check now').click();
    await expect(failureIn(page)).toContainText(says);
  }
  server.put('/updates.json', seal(list([], { counter: 6 }), signers));
  await button(page, 'Check now').click();
  await expect(failureIn(page)).toContainText('is older than one that this computer has seen');
  await failureIn(page).scrollIntoViewIfNeeded();
  await lookAt(page, 'updates-refused');

  await page.getByRole('link', { name: 'My profile' }).click();
  const notice = page.getByRole('status').filter({ hasText: 'Keydesk 0.2.0 is available.' });
  await expect(notice).toBeVisible();
  await lookAt(page, 'updates-notice');
  await notice.getByRole('button', { name: 'How to get it' }).click();
  await expect(heading(page, 'Settings')).toBeVisible();
  await page.getByRole('radio', { name: 'Off', exact: true }).check();
  await expect(view(page).getByText('Keydesk asks nobody for newer versions.')).toBeVisible();
  await page.getByRole('link', { name: 'My profile' }).click();
  await expect(heading(page, 'My profile')).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('where a person may replace Keydesk, it is fetched, checked, and started by a press alone', async ({
  launchKeydesk,
  simulator,
  env,
  home,
}) => {
  const name = 'keydesk-0.2.0-win-x64-user.exe';
  serve('exe', name, { minimum: '0.1.1' });
  server.put(`/${name}`, brokenOff(bytes));
  const given = { ...withMailProgram(withConfigFile(env, simulator.configFile), home), ...installedBy('exe') };
  const { page } = await launchKeydesk({ env: given });
  await signIn(page, 'ADMIN');
  await openSettings(page);
  await page.getByRole('radio', { name: 'Fetch' }).check();
  await button(page, 'Check now').click();
  await expect(failureIn(page)).toContainText('broke off in the middle of its answer');
  // The end of the package is held back, so that the download can be seen under way.
  let finish = () => {};
  server.put(`/${name}`, (response) => {
    response.write(bytes.subarray(0, 2_000_000));
    finish = () => response.end(bytes.subarray(2_000_000));
  });
  await button(page, 'Fetch it now').click();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^6\d$/);
  await page.getByRole('progressbar').scrollIntoViewIfNeeded();
  await lookAt(page, 'updates-fetching');
  finish();
  await expect(button(page, 'Open the installer')).toBeVisible();
  expect(openedDrafts(home)).toEqual([]);
  await page.getByRole('link', { name: 'My profile' }).click();
  await expect(view(page).getByText('which its makers ask you not to use any more')).toBeVisible();
  await button(page, 'Open it in Settings').click();
  await expect(button(page, 'Open the installer')).toBeInViewport({ ratio: 1 });
  await lookAt(page, 'updates-ready');
  await button(page, 'Open the installer').click();
  if (platform !== 'linux') return;
  await expect
    .poll(() => openedDrafts(home))
    .toEqual([expect.stringMatching(new RegExp(`/updates/[0-9a-f]+/${name}$`))]);
  expect(readFileSync(openedDrafts(home)[0] ?? '').equals(bytes)).toBe(true);
});

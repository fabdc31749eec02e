import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { startAndEnd } from '../support/app/launch-app.ts';
import { windowBounds } from '../support/app/window-bounds-of.ts';
import { accountButton, openSettings, signIn, signInButton, welcomeHeading } from '../support/views/views.ts';

test('comes back as it was left, and into view when the display it stood on has gone', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const place = { x: 60, y: 40, width: 940, height: 660 };
  const first = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  expect(await windowBounds(first.app)).not.toEqual(place);
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  await expect.poll(() => windowBounds(first.app)).toEqual(place);
  await signIn(first.page, 'ADMIN');
  await openSettings(first.page);
  await first.page.getByRole('radio', { name: 'Dark' }).check();
  await first.page.getByRole('radio', { name: '60 s' }).check();
  await first.close();
  // Main's compiled code is stored for the next start only on Linux (docs/security.md).
  const compiled = await readdir(join(first.userDataDir, 'Code Cache', 'main')).catch(() => []);
  expect(compiled).toHaveLength(process.platform === 'linux' ? 1 : 0);

  const second = await launchKeydesk({ env, userDataDir: first.userDataDir });
  await expect.poll(() => windowBounds(second.app)).toEqual(place);
  await second.page.emulateMedia({ colorScheme: null });
  const background = () => second.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(background).toBe('rgb(17, 21, 23)');
  await openSettings(second.page);
  await expect(second.page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect(second.page.getByRole('radio', { name: '60 s' })).toBeChecked();
  await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 5000, y: 4000, width: 960, height: 660 }),
  );
  await expect.poll(async () => (await windowBounds(second.app))?.width).toBe(960);
  await second.close();

  // One file is damaged, one is a newer Keydesk's, and one is a pipe, which nobody writes into.
  const damaged = '{ "value": {';
  const newer = '{ "version": 2, "value": {} }';
  await writeFile(join(first.userDataDir, 'left-views.json'), damaged);
  await writeFile(join(first.userDataDir, 'settings.json'), newer);
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(first.userDataDir, 'proxies.json')]);
  const { app } = await launchKeydesk({ env, userDataDir: first.userDataDir });
  const [after, area] = await Promise.all([
    windowBounds(app),
    app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea),
  ]);
  if (after === null) throw new Error('There is no window.');
  expect(after.x).toBeLessThan(area.width);
  expect(after.y).toBeLessThan(area.height);
  expect(after.x).toBeGreaterThanOrEqual(0);
  expect(after.y).toBeGreaterThanOrEqual(0);
  const names = (await readdir(first.userDataDir))
    .filter((name) => /^(settings|left-views)\.json\.\d{4}-/.test(name))
    .toSorted();
  const kept = names.map((name) => readFile(join(first.userDataDir, name), 'utf8'));
  expect(await Promise.all(kept)).toEqual([damaged, newer]);
});

test('a second start ends by itself, brings the first window to the front, and hands "--sample" over to it', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const { app, page, startAgain } = await launchKeydesk({ env: withoutConfigFile(env) });
  await expect(welcomeHeading(page)).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return;
    const focus = window.focus.bind(window);
    window.focus = () => {
      Reflect.set(globalThis, 'broughtToFront', true);
      focus();
    };
  });
  expect(await startAgain()).toBe(0);
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'broughtToFront'))).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await expect(welcomeHeading(page)).toBeVisible();

  // An app with another profile folder counts as another Keydesk.
  const other = await launchKeydesk({ env: withConfigFile(env, simulator.configFile), args: ['--other'] });
  await expect(signInButton(other.page, 'ADMIN')).toBeVisible();
  await other.close();

  // If the window is gone, for whatever reason, the next start opens it again.
  await app.evaluate(({ app: electron, BrowserWindow }) => {
    electron.once('window-all-closed', () => {});
    BrowserWindow.getAllWindows()[0]?.destroy();
  });
  const [another] = await Promise.all([app.waitForEvent('window'), startAgain()]);
  await expect(welcomeHeading(another)).toBeVisible();

  expect(await startAgain(['--sample'])).toBe(0);
  await expect(accountButton(another)).toContainText('Ada Byron');
  await expect(another.getByRole('banner')).toContainText('nothing here reaches Oracle');
});

test('a profile folder that cannot be written is told, and the start ends with an error', async ({ env, home }) => {
  const userDataDir = join(home, 'read-only');
  await mkdir(userDataDir, { mode: 0o500 });
  const { code, output } = await startAndEnd({ env, userDataDir });
  expect(code).toBe(1);
  const why = `Its folder ${userDataDir} cannot be used: this account has no permission for that.`;
  expect(output).toContain(`keydesk: ${why}`);
  expect(output).toContain(`error box: Keydesk cannot start: ${why}`);
});

test('a start that fails before its window is there is told; one that fails because its window was closed ends in silence', async ({
  env,
  home,
}) => {
  const [failed, closed] = await Promise.all(
    ['defect-at-start.cjs', 'closed-at-start.cjs'].map((part) =>
      startAndEnd({ env, userDataDir: join(home, part), parts: [part] }),
    ),
  );
  const why = 'It could not be built: no menu today. Nothing was changed. Start Keydesk again.';
  expect(failed).toEqual({ code: 1, output: expect.stringContaining(`error box: Keydesk cannot start: ${why}`) });
  expect(failed?.output).toContain(`keydesk: ${why}`);
  expect(closed).toEqual({ code: 0, output: expect.not.stringMatching(/keydesk: |error box/) });
});

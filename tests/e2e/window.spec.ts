import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../support/environment.ts';
import { test } from '../support/keydesk-test.ts';
import { startAgain, startAndEnd } from '../support/start-again.ts';
import { accountButton, signInButton, welcomeHeading } from '../support/views.ts';
import { windowPlace } from '../support/window-place.ts';

test('keeps its size and place over a restart', async ({ launchKeydesk, env }) => {
  const place = { x: 60, y: 40, width: 940, height: 660 };
  const first = await launchKeydesk({ env });
  expect(await windowPlace(first.app)).not.toEqual(place);
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  await expect.poll(() => windowPlace(first.app)).toEqual(place);
  await first.close();
  const second = await launchKeydesk({ env, userDataDir: first.userDataDir });
  expect(await windowPlace(second.app)).toEqual(place);
});

test('comes back into view when the display it stood on has gone', async ({ launchKeydesk, env }) => {
  const first = await launchKeydesk({ env });
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 5000, y: 4000, width: 940, height: 660 }),
  );
  await expect.poll(async () => (await windowPlace(first.app))?.width).toBe(940);
  await first.close();
  const { app } = await launchKeydesk({ env, userDataDir: first.userDataDir });
  const [place, area] = await Promise.all([
    windowPlace(app),
    app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea),
  ]);
  if (place === null) throw new Error('There is no window.');
  expect(place.x).toBeLessThan(area.width);
  expect(place.y).toBeLessThan(area.height);
  expect(place.x).toBeGreaterThanOrEqual(0);
  expect(place.y).toBeGreaterThanOrEqual(0);
});

test('a second start ends by itself, and brings the first window to the front', async ({ launchKeydesk, env }) => {
  const { app, page, userDataDir } = await launchKeydesk({ env: withoutConfigFile(env) });
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
  expect(await startAgain({ env: withoutConfigFile(env), userDataDir })).toBe(0);
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'broughtToFront'))).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await expect(welcomeHeading(page)).toBeVisible();

  // A window that is gone, whatever took it, comes with the next start.
  await app.evaluate(({ app: electron, BrowserWindow }) => {
    electron.once('window-all-closed', () => {});
    BrowserWindow.getAllWindows()[0]?.destroy();
  });
  const [another] = await Promise.all([
    app.waitForEvent('window'),
    startAgain({ env: withoutConfigFile(env), userDataDir }),
  ]);
  await expect(welcomeHeading(another)).toBeVisible();
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

test('a second start hands "--sample" over to the first', async ({ launchKeydesk, env }) => {
  const { page, userDataDir } = await launchKeydesk({ env: withoutConfigFile(env) });
  await expect(welcomeHeading(page)).toBeVisible();
  expect(await startAgain({ env: withoutConfigFile(env), userDataDir, args: ['--sample'] })).toBe(0);
  await expect(accountButton(page)).toContainText('Ada Byron');
  await expect(page.getByRole('banner')).toContainText('nothing here reaches Oracle');
});

test('a start with another profile folder is another Keydesk', async ({ launchKeydesk, simulator, env }) => {
  const options = { env: withConfigFile(env, simulator.configFile) };
  const [first, second] = await Promise.all([launchKeydesk(options), launchKeydesk({ ...options, args: ['--other'] })]);
  await expect(signInButton(first.page, 'ADMIN')).toBeVisible();
  await expect(signInButton(second.page, 'ADMIN')).toBeVisible();
});

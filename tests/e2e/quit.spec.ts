import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { startBus } from '../../scripts/session/keychain.mjs';
import { withConfigFile, withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import type { RunningApp } from '../support/app/launch-app.ts';
import { startBusService } from '../support/desktop/bus-service.ts';
import { withoutKeychain } from '../support/desktop/keychain-session.ts';
import { openedDrafts, withMailProgram } from '../support/desktop/mail-program.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { holdPrint } from '../support/dialogs/held-print.ts';
import { answerQuestion, questionAsked } from '../support/dialogs/message-box.ts';
import { goBack, lockWithPassphrase, openWay } from '../support/views/handover-dialog.ts';
import {
  closeButton,
  closedNotice,
  copySecret,
  generateDialog,
  generateKey,
  secretRow,
  storeAndClose,
  stored,
} from '../support/views/secret-dialog.ts';
import { openUser, signIn } from '../support/views/views.ts';

const endOf = ({ process }: RunningApp) => new Promise<number | null>((resolve) => process.once('exit', resolve));

/** Quits as the menu does. Gives a promise of the exit code. */
function quit(running: RunningApp): Promise<number | null> {
  const ended = endOf(running);
  // The app may end before Playwright gets the answer.
  running.app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
  return ended;
}

test('offers a secret again after the next start, where a keychain keeps it, and quits without a question either time', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const first = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(first.page, 'ADMIN');
  await generateKey(first.page, 'ci-deploy');
  expect(await quit(first)).toBe(0);
  const second = await launchKeydesk({ env: withoutConfigFile(env), userDataDir: first.userDataDir });
  await expect(secretRow(second.page)).toContainText('hidden, 44 characters');
  await storeAndClose(second.page);
  expect(await quit(second)).toBe(0);
});

test.describe('when the system ends it', () => {
  test.skip(process.platform !== 'linux', 'a bus, a clipboard and temporary files as Linux has them');

  test('clears the clipboard and goes when logind tells that the computer is about to be shut down', async ({
    launchKeydesk,
    simulator,
    env,
  }) => {
    const bus = await startBus(process.env);
    const onBus = { ...withConfigFile(env, simulator.configFile), DBUS_SYSTEM_BUS_ADDRESS: `${bus.address}` };
    const logind = startBusService(onBus);
    const running = await launchKeydesk({ env: onBus });
    await signIn(running.page, 'ADMIN');
    await generateKey(running.page, 'ci-deploy');
    await copySecret(running.page).click();
    await expect(generateDialog(running.page)).toContainText('Copied.');
    const name = 'org.freedesktop.login1';
    const told = { bus: 'system', name, interface: `${name}.Manager`, path: '/org/freedesktop/login1' } as const;
    // Repeated, since Chromium may not have found this logind yet.
    await expect
      .poll(async () => {
        await logind.send({ ...told, member: 'PrepareForShutdown', signature: 'b', values: [true] });
        return running.process.exitCode;
      })
      .toBe(0);
    expect(await readOutsideClipboard(env)).toBeNull();
    logind.close();
    await bus.close();
  });

  test('leaves neither a draft nor the pages of a sheet behind', async ({ launchKeydesk, simulator, env, home }) => {
    const running = await launchKeydesk({ env: withMailProgram(withConfigFile(env, simulator.configFile), home) });
    const { app, page } = running;
    await signIn(page, 'ADMIN');
    await openUser(page, 'grace.hopper');
    await generateKey(page, 'ci-deploy');
    const mail = await openWay(page, 'E-mail draft');
    await lockWithPassphrase(mail);
    await mail.getByRole('button', { name: 'Open draft' }).click();
    await expect(mail.getByRole('status')).toContainText('is open');
    await goBack(page);
    await holdPrint(app);
    await (await openWay(page, 'Print')).getByRole('button', { name: 'Print…' }).click();
    const folder = () => app.evaluate(() => process.env['TMPDIR'] ?? '');
    await expect.poll(folder).toMatch(/keydesk-print-/);
    // Chromium's print dialog leaves such files there for the spooler.
    const pages = join(await folder(), 'pages.pdf');
    await writeFile(pages, 'The secret in clear.');
    await expect.poll(() => openedDrafts(home)).toHaveLength(1);
    const [draft = ''] = openedDrafts(home);
    expect([draft, pages].map(existsSync)).toEqual([true, true]);

    const ended = endOf(running);
    running.process.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect([draft, pages].map(existsSync)).toEqual([false, false]);
  });
});

test.describe('without a keychain', () => {
  test.skip(process.platform !== 'linux', 'a computer without a keychain: no session bus');

  test('asks before it quits while the clipboard has the only copy, and quits without a question once it is stored', async ({
    launchKeydesk,
    simulator,
    env,
  }) => {
    const running = await launchKeydesk({ env: withoutKeychain(withConfigFile(env, simulator.configFile)) });
    const { app, page } = running;
    await signIn(page, 'ADMIN');
    await page.evaluate(() => Reflect.get(window, 'keydesk').Preferences.ChangeSettings({ clipboardSeconds: 120 }));
    await generateKey(page, 'ci-deploy');
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied.');
    await closeButton(page).click();
    await expect(closedNotice(page)).toBeVisible();
    await answerQuestion(app, 'Go back');
    const ended = quit(running);
    await expect.poll(() => questionAsked(app)).toContain('Is the secret key of ci-deploy stored?');
    await closedNotice(page).getByRole('button', { name: 'Show it again' }).click();
    await stored(page).check();
    await app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
    expect(await ended).toBe(0);
  });

  test('quits with a secret that nobody has stored only when the person says so', async ({
    launchKeydesk,
    simulator,
    env,
  }) => {
    const running = await launchKeydesk({ env: withoutKeychain(withConfigFile(env, simulator.configFile)) });
    const { app, page, userDataDir } = running;
    await signIn(page, 'ADMIN');
    await generateKey(page, 'ci-deploy');
    const goesBack = async (end: () => unknown) => {
      await answerQuestion(app, 'Go back');
      await end();
      await expect.poll(() => questionAsked(app)).toContain('Is the secret key of ci-deploy stored?');
      await expect(copySecret(page)).toBeVisible();
    };
    let ended: Promise<number | null> | undefined;
    await goesBack(() => {
      ended = quit(running);
    });
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) await goesBack(() => running.process.kill(signal));
    // Even if the profile folder cannot be written when the window closes, the question is asked: only the window's bounds are lost.
    await chmod(userDataDir, 0o500);
    await goesBack(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()));
    await chmod(userDataDir, 0o700);

    await answerQuestion(app, 'Quit and lose the secret key');
    await app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
    expect(await ended).toBe(0);
  });
});

import { chmod } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../support/environment.ts';
import { withoutKeychain } from '../support/keychain-session.ts';
import { test } from '../support/keydesk-test.ts';
import type { RunningApp } from '../support/launch-app.ts';
import { answerQuestion, questionAsked } from '../support/message-box.ts';
import {
  closeButton,
  closedNotice,
  copySecret,
  generateDialog,
  generateKey,
  secretRow,
  storeAndClose,
  stored,
} from '../support/secret-dialog.ts';
import { signIn, signOut } from '../support/views.ts';

/** Quits as the menu does. Gives what will be the exit code. */
function quit({ app, process }: RunningApp): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => process.once('exit', resolve));
  // The answer may be lost with the app.
  app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
  return ended;
}

test('quits without a question when nothing would be lost', async ({ launchKeydesk, simulator, env }) => {
  const running = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(running.page, 'ADMIN');
  expect(await quit(running)).toBe(0);
});

test('offers a secret again after the next start, where a keychain keeps it', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  const first = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(first.page, 'ADMIN');
  await generateKey(first.page, 'ci-deploy');
  expect(await quit(first)).toBe(0);
  const { page } = await launchKeydesk({ env: withoutConfigFile(env), userDataDir: first.userDataDir });
  await expect(secretRow(page)).toContainText('hidden, 44 characters');
  await storeAndClose(page);
  await signOut(page);
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
    await generateKey(page, 'ci-deploy');
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied.');
    await closeButton(page).click();
    await expect(closedNotice(page)).toBeVisible();
    await answerQuestion(app, 'Go back');
    const ended = quit(running);
    await expect.poll(() => questionAsked(app)).toContain('The secret key of ci-deploy has not been stored');
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
      await expect.poll(() => questionAsked(app)).toContain('The secret key of ci-deploy has not been stored');
      await expect(copySecret(page)).toBeVisible();
    };
    let ended: Promise<number | null> | undefined;
    await goesBack(() => {
      ended = quit(running);
    });
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) await goesBack(() => running.process.kill(signal));
    // A folder that cannot be written when the window closes: its place is lost, the question is not.
    await chmod(userDataDir, 0o500);
    await goesBack(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()));
    await chmod(userDataDir, 0o700);

    await answerQuestion(app, 'Quit and lose the secret key');
    await app.evaluate((electron) => electron.app.quit()).catch(() => undefined);
    expect(await ended).toBe(0);
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { expect, type Page } from '@playwright/test';
import { withConfigFile } from '../../support/app/environment.ts';
import { test } from '../../support/app/keydesk-test.ts';
import { shareKeydesk } from '../../support/app/shared-keydesk.ts';
import { screenSaver, startBusService } from '../../support/desktop/bus-service.ts';
import { listKeychainEntries } from '../../support/desktop/keychain-session.ts';
import { readOutsideClipboard, writeOutsideClipboard } from '../../support/desktop/outside-clipboard.ts';
import { watchCaptureHiding } from '../../support/dialogs/capture-hiding.ts';
import {
  goBack,
  lockedWith,
  nextGroup,
  openWay,
  passphraseWords,
  previousGroup,
  spelledWords,
  spellingStep,
  typedSecret,
  typeInDialog,
} from '../../support/views/handover-dialog.ts';
import {
  copySecret,
  generateDialog,
  generateKey,
  hideSecret,
  revealSecret,
  secretRow,
  storeAndClose,
} from '../../support/views/secret-dialog.ts';
import { keysTable, openSettings, openUser, signIn } from '../../support/views/views.ts';

// Security lines 21, 22 and 23: events of the system must neither lose the secret nor expose it.

test.describe('while the app runs on', () => {
  const keydesk = shareKeydesk();
  const secretAtOracle = async () => (await keydesk().controls.state('ada.byron')).keys.at(-1)?.secretKey ?? 'none';

  /**
   * Announces sleep or a screen lock as the system does. On Linux the lock comes over the bus, as from GNOME. Sleep is emitted as
   * Electron's event: with logind's own signal, Chromium would go to sleep too and cut Playwright off.
   */
  async function announce(event: 'suspend' | 'lock-screen') {
    const { app, page, env } = keydesk();
    if (process.platform !== 'linux' || event === 'suspend') {
      return app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
    }
    const service = startBusService(env);
    await service.send(screenSaver('org.gnome.ScreenSaver', true));
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    service.close();
  }
  const unlock = (page: Page) => page.getByRole('button', { name: 'Unlock' }).click();

  for (const event of ['suspend', 'lock-screen'] as const) {
    test(`clears the clipboard and the screen on ${event}, and offers the secret again after it`, async () => {
      const { page, env } = keydesk();
      await keysTable(page).waitFor();
      await generateKey(page, 'ci-deploy');
      const secret = await secretAtOracle();
      await copySecret(page).click();
      await expect(generateDialog(page)).toContainText('Copied.');
      await revealSecret(page).click();
      await expect(secretRow(page).getByRole('code')).toHaveText(secret);
      if (process.platform === 'linux') expect(await readOutsideClipboard(env)).toBe(secret);
      await announce(event);
      await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
      // The page is reloaded, so that its memory is freed too.
      await expect(async () => expect(await page.content()).not.toContain(secret)).toPass();
      if (process.platform === 'linux') await expect.poll(() => readOutsideClipboard(env)).toBeNull();
      await unlock(page);
      await storeAndClose(page);
    });
  }

  test('leaves alone on suspend what somebody else has copied', async () => {
    test.skip(process.platform !== 'linux', 'the clipboard is looked at from outside through xclip');
    const { page, env } = keydesk();
    await keysTable(page).waitFor();
    await generateKey(page, 'ci-deploy');
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied.');
    await writeOutsideClipboard('a shopping list', env);
    await announce('suspend');
    await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
    expect(await readOutsideClipboard(env)).toBe('a shopping list');
    await unlock(page);
    await storeAndClose(page);
  });

  test('hides the window from screen capture while the secret is revealed, and only then', async () => {
    const { app, page } = keydesk();
    const { isHidden, wasHidden } = await watchCaptureHiding(app);
    await keysTable(page).waitFor();
    await generateKey(page, 'ci-deploy');
    expect(await wasHidden()).toBe(false);
    await revealSecret(page).click();
    await expect.poll(isHidden).toBe(true);
    await hideSecret(page).click();
    await expect.poll(isHidden).toBe(false);
    await revealSecret(page).click();
    await expect.poll(isHidden).toBe(true);
    await storeAndClose(page);
    await expect.poll(isHidden).toBe(false);
  });

  test('hides it as well while the secret is spelled or typed in, and while the words of a passphrase are shown', async () => {
    const { app, page } = keydesk();
    const { isHidden } = await watchCaptureHiding(app);
    await openUser(page, 'grace.hopper');
    await generateKey(page, 'ci-deploy');

    await openWay(page, 'Spell aloud');
    await expect(spelledWords(page)).toHaveCount(4);
    await expect.poll(isHidden).toBe(true);
    for (let pressed = 0; pressed < 11; pressed += 1) await nextGroup(page).click();
    await expect(spellingStep(page)).toHaveText('All 11 groups');
    await expect.poll(isHidden, 'nothing secret is left').toBe(false);
    await previousGroup(page).click();
    await expect(spelledWords(page)).toHaveCount(4);
    await expect.poll(isHidden).toBe(true);
    await goBack(page);
    await expect.poll(isHidden).toBe(false);

    for (const way of ['Encrypted file', 'E-mail draft'] as const) {
      const place = await openWay(page, way);
      await lockedWith(place, 'A passphrase').check();
      await expect(passphraseWords(place)).toHaveCount(10);
      await expect.poll(isHidden, way).toBe(true);
      await goBack(page);
      await expect.poll(isHidden, way).toBe(false);
    }
    await storeAndClose(page);

    await openSettings(page);
    await page.getByRole('button', { name: 'Type in a secret key…' }).click();
    await typedSecret(page).fill('kB7+/=qR');
    await expect.poll(isHidden).toBe(true);
    await typedSecret(page).fill('');
    await page.keyboard.press('Escape');
    await expect(typeInDialog(page)).toBeHidden();
    await expect.poll(isHidden).toBe(false);
  });

  test('leaves the window to screen readers and captures where the setting says so', async () => {
    const { app, page } = keydesk();
    await page.evaluate(() => Reflect.get(window, 'keydesk').Preferences.ChangeSettings({ contentProtection: false }));
    const { wasHidden } = await watchCaptureHiding(app);
    await keysTable(page).waitFor();
    await generateKey(page, 'ci-deploy');
    await revealSecret(page).click();
    await expect(hideSecret(page)).toBeVisible();
    await storeAndClose(page);
    expect(await wasHidden()).toBe(false);
  });
});

for (const [end, name] of [
  ['quit', 'quitting clears the clipboard before the end'],
  ['SIGTERM', 'a signal of the system clears the clipboard before the end, and leaves the secret in the keychain'],
] as const) {
  test(name, async ({ launchKeydesk, simulator, env, home }) => {
    const { app, page, process: child } = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
    await signIn(page, 'ADMIN');
    await generateKey(page, 'ci-deploy');
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied.');
    // On X11 the clipboard's content ends with the program that copied it. So the test checks inside the app that the app cleared it.
    const note = join(home, 'cleared');
    await app.evaluate(({ clipboard }, path) => {
      const { appendFileSync } = process.getBuiltinModule('node:fs');
      const clear = clipboard.clear.bind(clipboard);
      clipboard.clear = async (...selection: []) => {
        await clear(...selection);
        if (selection.length === 0) appendFileSync(path, 'cleared\n');
      };
    }, note);
    const entries = process.platform === 'linux' ? await listKeychainEntries(env) : [];
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (end === 'quit') await app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
    else child.kill(end);
    expect(await ended).toBe(0);
    expect(await readFile(note, 'utf8')).toBe('cleared\n');
    if (process.platform !== 'linux') return;
    const isOfClipboard = (entry: string) => entry.startsWith('clipboard:');
    const left = await listKeychainEntries(env);
    expect(left).toEqual(expect.arrayContaining(entries.filter((entry) => !isOfClipboard(entry))));
    // The value with which the next start would compare the clipboard is no longer needed.
    expect(left.filter(isOfClipboard)).toEqual([]);
  });
}

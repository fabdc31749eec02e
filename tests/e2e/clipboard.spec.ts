import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { holdMainTimers } from '../support/app/hold-main-timers.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import {
  hangWithClipboard,
  readOutsideClipboard,
  writeOutsideClipboard,
} from '../support/desktop/outside-clipboard.ts';
import { hearOfFocus, takeFocus } from '../support/desktop/take-focus.ts';
import { paced } from '../support/runner/pace.ts';
import { lookAt } from '../support/views/look-at.ts';
import { keyOfGrace, openKeyForEach } from '../support/views/open-key.ts';
import {
  accessRow,
  closeButton,
  closedNotice,
  copySecret,
  generateDialog,
  generateKey,
  hideSecret,
  revealSecret,
  secretRow,
  storeAndClose,
} from '../support/views/secret-dialog.ts';
import { keyRow, openSettings, openUser } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'the clipboard is looked at from outside through xclip');

const keydesk = shareKeydesk();
/** Longer than a test takes. The test that waits for the clearing chooses the shortest time instead. */
const SECONDS = 60;
const SHORTEST = 10;

const outside = () => readOutsideClipboard(keydesk().env);
const secretAtOracle = async () => (await keyOfGrace(keydesk())).secretKey;

const clearAfter = (clipboardSeconds: number) =>
  keydesk().page.evaluate((given) => Reflect.get(window, 'keydesk').Preferences.ChangeSettings(given), {
    clipboardSeconds,
  });
/** Expects words that name the seconds left of `all` since `began`, with the delay of a slow machine, and that then count down. */
async function expectWhatIsLeft(words: Locator, pattern: RegExp, { all, began }: { all: number; began: number }) {
  await expect(words).toContainText(pattern);
  const told = Number(pattern.exec((await words.textContent()) ?? '')?.[1]);
  const passed = (Date.now() - began) / 1000;
  expect(told).toBeLessThanOrEqual(all);
  expect(told).toBeGreaterThan(all - passed - 1);
  await expect(words).not.toContainText(` ${told} s.`);
}

/** Reveals the secret, and waits until React has begun what it does afterwards: it starts the timers that mask the secret again. */
async function reveal(page: Page): Promise<void> {
  await revealSecret(page).click();
  await expect(hideSecret(page)).toBeVisible();
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    port2.postMessage(null);
    return new Promise((resolve) => {
      port1.onmessage = () => resolve(null);
    });
  });
}

openKeyForEach(keydesk);
test.beforeEach(async () => {
  await writeOutsideClipboard('what was there before', keydesk().env);
  await clearAfter(SECONDS);
});

test('copies the secret that the service made, and clears it after the time told', async () => {
  const { app, page } = keydesk();
  const letTimePass = await holdMainTimers(app, SECONDS * 1000);
  const began = Date.now();
  await copySecret(page).click();
  const words = /Copied\. The clipboard is cleared in (\d+) s\./;
  await expectWhatIsLeft(generateDialog(page), words, { all: SECONDS, began });
  expect(await outside()).toBe(await secretAtOracle());
  await letTimePass();
  await expect(generateDialog(page)).toContainText('The secret key was cleared from the clipboard.');
  expect(await outside()).toBeNull();
  await storeAndClose(page);
});

test('leaves alone what another program has copied', async () => {
  const { app, page, env } = keydesk();
  const letTimePass = await holdMainTimers(app, SECONDS * 1000);
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  await writeOutsideClipboard('a shopping list', env);
  await letTimePass();
  await expect(generateDialog(page)).toContainText('The clipboard was left alone');
  expect(await outside()).toBe('a shopping list');
  await storeAndClose(page);
});

test('leaves the copy there when the dialog is closed: copy, close, paste loses nothing', async () => {
  const { page } = keydesk();
  await storeAndClose(page);
  await openSettings(page);
  await page.getByRole('radio', { name: '120 s', exact: true }).check();
  await openUser(page, 'grace.hopper');
  await keydesk().controls.reset();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await generateKey(page, 'ci-release');
  const began = Date.now();
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Closing leaves it there until then.');
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
  const words = /The secret key of ci-release for Grace Hopper is on the clipboard for (\d+) s\./;
  await expectWhatIsLeft(closedNotice(page), words, { all: 120, began });
  expect(await outside()).toBe(await secretAtOracle());
  await lookAt(page, 'closed-on-clipboard');
  await closedNotice(page).getByRole('button', { name: 'Show it again' }).click();
  await expect(closedNotice(page)).toBeHidden();
  await revealSecret(page).click();
  await expect(secretRow(page).getByRole('code')).toHaveText(await secretAtOracle());
  await closeButton(page).click();
  await closedNotice(page).getByRole('button', { name: 'Clear now' }).click();
  await expect(closedNotice(page)).toBeHidden();
  expect(await outside()).toBeNull();
});

test('clears it after the dialog is closed too, at the time told', async () => {
  const { page } = keydesk();
  await clearAfter(SHORTEST);
  const began = Date.now();
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  await closeButton(page).click();
  await expect.poll(outside).toBeNull();
  expect(Date.now() - began).toBeGreaterThanOrEqual(SHORTEST * 1000);
  await expect(closedNotice(page)).toBeHidden();
});

test('says after closing that something else was copied, and keeps the secret until it is known to be stored', async () => {
  const { page } = keydesk();
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  await closeButton(page).click();
  await keyRow(page, 'ci-deploy').getByRole('button', { name: /^Copy/ }).first().click();
  await expect(closedNotice(page)).toContainText(
    'The secret key of ci-deploy for Grace Hopper is no longer on the clipboard.',
  );
  await lookAt(page, 'closed-off-clipboard');
  await closedNotice(page).getByRole('button', { name: 'It is stored' }).click();
  await expect(closedNotice(page)).toBeHidden();
});

test('asks whether it is stored when the copy was replaced while the dialog was open', async () => {
  const { page, env, controls } = keydesk();
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  await writeOutsideClipboard('a shopping list', env);
  await closeButton(page).click();
  const question = page.getByRole('alertdialog', { name: 'Is the secret key stored?' });
  await expect(question).toContainText('was copied, and is no longer on the clipboard');
  await lookAt(page, 'close-question-copied');
  await question.getByRole('button', { name: 'Close and delete the key' }).click();
  await expect(generateDialog(page)).toBeHidden();
  await expect(keyRow(page, 'ci-deploy')).toBeHidden();
  expect((await controls.state('grace.hopper')).keys.map(({ name }) => name)).not.toContain('ci-deploy');
  expect(await outside()).toBe('a shopping list');
});

test('does not clear what somebody else copied when the dialog is closed', async () => {
  const { page, env } = keydesk();
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  await writeOutsideClipboard('a shopping list', env);
  await storeAndClose(page);
  expect(await outside()).toBe('a shopping list');
});

test('takes what a person selects and copies the guarded way too', async () => {
  const { page } = keydesk();
  await generateDialog(page).getByRole('button', { name: 'Reveal secret key' }).click();
  const shown = generateDialog(page).getByRole('group', { name: 'Secret key' }).getByRole('code');
  await expect(shown).not.toBeEmpty();
  await shown.selectText();
  await page.evaluate(() => document.execCommand('copy'));
  await expect(generateDialog(page)).toContainText('Copied. The clipboard is cleared in');
  expect(await outside()).toBe(await secretAtOracle());
  await storeAndClose(page);
});

test('keeps a revealed secret out of whatever is selected, copied with it, or on X11’s second clipboard', async () => {
  const { app, page, env } = keydesk();
  await revealSecret(page).click();
  await expect(secretRow(page).getByRole('code')).toHaveText(await secretAtOracle());
  const accessKey = (await accessRow(page).getByRole('code').textContent()) ?? '';
  const edit = (what: 'selectAll' | 'copy') =>
    app.evaluate(({ BrowserWindow }, method) => BrowserWindow.getAllWindows()[0]?.webContents[method](), what);
  const selected = () => readOutsideClipboard(env, 'primary');

  // Selects and copies as the menu does.
  await edit('selectAll');
  await edit('copy');
  await expect.poll(outside, 'something was copied').not.toBe('what was there before');
  expect([await outside(), await selected()].join(' ')).not.toContain((await secretAtOracle()).slice(0, 6));

  const [from, to] = [await accessRow(page).getByRole('code').boundingBox(), await secretRow(page).boundingBox()];
  if (from === null || to === null) throw new Error('The rows of the key are not there.');
  await page.mouse.move(from.x + 20, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height - 10, { steps: 5 });
  await page.mouse.up();
  await writeOutsideClipboard('what was there before', env);
  await edit('copy');
  await expect.poll(outside, 'something was copied').not.toBe('what was there before');
  expect([accessKey, await outside(), await selected()].join(' ')).not.toContain((await secretAtOracle()).slice(0, 6));

  await storeAndClose(page);
});

test('masks a revealed secret again after a while, and when the window is left for longer', async () => {
  const { page } = keydesk();
  // The page's time stands still, so that a slow machine has time to look.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await reveal(page);
  await page.clock.fastForward(29_000);
  await expect(hideSecret(page)).toBeVisible();
  await page.clock.fastForward(1000);
  await expect(revealSecret(page)).toBeVisible();
  await expect(secretRow(page)).toContainText('hidden, 44 characters');

  const hasFocus = () => page.evaluate(() => document.hasFocus());
  const leave = async () => {
    const close = await takeFocus(keydesk().env);
    await expect.poll(hasFocus).toBe(false);
    return close;
  };
  const pretendAgain = await hearOfFocus(page);
  await reveal(page);
  const comeBack = await leave();
  await page.clock.fastForward(4000);
  await comeBack();
  await keydesk().app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await expect.poll(hasFocus).toBe(true);
  await page.clock.fastForward(4000);
  await expect(hideSecret(page)).toBeVisible();
  const end = await leave();
  await page.clock.fastForward(5000);
  await expect(revealSecret(page)).toBeVisible();
  await end();
  // The clock of the page stays replaced after a reload too, so it must show the true time to the next tests.
  await page.clock.resume();
  await page.clock.setSystemTime(new Date());
  await pretendAgain();
  await keydesk().app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await storeAndClose(page);
});

test('copies the access key, which is no secret, to stay', async () => {
  const { page } = keydesk();
  const accessKey = (await accessRow(page).getByRole('code').textContent()) ?? '';
  await generateDialog(page).getByRole('button', { name: 'Copy access key' }).click();
  await expect.poll(outside).toBe(accessKey);
  await expect(generateDialog(page)).toContainText(
    `Once copied, the secret key leaves the clipboard after ${SECONDS} s.`,
  );
  await storeAndClose(page);
  expect(await outside()).toBe(accessKey);
});

test('does not wait for a program that has copied something and hangs', async () => {
  const { app, page, env } = keydesk();
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  const end = await hangWithClipboard('a shopping list', env);
  try {
    await storeAndClose(page);
    // Main answers while the other program hangs: Electron's own read of the clipboard would block main for more than a minute.
    for (let looks = 0; looks < 5; looks += 1) {
      const answered = await Promise.race([app.evaluate(() => true), wait(paced(5000), false, { ref: false })]);
      expect(answered).toBe(true);
    }
  } finally {
    end();
  }
});

test('clears what was selected in Keydesk too, and leaves alone what was selected elsewhere', async () => {
  const { page, env } = keydesk();
  const accessKey = accessRow(page).getByRole('code');
  await accessKey.click({ clickCount: 3 });
  const selected = () => readOutsideClipboard(env, 'primary');
  await expect.poll(selected).toContain(await accessKey.textContent());
  await revealSecret(page).click();
  await hideSecret(page).click();
  await expect.poll(selected).toBeNull();

  await writeOutsideClipboard('what was selected elsewhere', env, 'primary');
  await storeAndClose(page);
  expect(await selected()).toBe('what was selected elsewhere');
});

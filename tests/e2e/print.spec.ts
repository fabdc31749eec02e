import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { checkWords } from '../../main/handover/check-words.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { createTraceFinder, readAllFiles } from '../support/attacks/traces.ts';
import { startCountingServer } from '../support/desktop/counting-server.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { greyPictureOf, type HeldPrint, holdPrint, textOfPdf } from '../support/dialogs/held-print.ts';
import { chooseInMenu } from '../support/dialogs/menu.ts';
import {
  discardQuestion,
  goBack,
  openWay,
  typedCheckWords,
  typedSecret,
  typeInDialog,
} from '../support/views/handover-dialog.ts';
import { keyOfGrace, openKeyOfGrace } from '../support/views/open-key.ts';
import { screenshotPath } from '../support/views/screenshots.ts';
import { generateDialog, storeAndClose } from '../support/views/secret-dialog.ts';
import { failureIn } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'the sheet is read by poppler, the clipboard from outside through xclip');

// The temporary folder is in this home too, so that one search finds everything that the app leaves.
const keydesk = shareKeydesk({
  own: (env, home) => {
    mkdirSync(join(home, 'tmp'));
    return { ...env, TMPDIR: join(home, 'tmp') };
  },
});

/** The printed lines from which people type: a number, groups of four characters, and two check words. */
function typedLines(text: string) {
  return text.split('\n').flatMap((line) => {
    const [, groups = '', check = ''] = /^\s*\d\s+((?:\S{4}\s+)*\S{1,4})\s{2,}([a-z]+ [a-z]+)\s*$/.exec(line) ?? [];
    return check === '' ? [] : [{ typed: groups.replace(/\s+/g, ''), check }];
  });
}

/** The files below the home folder with a trace of the secret. */
async function leftBehind(secret: string): Promise<string[]> {
  const holdsTrace = createTraceFinder([secret]);
  const files = await readAllFiles(keydesk().home);
  expect(files.length).toBeGreaterThan(10);
  return files.filter(({ content }) => holdsTrace(content)).map(({ path }) => path);
}

let heldLast: HeldPrint | null = null;
async function startPrinting() {
  const { app, page } = keydesk();
  const held = await holdPrint(app);
  heldLast = held;
  const place = await openWay(page, 'Print');
  await place.getByRole('button', { name: 'Print…' }).click();
  return { held, place, ...(await keyOfGrace(keydesk())) };
}

test.beforeEach(() => openKeyOfGrace(keydesk()));

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
test.afterEach(async ({}, { status, expectedStatus }) => {
  const { page } = keydesk();
  // A print dialog that a failed test has left open would block everything else.
  if (status !== expectedStatus) await heldLast?.end('cancel');
  if (await page.getByRole('button', { name: 'Back', exact: true }).isVisible()) await goBack(page);
  if (await generateDialog(page).isVisible()) await storeAndClose(page);
});

for (const size of ['A4', 'Letter'] as const) {
  test(`prints one page of ${size} from which access key and secret key are typed exactly`, async () => {
    const { held, place, accessKey, secretKey } = await startPrinting();
    const pdf = await held.pdf(size);
    const text = await textOfPdf(pdf);
    await writeFile(screenshotPath(`sheet-${size}-grey`), await greyPictureOf(pdf));
    const lines = typedLines(text);
    const typed = lines.map((line) => line.typed).join('');
    expect(typed).toBe(accessKey + secretKey);
    expect(lines.at(-1)?.check).toBe(checkWords(Buffer.from(secretKey)).join(' '));
    // Poppler ends each page with a form feed.
    expect(text.split('\f')).toHaveLength(2);
    for (const said of ['ci-deploy', 'Grace Hopper', 'Ada Byron', 'acme', 'Destroy after use'])
      expect(text).toContain(said);
    await held.end('print');
    await expect(place.getByRole('status')).toContainText('handed to the printer');
  });
}

test('a sheet that is typed line by line shows its own check words at the end of each line', async () => {
  const { app, page } = keydesk();
  const { held, place, accessKey, secretKey } = await startPrinting();
  const lines = typedLines(await textOfPdf(await held.pdf('A4')));
  await held.end('print');
  await place.getByRole('button', { name: 'Done' }).click();
  await generateDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(generateDialog(page)).toBeHidden();
  await chooseInMenu(app, 'Type In');
  let field = typeInDialog(page).getByRole('textbox', { name: 'Access key' });
  let typed = '';
  for (const line of lines) {
    typed += line.typed;
    await field.pressSequentially(line.typed);
    if (typed.length <= accessKey.length) {
      await expect(typeInDialog(page)).toContainText(`Check words so far: ${line.check}`);
    } else {
      await expect(typedCheckWords(page)).toHaveText(line.check);
    }
    if (typed === accessKey) field = typedSecret(page);
  }
  expect(typed).toBe(accessKey + secretKey);
  await typeInDialog(page).getByRole('button', { name: 'Cancel' }).click();
  await discardQuestion(page).getByRole('button', { name: 'Discard' }).click();
});

test('leaves nothing of the secret in any file or on the clipboard, neither while the dialog is open nor afterwards', async () => {
  const { app, env } = keydesk();
  const { held, place, secretKey } = await startPrinting();
  await held.pdf('A4');
  expect(await leftBehind(secretKey)).toEqual([]);
  expect(await readOutsideClipboard(env)).toBeNull();
  await held.end('print');
  await expect(place.getByRole('status')).toContainText('handed to the printer');
  expect(await leftBehind(secretKey)).toEqual([]);
  expect(await readOutsideClipboard(env)).toBeNull();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('shows the sheet to nobody: a window apart, in memory, without scripts, preload and network', async () => {
  const { app } = keydesk();
  const { held, place } = await startPrinting();
  const server = await startCountingServer('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  const outside = `http://127.0.0.1:${server.port}/`;
  const others = ['app://keydesk/index.html', 'app://keydesk/assets/../sheet.css', 'app://elsewhere/sheet.html'];
  const { preferences, ...window } = await held.window([...others, outside]);
  expect(window).toEqual({
    visible: false,
    url: 'app://keydesk/sheet.html',
    persistent: false,
    storagePath: null,
    reaches: { [others[0] ?? '']: '404', [others[1] ?? '']: '404', [others[2] ?? '']: 'refused', [outside]: 'refused' },
  });
  expect(server.count()).toBe(0);
  await server.close();
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    javascript: false,
  });
  expect(preferences['preload']).toBeUndefined();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
  await held.end('cancel');
  await expect(failureIn(place)).toContainText('Printing was cancelled');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('locking closes the print dialog, and the sheet with it', async () => {
  const { app, page } = keydesk();
  await startPrinting();
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(generateDialog(page)).toBeVisible();
  await generateDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('alertdialog', { name: 'Close without storing the secret key?' })).toBeVisible();
  await page.getByRole('alertdialog', { name: 'Close without storing the secret key?' }).press('Escape');
});

test('a cancelled sheet leaves the secret open and not handed over', async () => {
  const { page } = keydesk();
  const { held, place } = await startPrinting();
  await held.end('cancel');
  await expect(failureIn(place)).toContainText('Printing was cancelled');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await generateDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('alertdialog', { name: 'Close without storing the secret key?' })).toBeVisible();
  await page.getByRole('alertdialog', { name: 'Close without storing the secret key?' }).press('Escape');
});

import { createHash } from 'node:crypto';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Ajv } from 'ajv';
import { readCsv } from '../../main/rotation/campaign/read-csv.ts';
import { test } from '../support/app/keydesk-test.ts';
import { hurryAttempts, passKeyTest } from '../support/app/pass-key-test.ts';
import { passDays, passTime } from '../support/app/pass-time.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readKeychainContent } from '../support/desktop/keychain-content.ts';
import { saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { unwrap } from '../support/parts/unwrap.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  actOnRow,
  currentStep,
  nextStep,
  openRotateDialog,
  openRotations,
  rotateDialog,
  rotationRow,
  rotationsLink,
} from '../support/views/rotation-views.ts';
import { closeButton, closeQuestion, generateDialog, storeAndClose, stored } from '../support/views/secret-dialog.ts';
import { pressWithKeyboard, tabTo } from '../support/views/tab-to.ts';
import { keptRow, openThisComputer } from '../support/views/usage-views.ts';
import { failureIn, heading, keyRow, openUser, view } from '../support/views/views.ts';

// A ledger is never emptied, so this file needs its own app.
const keydesk = shareKeydesk({ own: (env) => env });

const keysOf = async (user: string) => (await keydesk().controls.state(user)).keys;
const statusOf = async (user: string, name: string) => (await keysOf(user)).find((key) => key.name === name)?.status;

/** The days by which the test has moved the clock. They are taken back at its end. */
let passed = 0;
test.afterEach(async () => {
  if (passed > 0) await passTime(keydesk().app, -passed * 86_400_000);
  passed = 0;
});

test('leads one key from the button of its row to the end of the old one, and back where it can', async () => {
  const { page, app } = keydesk();
  await openRotations(page);
  await lookAt(page, 'rotations-none');
  await openUser(page, 'grace.hopper');
  await keyRow(page, 'backup-nas').getByRole('button', { name: 'Rotate' }).click();
  const dialog = rotateDialog(page, 'backup-nas');
  await expect(dialog.getByRole('button', { name: 'Rotate' })).toBeVisible();
  await lookAt(page, 'rotate-begin');
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  await expect(generateDialog(page)).toBeVisible();
  await storeAndClose(page);

  const steps = rotateDialog(page, 'backup-nas');
  await expect(currentStep(page)).toContainText('Confirmed');
  await lookAt(page, 'rotate-steps');
  await nextStep(page).click();
  await expect(currentStep(page)).toContainText('Old key deactivated');
  await nextStep(page).click();
  await expect(currentStep(page)).toContainText('Until');
  expect(await statusOf('grace.hopper', 'backup-nas')).toBe('INACTIVE');
  await lookAt(page, 'rotate-waiting');
  await steps.getByRole('button', { name: 'Undo' }).click();
  await expect(currentStep(page)).toContainText('Old key deactivated');
  expect(await statusOf('grace.hopper', 'backup-nas')).toBe('ACTIVE');
  await nextStep(page).click();
  await expect(currentStep(page)).toContainText('Until');
  await steps.getByRole('button', { name: 'Stop here' }).click();
  const question = page.getByRole('alertdialog', { name: 'Stop the rotation of backup-nas?' });
  await expect(question).toContainText('stays deactivated, and Undo ends with the rotation');
  await lookAt(page, 'rotate-stop');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await steps.getByRole('button', { name: 'Close' }).click();

  passed = 8;
  await passDays(keydesk(), passed);
  await openRotations(page);
  await actOnRow(page, 'grace.hopper', 'Pause');
  await expect(rotationRow(page, 'grace.hopper')).toContainText('Paused');
  await actOnRow(page, 'grace.hopper', 'Resume');
  await expect(rotationRow(page, 'grace.hopper')).toContainText('You: delete the old key');
  await expect(rotationsLink(page)).toContainText('1');
  await lookAt(page, 'rotations-due');
  await actOnRow(page, 'grace.hopper', 'Next step');
  await lookAt(page, 'rotations-delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(view(page).getByText('No rotation matches')).toBeVisible();
  expect((await keysOf('grace.hopper')).map(({ name }) => name)).toEqual(['backup-nas-2']);
  expect(app.windows()).toHaveLength(1);
});

test('asks which of two keys goes, proposes the one that has expired, and makes a key again whose secret is gone', async () => {
  const { page } = keydesk();
  const dialog = await openRotateDialog(page, 'emmy.noether', 'seminar-data');
  await expect(dialog.getByRole('radio', { name: /ring-experiment.*expired/ })).toBeChecked();
  await lookAt(page, 'rotate-room');
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  await expect(generateDialog(page)).toBeVisible();
  const made = async () => {
    const keys = await keysOf('emmy.noether');
    expect(keys.map(({ name }) => name).toSorted()).toEqual(['seminar-data', 'seminar-data-2']);
    return keys.find(({ name }) => name === 'seminar-data-2')?.accessKey;
  };
  const first = await made();
  await closeButton(page).click();
  await closeQuestion(page).getByRole('button', { name: 'Close and lose the secret key' }).click();
  await expect(currentStep(page)).toContainText('Keydesk does not have the new secret key.');
  await expect(page.getByRole('button', { name: 'I have the secret key' })).toBeVisible();
  await lookAt(page, 'rotate-secret-gone');
  await nextStep(page).click();
  await expect(generateDialog(page)).toBeVisible();
  expect(await made()).not.toBe(first);
  await storeAndClose(page);

  await rotateDialog(page, 'seminar-data').getByRole('button', { name: 'Stop here' }).click();
  await expect(rotateDialog(page, 'seminar-data').getByText('Stopped.')).toBeVisible();
  await rotateDialog(page, 'seminar-data').getByRole('button', { name: 'Close' }).click();
  await openUser(page, 'emmy.noether');
  await expect(keyRow(page, 'seminar-data-2')).toBeVisible();
});

test('tells at the start what waits, and is used with the keyboard alone', async () => {
  const { page, app, controls } = keydesk();
  const user = 'maximiliana.von-wolkenstein-trostburg-und-hohenlohe-langenburg';
  const name = 'cold-chain-telemetry-of-all-regional-warehouses-and-their-lorries-2024';
  await controls.addKeyElsewhere(user, name);
  await openUser(page, user);
  await tabTo(page, keyRow(page, name).getByRole('button').first());
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu').locator(':focus')).toBeVisible();
  await tabTo(page, page.getByRole('menuitem', { name: 'Rotate' }), 'ArrowDown');
  await page.keyboard.press('Enter');
  await pressWithKeyboard(page, rotateDialog(page, name).getByRole('button', { name: 'Rotate' }));
  await tabTo(page, stored(page));
  await page.keyboard.press('Space');
  await pressWithKeyboard(page, closeButton(page));
  await expect(nextStep(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('main :focus')).toBeVisible();

  await page.reload();
  await expect(view(page).getByRole('status').filter({ hasText: '1 rotation waits for you.' })).toBeVisible();
  await lookAt(page, 'rotations-notice');
  await view(page).getByRole('button', { name: 'Show' }).press('Enter');
  const row = rotationRow(page, user);
  await tabTo(page, row);
  await page.keyboard.press('Enter');
  await expect(nextStep(page)).toBeFocused();
  await lookAt(page, 'rotate-long-names');
  await page.keyboard.press('Enter');
  await expect(currentStep(page)).toContainText('Old key deactivated');
  await tabTo(page, page.getByRole('button', { name: 'Skip' }));
  await page.keyboard.press('Enter');
  await expect(currentStep(page)).toContainText('Until');
  await expect(rotateDialog(page, name).getByText('Old key left active')).toBeVisible();
  expect(await statusOf(user, name)).toBe('ACTIVE');
  // The pressed button is gone, so the focus moves.
  await expect(page.locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rotateDialog(page, name)).toBeHidden();
  // If the step has redrawn the table, the heading has the focus; otherwise the row has it.
  await expect(page.locator('main :focus')).toBeVisible();
  await row.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Stop here' }).press('Enter');
  await expect(view(page).getByText('No rotation matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all rotations' }).press('Enter');
  await expect(row).toContainText('Stopped');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await lookAt(page, 'rotations-small');
  expect(await view(page).evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1));
});

test('puts a new key in the place of one of this computer with one press, in the keychain and in its file', async () => {
  const { app, page, home, env, controls } = keydesk();
  await controls.deleteKeyElsewhere('ada.byron', 'analytical-notes');
  await page.evaluate(async () => {
    const { Secrets, Usage } = Reflect.get(window, 'keydesk');
    const key = { name: 'nightly', description: null, expiresOn: null };
    const { handle } = (await Secrets.GenerateKey({ kind: 'self' }, key)).value;
    await Usage.SaveKey(handle, 'backup', null);
    const request = { tool: 'aws', name: 'nightly', region: null, bucket: null, source: { kind: 'open', handle } };
    const { digest } = (await Usage.PreviewProfile(request)).value;
    await Usage.WriteProfile(request, digest);
    await Secrets.CloseSecret(handle, true);
  });
  const [old] = await keysOf('ada.byron');
  const profile = () => readFile(join(home, '.aws', 'credentials'), 'utf8');
  expect(await profile()).toContain(old?.secretKey);

  await openThisComputer(page);
  await keptRow(page, 'backup').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rotate' }).click();
  const calmAttempts = await hurryAttempts(app);
  const dialog = rotateDialog(page, 'backup');
  await expect(dialog.getByRole('region', { name: '~/.aws/credentials' })).toContainText('nightly');
  await expect(dialog.getByText('Gets the new key')).toHaveCount(1);
  await expect(dialog.getByText('Stays as it is')).toHaveCount(1);
  await lookAt(page, 'rotate-saved');
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  await expect(heading(page, 'Rotations')).toBeVisible();
  await expect(view(page).getByRole('progressbar')).toBeVisible();
  await lookAt(page, 'rotate-saved-running');
  await passKeyTest({ app, page });
  await expect(rotationRow(page, 'ada.byron')).toContainText('Until');
  await calmAttempts();

  const fresh = (await keysOf('ada.byron')).find(({ name }) => name === 'nightly-2');
  expect(await statusOf('ada.byron', 'nightly')).toBe('INACTIVE');
  expect(await profile()).toContain(fresh?.secretKey);
  expect(await profile()).not.toContain(old?.accessKey);
  expect((await readKeychainContent(env)).includes(fresh?.secretKey ?? '-')).toBe(true);
  await openThisComputer(page);
  await expect(keptRow(page, 'backup')).toContainText('nightly-2');
  await expect(keptRow(page, 'backup-old')).toContainText('nightly');
});

test('exports the ledger for others, tells of a damaged one, and begins a new one beside it', async () => {
  const { app, page, home, userDataDir } = keydesk();
  const beginFor = (keyId: string | undefined) =>
    page.evaluate(async (id) => {
      const { Rotations, Secrets } = Reflect.get(window, 'keydesk');
      const newKey = { name: 'for-the-ledger', description: null, expiresOn: null };
      const begun = await Rotations.BeginRotation({ owner: { kind: 'self' }, keyId: id, newKey, room: null });
      const { secret } = await Secrets.openStore.getState();
      if (secret !== null) await Secrets.CloseSecret(secret.handle, true);
      return begun.ok;
    }, keyId);
  const [own] = await keysOf('ada.byron');
  expect(await beginFor(own?.id)).toBe(true);
  const ledgerFile = join(userDataDir, 'ledger.jsonl');
  const ledger = await readFile(ledgerFile, 'utf8');
  const lines = ledger.trimEnd().split('\n');
  await openRotations(page);
  const exported = async (format: string, words: string) => {
    const file = join(home, `ledger-for-others.${format}`);
    await saveInFileDialog(app, file);
    await view(page)
      .getByRole('button', { name: `Export ${words}` })
      .click();
    const notice = view(page).getByRole('status').filter({ hasText: file });
    await expect(notice).toContainText(`${lines.length} lines exported`);
    const text = await readFile(file, 'utf8');
    await expect(notice).toContainText(`SHA-256 ${createHash('sha256').update(text).digest('hex')}`);
    return text;
  };
  const valid = new Ajv({ validateFormats: false }).compile(
    JSON.parse(await readFile('docs/ledger.schema.json', 'utf8')),
  );
  const csv = unwrap(readCsv(await exported('csv', 'CSV'), { records: 1000, columns: 10, cell: 10_000 }));
  const [head, ...rows] = csv.map(({ cells }) => cells);
  expect(head).toEqual(['at', 'event', 'plan', 'user', 'keyId', 'accessKey', 'by', 'details', 'previous', 'hash']);
  expect(rows).toHaveLength(lines.length);
  for (const [at, line] of lines.entries()) {
    const { v: _v, ...values } = JSON.parse(line);
    const cells = head?.map((name, cell) => [name, rows[at]?.[cell] || null]) ?? [];
    const { details, ...told } = Object.fromEntries(cells);
    expect({ ...JSON.parse(details), ...told }).toEqual(values);
    expect(valid(JSON.parse(line)), line).toBe(true);
  }
  expect(await exported('jsonl', 'JSON lines')).toBe(ledger);
  await lookAt(page, 'ledger-exported');

  await appendFile(ledgerFile, 'a line of somebody else\n');
  const keys = await keysOf('ada.byron');
  expect(await beginFor(keys.at(-1)?.id)).toBe(false);
  expect(await keysOf('ada.byron')).toEqual(keys);

  const notice = failureIn(view(page)).filter({ hasText: 'of the ledger of rotations does not fit' });
  await expect(notice).toBeVisible();
  await expect(page.getByRole('group', { name: 'Selected rotations' })).toBeHidden();
  await lookAt(page, 'ledger-damaged');
  await notice.getByRole('button', { name: 'Begin a new ledger…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Begin a new ledger?' });
  await expect(question).toContainText('The damaged file is kept beside the new one');
  await lookAt(page, 'ledger-begin-new');
  await question.getByRole('button', { name: 'Begin a new ledger' }).click();
  await expect(view(page).getByText('The ledger is whole')).toBeVisible();
  await expect(notice).toBeHidden();
  const files = (await readdir(userDataDir)).filter((name) => name.startsWith('ledger.jsonl'));
  const texts = await Promise.all(files.map((name) => readFile(join(userDataDir, name), 'utf8')));
  expect(texts.filter((text) => text.includes('a line of somebody else'))).toHaveLength(1);
});

import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { makeReceiptCode } from '../../main/handover/receipt-code.ts';
import { test } from '../support/app/keydesk-test.ts';
import { hurryAttempts, passKeyTest } from '../support/app/pass-key-test.ts';
import { passDays, passTime } from '../support/app/pass-time.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readKeychainContent } from '../support/desktop/keychain-content.ts';
import { chooseInFileDialog } from '../support/dialogs/file-dialog.ts';
import { openPacket, packetsIn } from '../support/programs/open-packet.ts';
import { forSelected, keySearch, readAllKeys } from '../support/views/all-keys-views.ts';
import {
  campaignPanel,
  enterReceipts,
  manyDialog,
  previewRows,
  receiptsDialog,
  startButton,
} from '../support/views/campaign-views.ts';
import { passphraseWords } from '../support/views/handover-dialog.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  actOnRow,
  currentStep,
  nextStep,
  openRotateDialog,
  openRotations,
  rotateDialog,
  rotationRow,
  rotationRows,
  rotationsLink,
} from '../support/views/rotation-views.ts';
import { generateDialog, storeAndClose } from '../support/views/secret-dialog.ts';
import { tabTo } from '../support/views/tab-to.ts';
import { keptRow, openThisComputer } from '../support/views/usage-views.ts';
import { failureIn, heading, keyRow, openUser, view } from '../support/views/views.ts';

// The ledger stays, so this file has an app of its own.
const keydesk = shareKeydesk({ own: (env) => env });

const keysOf = async (user: string) => (await keydesk().controls.state(user)).keys;
const statusOf = async (user: string, name: string) => (await keysOf(user)).find((key) => key.name === name)?.status;

/** The days that have passed until the end of the test. */
let passed = 0;
test.afterEach(async () => {
  if (passed > 0) await passTime(keydesk().app, -passed * 86_400_000);
  passed = 0;
});

test('leads one key from the menu of its row to the end of the old one, and back where it can', async () => {
  const { page, app } = keydesk();
  await openRotations(page);
  await lookAt(page, 'rotations-none');
  const dialog = await openRotateDialog(page, 'grace.hopper', 'backup-nas');
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

test('asks which of two keys goes, and proposes the one that has expired', async () => {
  const { page } = keydesk();
  const dialog = await openRotateDialog(page, 'emmy.noether', 'seminar-data');
  await expect(dialog.getByRole('radio', { name: /ring-experiment.*expired/ })).toBeChecked();
  await lookAt(page, 'rotate-room');
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  await expect(generateDialog(page)).toBeVisible();
  expect((await keysOf('emmy.noether')).map(({ name }) => name).toSorted()).toEqual(['seminar-data', 'seminar-data-2']);
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
  const dialog = await openRotateDialog(page, user, name);
  await dialog.getByRole('button', { name: 'Rotate' }).click();
  await storeAndClose(page);
  await rotateDialog(page, name).getByRole('button', { name: 'Close' }).click();

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
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
  await page.keyboard.press('Shift+F10');
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

test('puts new keys for the overdue into packets, which their receipts confirm', async () => {
  const { app, page, home, controls } = keydesk();
  await readAllKeys(page);
  await view(page)
    .getByRole('button', { name: /^Show these/ })
    .click();
  await keySearch(page).fill('laptop-4');
  await view(page)
    .getByRole('button', { name: /^Select all 16$/ })
    .click();
  await forSelected(page, 'Rotate').click();
  await manyDialog(page).getByRole('button', { name: 'Preview' }).click();
  const twoKeys = previewRows(page).filter({ hasText: 'Two keys already' });
  await expect(twoKeys.first()).toBeVisible();
  await twoKeys.first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Delete .* first$/ }).click();
  await expect(manyDialog(page)).toContainText('. 8 packets open with a passphrase: ');
  await lookAt(page, 'campaign-preview');
  await chooseInFileDialog(app, home);
  await controls.setFault({
    kind: 'status',
    status: 429,
    method: 'POST',
    retryAfterSeconds: 90,
    path: 'CustomerSecretKeys',
    times: null,
  });
  await startButton(page).click();
  await expect(heading(page, 'Rotations')).toBeVisible();
  const campaign = campaignPanel(page);
  await expect(campaign).toContainText('Oracle asks to wait');
  await expect(view(page).getByText('No rotation waits for you')).toBeVisible();
  await expect(rotationsLink(page)).toHaveText('Rotations');
  await expect(campaign).not.toContainText('refused');
  await lookAt(page, 'campaign-running');
  await campaign.getByRole('button', { name: 'Pause' }).click();
  const resume = campaign.getByRole('button', { name: 'Resume' });
  await expect(resume).toBeVisible();
  await expect(view(page).getByText('1 paused campaign waits for you')).toBeVisible();
  await expect(rotationsLink(page)).toHaveText('Rotations1 waiting for you');
  await expect(rotationRows(page).first()).toContainText('Paused');
  await lookAt(page, 'campaign-paused');
  await controls.clearFaults();
  await resume.click();
  await expect(campaign).toContainText('8 without a receipt');
  await expect(campaign.getByRole('button', { name: 'Hand over to a colleague…' })).toBeVisible();
  await lookAt(page, 'campaign-packed');

  const [folder = ''] = (await readdir(home)).filter((name) => name.startsWith('keydesk-packets'));
  const packets = (await packetsIn(join(home, folder))).slice(0, 2);
  const codes: string[] = [];
  for (const { file, userName } of packets) {
    await rotationRow(page, userName).dblclick();
    const steps = page.getByRole('dialog', { name: /^Rotate / });
    await steps.getByRole('button', { name: 'Show passphrase' }).click();
    await expect(passphraseWords(steps)).toHaveCount(10);
    if (codes.length === 0) await lookAt(page, 'campaign-words');
    const { receipt } = await openPacket(file, await passphraseWords(steps).allTextContents());
    codes.push(receipt ?? '');
    await steps.getByRole('button', { name: 'Close' }).click();
  }
  const [first = '', second = ''] = codes;
  const unknown = makeReceiptCode();
  await page.getByRole('button', { name: 'Enter receipts…' }).click();
  await enterReceipts(page, `My code is ${first.toLowerCase()}.\n${unknown}`);
  await expect(receiptsDialog(page)).toContainText('1 receipt confirmed.');
  await expect(receiptsDialog(page)).toContainText(`Keydesk knows no packet with: ${unknown}.`);
  await lookAt(page, 'campaign-receipts');
  await enterReceipts(page, `${first} ${second}`);
  await expect(receiptsDialog(page)).toContainText('1 receipt confirmed. 1 had been confirmed before.');
  await receiptsDialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(campaign).toContainText('6 without a receipt · 2 confirmed');
  for (const { userName } of packets)
    await expect(rotationRow(page, userName)).toContainText('You: deactivate the old key');
  await expect(rotationsLink(page)).toContainText('2');
});

test('tells of a damaged ledger, and begins a new one beside it when the person says so', async () => {
  const { page, userDataDir } = keydesk();
  await appendFile(join(userDataDir, 'ledger.jsonl'), 'a line of somebody else\n');
  const [key] = await keysOf('ada.byron');
  const begun = await page.evaluate((keyId) => {
    const newKey = { name: 'never-made', description: null, expiresOn: null };
    const request = { owner: { kind: 'self' }, keyId, newKey, room: null };
    return Reflect.get(window, 'keydesk').Rotations.BeginRotation(request);
  }, key?.id);
  expect(begun.ok).toBe(false);
  expect(await keysOf('ada.byron')).toEqual([key]);

  await openRotations(page);
  const notice = failureIn(view(page)).filter({ hasText: 'of the ledger of rotations does not fit' });
  await expect(notice).toBeVisible();
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

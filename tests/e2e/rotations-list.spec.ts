import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { makeReceiptCode } from '../../main/handover/receipt-code.ts';
import { openPrivateSession } from '../../scripts/session/private-session.mjs';
import { plainEnvironment, withConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { chooseInFileDialog, saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { answerQuestion, questionAsked } from '../support/dialogs/message-box.ts';
import { openPacket, packetsIn } from '../support/programs/open-packet.ts';
import {
  campaignPanel,
  enterReceipts,
  manyDialog,
  previewLine,
  previewRows,
  receiptsDialog,
  startButton,
} from '../support/views/campaign-views.ts';
import { passphraseWords } from '../support/views/handover-dialog.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  actOnRow,
  forSelectedRotations,
  openRotations,
  rotationRow,
  rotationRows,
  rotationsLink,
} from '../support/views/rotation-views.ts';
import { pressWithKeyboard, tabTo } from '../support/views/tab-to.ts';
import { signIn, view } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'a second desktop with a keychain of its own can be had on Linux only');
// A ledger is never emptied, so this file needs its own app. The second test hands over the campaign of the first test.
test.describe.configure({ mode: 'serial' });
const keydesk = shareKeydesk({ own: (env) => env, asLeft: true });

/** The receipt codes in the packets of the first test, by recipient. */
const codes = new Map<string, string>();
let closeSession = async () => {};
test.afterAll(() => closeSession());

/** Each line of a list, with the text of its preview. A German spreadsheet saves such a list: byte order mark, semicolons, CRLF. */
const listed = [
  ['Benutzername;Key name;Beschreibung;Expires', ''],
  ['grace.hopper;"NAS ""Köln""; Keller";;', 'Packet with a passphrase'],
  ['m.grant@acme.example;Übergabe;;2027-01-31', 'Packet with a passphrase'],
  ['emmy.noether;;;', 'Two keys already'],
  ['hedy.lamarr;;;', 'Two keys that may both be in use'],
  ['nobody;;;', 'User not found'],
  ['agnes.jansen;;;', 'Found twice'],
  ['graphite-sync;;;', 'User inactive'],
  ['charles.babbage;;;', 'No permission'],
  ['s.kovalevskaya;;;31.01.2027', 'Line cannot be read: The date of the expiry must look like 2027-01-31.'],
  ['GRACE.HOPPER;;;', 'User comes twice'],
] as const;

test('makes keys for a list of users with the keyboard alone: line by line first, then in packets with receipts', async () => {
  const { app, page, home, controls, userDataDir } = keydesk();
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const menu = async (row: Locator, action: string | RegExp) => {
    await tabTo(page, row, 'ArrowDown');
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu').locator(':focus')).toBeVisible();
    await tabTo(page, page.getByRole('menuitem', { name: action }), 'ArrowDown');
    await page.keyboard.press('Enter');
    await expect(row).toBeFocused();
  };
  const { keys } = await controls.state();
  const [closed] = keys.filter(({ user }) => user.userName === 'charles.babbage');
  const path = `CustomerSecretKeys.*${closed?.user.ocid}`;
  await controls.setFault({ kind: 'status', status: 404, method: 'GET', path, times: null });
  const list = join(home, 'Neue Schlüssel.csv');
  await writeFile(list, `\uFEFF${listed.map(([line]) => line).join('\r\n')}\r\n`);
  const ledger = () => readFile(join(userDataDir, 'ledger.jsonl'), 'utf8').catch(() => '');
  const before = await ledger();

  await openRotations(page);
  const dialog = manyDialog(page);
  await pressWithKeyboard(page, button('Keys from a list…'));
  await expect(dialog).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button('Keys from a list…')).toBeFocused();
  await page.keyboard.press('Enter');
  await chooseInFileDialog(app, join(home, 'oci-config'));
  await pressWithKeyboard(page, dialog.getByRole('button', { name: 'Choose a CSV file…' }));
  await expect(dialog.getByRole('alert')).toBeVisible();
  await chooseInFileDialog(app, list);
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('Neue Schlüssel.csv: 10 users');
  await expect(dialog.getByRole('alert')).toBeHidden();
  await tabTo(page, dialog.getByRole('radio', { name: 'Replace their keys' }));
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('radio', { name: 'Only make new keys' })).toBeChecked();
  await lookAt(page, 'list-chosen');
  await pressWithKeyboard(page, dialog.getByRole('button', { name: 'Preview' }));
  await expect(dialog.getByRole('status')).toContainText('2 with two keys already');
  await expect(previewLine(page, 2)).toContainText('NAS "Köln"; Keller');
  await expect(previewLine(page, 5)).toContainText(/hedy\.lamarr-20\d\d-\d\d-\d\d/);
  await pressWithKeyboard(page, dialog.getByRole('button', { name: 'Back' }));
  await tabTo(page, dialog.getByRole('radio', { name: 'Only make new keys' }));
  await page.keyboard.press('ArrowLeft');
  await pressWithKeyboard(page, dialog.getByRole('button', { name: 'Preview' }));
  await expect(dialog.getByRole('status')).toContainText(
    /(?=.*1 ready ·)(?=.*1 ready, without an old key)(?=.*2 with two keys already)(?=.*1 found twice)(?=.*1 not readable)/,
  );
  for (const [at, [, says]] of listed.entries())
    if (at > 0) await expect(previewLine(page, at + 1)).toContainText(says);
  // One press chooses for all users. A selected row shows its whole reason.
  await tabTo(page, dialog.getByRole('checkbox', { name: 'Delete the older key of 1 user first' }));
  await page.keyboard.press('Space');
  await expect(previewLine(page, 5)).toContainText('is deleted first');
  await page.keyboard.press('Space');
  await expect(previewLine(page, 5)).toContainText('Two keys that may both be in use');
  await previewLine(page, 10).press('Space');
  await expect(dialog).toContainText(`Line 10, s.kovalevskaya: ${listed[9][1]}`);
  await lookAt(page, 'list-preview');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await tabTo(page, previewRows(page).first());
  await menu(previewLine(page, 4), 'Delete ring-experiment (expired) first');
  await expect(previewLine(page, 4)).toContainText('ring-experiment is deleted first');
  await menu(previewLine(page, 2), 'Leave it out');
  await expect(startButton(page)).toHaveText('Start 2 keys…');
  await menu(previewLine(page, 2), 'Include it again');
  await expect(dialog).toContainText('. 3 packets open with a passphrase: ');
  // So far nothing has changed: the preview is a dry run.
  expect((await controls.state()).keys).toEqual(keys);
  expect(await ledger()).toBe(before);

  await answerQuestion(app, 'Delete and go on');
  await chooseInFileDialog(app, home);
  const wait = { kind: 'status', status: 429, method: 'POST', retryAfterSeconds: 90, times: null } as const;
  await controls.setFault({ ...wait, path: 'CustomerSecretKeys' });
  await pressWithKeyboard(page, startButton(page));
  await expect(button('Keys from a list…')).toBeFocused();
  expect(await questionAsked(app)).toContain('Delete ring-experiment of emmy.noether to make room?');
  const campaign = campaignPanel(page);
  await expect(campaign).toContainText('Oracle asks to wait');
  await expect(view(page).getByText('No rotation waits for you')).toBeVisible();
  await expect(rotationsLink(page)).toHaveText('Rotations');
  await expect(campaign).not.toContainText('refused');
  await lookAt(page, 'campaign-running');
  await pressWithKeyboard(page, campaign.getByRole('button', { name: 'Pause' }));
  await expect(campaign.getByRole('button', { name: 'Resume' })).toBeFocused();
  await expect(view(page).getByText('1 paused campaign waits for you')).toBeVisible();
  await expect(rotationsLink(page)).toHaveText('Rotations1 waiting for you');
  await expect(rotationRows(page).first()).toContainText('Paused');
  await lookAt(page, 'campaign-paused');
  await controls.clearFaults();
  await pressWithKeyboard(page, campaign.getByRole('button', { name: 'Resume' }));
  await expect(campaign).toContainText('3 without a receipt · 7 left out: see left-out.csv');
  await expect(campaign.getByRole('button', { name: 'Hand over to a colleague…' })).toBeVisible();
  await lookAt(page, 'campaign-packed');
  // The table says that it shows only one campaign, and has a button that shows all.
  await pressWithKeyboard(page, campaign.getByRole('button', { name: 'Show 3 without a receipt' }));
  await expect(view(page).getByText('Of one campaign')).toBeVisible();
  await lookAt(page, 'rotations-of-campaign');
  await pressWithKeyboard(page, button('Show all campaigns'));
  await expect(view(page).getByText('Of one campaign')).toBeHidden();

  const folder =
    (await readdir(home))
      .filter((name) => name.startsWith('keydesk-packets'))
      .toSorted()
      .at(-1) ?? '';
  for (const { file, userName } of await packetsIn(join(home, folder))) {
    const row = rotationRow(page, userName);
    await row.press('Enter');
    const steps = page.getByRole('dialog', { name: /^(Rotate|New key) / });
    await pressWithKeyboard(page, steps.getByRole('button', { name: 'Show passphrase' }));
    await expect(passphraseWords(steps)).toHaveCount(10);
    if (codes.size === 0) await lookAt(page, 'campaign-words');
    const { receipt } = await openPacket(file, await passphraseWords(steps).allTextContents());
    codes.set(userName, receipt ?? '');
    // The pressed button is gone, so the focus moves.
    await expect(page.locator(':focus')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(steps).toBeHidden();
    await expect(page.locator('main :focus')).toBeVisible();
  }
  const enter = async (text: string) => {
    await receiptsDialog(page).getByRole('textbox', { name: 'Receipt codes' }).fill(text);
    await pressWithKeyboard(page, receiptsDialog(page).getByRole('button', { name: 'Confirm' }));
  };
  const [first = '', second = ''] = [codes.get('grace.hopper'), codes.get('emmy.noether')];
  const unknown = makeReceiptCode();
  const mistyped = `${first.startsWith('2') ? '3' : '2'}${first.slice(1)}`;
  await pressWithKeyboard(page, button('Enter receipts…'));
  await enter(`My code is ${first.toLowerCase()}.\n${unknown}, ${mistyped}`);
  await expect(receiptsDialog(page)).toContainText('1 receipt confirmed.');
  await expect(receiptsDialog(page)).toContainText(`Keydesk knows no packet with: ${unknown}.`);
  await expect(receiptsDialog(page)).toContainText(`Mistyped: ${mistyped}.`);
  await lookAt(page, 'campaign-receipts');
  await enter('Thank you, it works.');
  await expect(receiptsDialog(page)).toContainText('The text has no receipt code.');
  await enter(`${first} ${second}`);
  await expect(receiptsDialog(page)).toContainText('1 receipt confirmed. 1 had been confirmed before.');
  await page.keyboard.press('Escape');
  await expect(button('Enter receipts…')).toBeFocused();
  await expect(campaign).toContainText('1 without a receipt · 2 confirmed · 7 left out');
  await answerQuestion(app, 'Forget');
  await pressWithKeyboard(page, campaign.getByRole('button', { name: 'Forget passphrases…' }));
  await expect(campaign.getByRole('button', { name: 'Print passphrases' })).toBeHidden();
  await expect(page.locator('main :focus')).toBeVisible();
  for (const userName of ['grace.hopper', 'emmy.noether'])
    await expect(rotationRow(page, userName)).toContainText('You: deactivate the old key');
  await expect(rotationsLink(page)).toContainText('2');
});

test('hands the campaign to a colleague, whose Keydesk goes on with it, and goes on here after one question', async ({
  launchKeydesk,
  home: theirHome,
}) => {
  const { app, page, home, controls, configFile } = keydesk();
  const session = await openPrivateSession();
  closeSession = session.close;
  const theirEnv = { ...plainEnvironment(session.env), HOME: theirHome, KEYDESK_BROWSER: 'none' };
  const their = await launchKeydesk({ env: withConfigFile(theirEnv, configFile) });
  await signIn(their.page, 'ADMIN');
  const address = await their.page.evaluate(async () => {
    const { Receiving } = Reflect.get(window, 'keydesk');
    await Receiving.MakeAddress();
    return (await Receiving.addressStore.getState()).address.publicKey;
  });

  const campaign = campaignPanel(page);
  await pressWithKeyboard(page, campaign.getByRole('button', { name: 'Hand over to a colleague…' }));
  const dialog = page.getByRole('dialog', { name: 'Hand over to a colleague' });
  await dialog.getByRole('textbox', { name: 'Name of your colleague' }).fill('Charles Babbage');
  await dialog.getByRole('textbox', { name: 'Public key of Charles Babbage' }).fill(address);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Save the file…' })).toBeEnabled();
  await lookAt(page, 'campaign-hand-over');
  const file = join(home, 'campaign.age');
  await saveInFileDialog(app, file);
  await dialog.getByRole('button', { name: 'Save the file…' }).click();
  await expect(dialog.getByRole('status')).toContainText(file);
  const words = await dialog.getByText(/^[a-z]+( [a-z]+){5}$/).innerText();
  await lookAt(page, 'campaign-handed-over');
  await page.keyboard.press('Escape');
  await expect(campaign.getByRole('button', { name: 'Hand over to a colleague…' })).toBeFocused();
  await expect(campaign).toContainText('Handed over to Charles Babbage.');
  await expect(rotationRows(page).filter({ hasText: 'Paused' })).toHaveCount(3);
  await expect(rotationsLink(page)).toHaveText('Rotations');

  await openRotations(their.page);
  await chooseInFileDialog(their.app, file);
  await answerQuestion(their.app, 'Take over');
  await their.page.getByRole('button', { name: 'Take over…' }).click();
  await expect(rotationRow(their.page, 'grace.hopper')).toContainText('The recipient’s receipt');
  expect(await questionAsked(their.app)).toContain(words);
  // The words of the packets are in the administrator's keychain, so the colleague cannot print them.
  await expect(campaignPanel(their.page)).toContainText('3 without a receipt');
  await expect(their.page.getByRole('button', { name: 'Print passphrases' })).toBeHidden();
  await lookAt(their.page, 'campaign-taken-over');
  await their.page.getByRole('button', { name: 'Enter receipts…' }).click();
  await enterReceipts(their.page, codes.get('grace.hopper') ?? '');
  await expect(receiptsDialog(their.page)).toContainText('1 receipt confirmed.');
  await their.page.keyboard.press('Escape');
  await actOnRow(their.page, 'grace.hopper', 'Next step');
  await expect(rotationRow(their.page, 'grace.hopper')).toContainText('Until');
  const { keys } = await controls.state('grace.hopper');
  expect(keys.find(({ name }) => name === 'backup-nas')?.status).toBe('INACTIVE');

  await answerQuestion(app, 'Go on here');
  await rotationRows(page).first().press('Control+a');
  await forSelectedRotations(page, 'Resume').click();
  await expect(rotationRows(page).filter({ hasText: 'Paused' })).toHaveCount(0);
  expect(await questionAsked(app)).toContain('They were handed over to Charles Babbage.');
  // If Keydesk asked another question, the answer would be "Cancel".
  await answerQuestion(app, 'Cancel');
  await forSelectedRotations(page, 'Pause').press('Enter');
  await expect(forSelectedRotations(page, 'Resume')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rotationRows(page).filter({ hasText: 'Paused' })).toHaveCount(0);
  expect(await questionAsked(app)).toBe('');
  // After the last receipt the campaign is over, and its panel disappears.
  await page.getByRole('button', { name: 'Enter receipts…' }).press('Enter');
  await enterReceipts(page, codes.get('margaret.grant') ?? '');
  await expect(receiptsDialog(page)).toContainText('1 receipt confirmed.');
  await page.keyboard.press('Escape');
  await expect(campaign).toBeHidden();
  await expect(page.locator('main :focus')).toBeVisible();
});

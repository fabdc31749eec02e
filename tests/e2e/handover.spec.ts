import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { hasMailProgram, openedDrafts } from '../support/desktop/mail-program.ts';
import { saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { answerPrintDialog } from '../support/dialogs/print-dialog.ts';
import {
  addPublicKey,
  goBack,
  handoverRow,
  lockedWith,
  lockWithPassphrase,
  noteField,
  openWay,
  paneHeading,
  passphraseWords,
  publicKeys,
  removePublicKeys,
  tellWords,
  wayButton,
} from '../support/views/handover-dialog.ts';
import { keyOfGrace, openKeyForEach } from '../support/views/open-key.ts';
import {
  closeButton,
  closeQuestion,
  copySecret,
  generateDialog,
  revealSecret,
  secretRow,
} from '../support/views/secret-dialog.ts';
import { tabTo } from '../support/views/tab-to.ts';
import { failureIn, keyRow, pressEscapeIn } from '../support/views/views.ts';

const keydesk = shareKeydesk();

const publicKey = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const secretAtOracle = async () => (await keyOfGrace(keydesk())).secretKey;
const target = (name: string) => join(keydesk().home, name);

/** Closes the dialog of a secret that counts as handed over: Close does not ask, and the table of keys says how it was handed over. */
async function closeWithoutQuestion(history: RegExp): Promise<void> {
  const { page } = keydesk();
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
  await expect(keyRow(page, 'ci-deploy').getByRole('button', { name: history })).toBeVisible();
}

openKeyForEach(keydesk);

test('offers four ways for the key of somebody else', async () => {
  const { page } = keydesk();
  await expect(handoverRow(page).getByText('Hand it over to Grace Hopper')).toBeVisible();
  await expect(handoverRow(page).getByRole('button')).toHaveText([
    'Encrypted file',
    'E-mail draft',
    'Print',
    'Spell aloud',
  ]);
});

test('opens each way inside the dialog, and leads back to its button with Escape', async () => {
  const { page } = keydesk();
  await revealSecret(page).click();
  await expect(secretRow(page).getByRole('code')).toHaveText(await secretAtOracle());
  for (const way of ['Encrypted file', 'E-mail draft', 'Print', 'Spell aloud'] as const) {
    await tabTo(page, wayButton(page, way));
    await page.keyboard.press('Enter');
    await expect(paneHeading(page, way)).toBeFocused();
    expect(await page.content()).not.toContain(await secretAtOracle());
    await page.keyboard.press('Escape');
    await expect(wayButton(page, way)).toBeFocused();
    // The secret was revealed before the pane opened. Now it is masked again.
    await expect(secretRow(page)).toContainText('hidden, 44 characters');
  }
});

test('saves a file that ten words open, told once and kept nowhere', async () => {
  const { app, page } = keydesk();
  const file = target('by-passphrase.age');
  await saveInFileDialog(app, file);
  const place = await openWay(page, 'Encrypted file');
  await expect(lockedWith(place, 'A passphrase')).toBeChecked();
  await expect(passphraseWords(place)).toHaveCount(10);
  const first = await passphraseWords(place).allTextContents();
  await place.getByRole('button', { name: 'Make another' }).click();
  await expect.poll(() => passphraseWords(place).allTextContents()).not.toEqual(first);
  await noteField(place).fill('For the build server.');
  await place.getByRole('button', { name: 'Save…' }).click();
  await expect(place.getByRole('status')).toContainText(`Saved as ${file}`);
  await expect(place.getByRole('status')).toContainText('tell Grace Hopper the ten words');
  expect(existsSync(file)).toBe(true);
  await place.getByRole('button', { name: 'Done' }).click();
  await expect(handoverRow(page)).toContainText('Encrypted file saved: by-passphrase.age');
  await expect(handoverRow(page)).toContainText('Tell Grace Hopper the ten words: until then');
  await closeButton(page).click();
  const question = page.getByRole('alertdialog', { name: 'Close before the words are told?' });
  await expect(question).toContainText('opens with its ten words alone');
  await question.getByRole('button', { name: 'Go back' }).click();
  await tellWords(await openWay(page, 'Encrypted file'));
  await goBack(page);
  await expect(handoverRow(page)).not.toContainText('until then');
  await closeWithoutQuestion(/^Handed over as the file by-passphrase\.age, with a passphrase/);
});

test('says that the words go with the dialog, and asks before it makes others once a file hangs on them', async () => {
  const { app, page } = keydesk();
  await saveInFileDialog(app, target('first-words.age'));
  let place = await openWay(page, 'Encrypted file');
  const first = await lockWithPassphrase(place);
  await place.getByRole('button', { name: 'Save…' }).focus();
  await page.keyboard.press('Enter');
  await expect(place.getByRole('status')).toContainText('tell Grace Hopper the ten words');
  await expect(place.getByRole('button', { name: 'Save another…' })).toBeFocused();
  await goBack(page);
  await expect(handoverRow(page)).toContainText('first-words.age. Its ten words are forgotten when you close.');
  place = await openWay(page, 'E-mail draft');
  await lockedWith(place, 'A passphrase').check();
  await expect(passphraseWords(place)).toHaveText(first);
  await goBack(page);
  place = await openWay(page, 'Encrypted file');
  await lockedWith(place, 'A passphrase').check();
  await place.getByRole('button', { name: 'Save…' }).click();
  await expect(place.getByRole('status')).toContainText('ten words');
  const question = page.getByRole('alertdialog', { name: 'Make another passphrase?' });
  await place.getByRole('button', { name: 'Make another' }).click();
  await expect(question).toContainText('opens with these ten words alone');
  await pressEscapeIn(question);
  await expect(question).toBeHidden();
  await expect(passphraseWords(place)).toHaveText(first);
  await expect(place.getByRole('status')).toContainText('ten words');
  await place.getByRole('button', { name: 'Make another' }).click();
  await question.getByRole('button', { name: 'Make another' }).click();
  await expect(question).toBeHidden();
  await expect(passphraseWords(place)).not.toHaveText(first);
  await expect(place.getByRole('status'), 'these words do not open the file').toBeHidden();
  await expect(place.getByRole('button', { name: 'Save…' })).toBeEnabled();
  await goBack(page);
  await expect(handoverRow(page), 'nobody can open it now').not.toContainText('first-words.age');
  await expect(wayButton(page, 'Encrypted file')).toHaveText('Encrypted file');
  await closeButton(page).click();
  await expect(closeQuestion(page)).toBeVisible();
  await closeQuestion(page).press('Escape');
});

test('finds the words of a saved file again when the page was loaded anew, and still asks before it makes others', async () => {
  const { app, page } = keydesk();
  await saveInFileDialog(app, target('before-the-crash.age'));
  let place = await openWay(page, 'Encrypted file');
  const words = await lockWithPassphrase(place);
  await place.getByRole('button', { name: 'Save…' }).click();
  await expect(place.getByRole('status')).toContainText('ten words');
  await page.reload();
  place = await openWay(page, 'Encrypted file');
  await lockedWith(place, 'A passphrase').check();
  await expect(passphraseWords(place)).toHaveText(words);
  await place.getByRole('button', { name: 'Make another' }).click();
  await expect(page.getByRole('alertdialog', { name: 'Make another passphrase?' })).toBeVisible();
  await page.getByRole('alertdialog', { name: 'Make another passphrase?' }).press('Escape');
});

test('keeps the words for the draft too, as long as the dialog is open', async () => {
  const { page } = keydesk();
  const file = await openWay(page, 'Encrypted file');
  const words = await lockWithPassphrase(file);
  await file.getByRole('button', { name: 'Copy the ten words' }).click();
  await expect(file).toContainText('Copied. The clipboard is cleared in');
  await expect(file.getByRole('checkbox', { name: 'I have told Grace Hopper the words' })).toBeChecked();
  await goBack(page);
  const mail = await openWay(page, 'E-mail draft');
  await lockedWith(mail, 'A passphrase').check();
  await expect(passphraseWords(mail)).toHaveText(words);
});

test('saves a file for a public key, which the address book remembers', async () => {
  const { app, page } = keydesk();
  await saveInFileDialog(app, target('by-key.age'));
  let place = await openWay(page, 'Encrypted file');
  await removePublicKeys(page, place);
  await expect(place.getByRole('button', { name: 'Save…' })).toBeDisabled();
  await addPublicKey(place, publicKey);
  await expect(publicKeys(place).first()).toBeFocused();
  await goBack(page);
  place = await openWay(page, 'Encrypted file');
  await expect(publicKeys(place)).toHaveCount(1);
  await expect(publicKeys(place).first()).toBeChecked();
  await place.getByRole('button', { name: 'Save…' }).click();
  await expect(place.getByRole('status')).toContainText('Only the key of Grace Hopper opens it');
  await place.getByRole('button', { name: 'Done' }).click();
  await closeWithoutQuestion(/^Handed over as a file for Grace Hopper/);
});

test('changes nothing when the save dialog is cancelled, and still asks before it closes', async () => {
  const { app, page } = keydesk();
  await saveInFileDialog(app, null);
  const place = await openWay(page, 'Encrypted file');
  await lockWithPassphrase(place);
  await place.getByRole('button', { name: 'Save…' }).click();
  await goBack(page);
  await expect(wayButton(page, 'Encrypted file')).toHaveText('Encrypted file');
  await closeButton(page).click();
  await expect(closeQuestion(page)).toBeVisible();
  await closeQuestion(page).press('Escape');
});

test('says why a folder cannot be written to, and keeps the secret open', async () => {
  const { app, page, simulator } = keydesk();
  // A file stands where the path needs a folder, so nothing can be saved.
  await saveInFileDialog(app, join(simulator.configFile, 'key.age'));
  const place = await openWay(page, 'Encrypted file');
  await lockWithPassphrase(place);
  await place.getByRole('button', { name: 'Save…' }).click();
  await expect(failureIn(place)).toContainText('key.age could not be written: a part of its path is a file');
  await goBack(page);
  await expect(copySecret(page)).toBeVisible();
});

test('opens a draft for the user’s address in the mail program', async () => {
  const { home, page } = keydesk();
  hasMailProgram(home, true);
  const place = await openWay(page, 'E-mail draft');
  await expect(place).toContainText('An e-mail to grace.hopper@acme.example');
  await lockWithPassphrase(place);
  await place.getByRole('button', { name: 'Open draft' }).click();
  await expect(place.getByRole('status')).toContainText('The draft to grace.hopper@acme.example is open');
  await expect.poll(() => openedDrafts(home).at(-1)).toMatch(/\.eml$/);
  await tellWords(place);
  await place.getByRole('button', { name: 'Done' }).click();
  await closeWithoutQuestion(/^E-mail draft for grace\.hopper@acme\.example, with a passphrase/);
});

test('saves the draft where no mail program opens it', async () => {
  const { app, home, page } = keydesk();
  hasMailProgram(home, false);
  const file = target('draft.eml');
  await rm(file, { force: true });
  await saveInFileDialog(app, file);
  const place = await openWay(page, 'E-mail draft');
  await lockWithPassphrase(place);
  await place.getByRole('button', { name: 'Open draft' }).click();
  await expect(failureIn(place)).toContainText('No mail program has opened the draft');
  await place.getByRole('button', { name: 'Save draft…' }).click();
  await expect(place.getByRole('status')).toContainText(`Saved as ${file}`);
  expect(existsSync(file)).toBe(true);
  await place.getByRole('button', { name: 'Done' }).click();
  await expect(handoverRow(page)).toContainText('E-mail draft saved: draft.eml');
});

test('prints a sheet, and counts one that was cancelled as nothing', async () => {
  const { app, page } = keydesk();
  await answerPrintDialog(app, 'cancel');
  const place = await openWay(page, 'Print');
  await place.getByRole('button', { name: 'Print…' }).click();
  await expect(failureIn(place)).toContainText('Printing was cancelled');
  await answerPrintDialog(app, 'print');
  await place.getByRole('button', { name: 'Print…' }).click();
  await expect(place.getByRole('status')).toContainText('handed to the printer');
  await place.getByRole('button', { name: 'Done' }).click();
  await closeWithoutQuestion(/^Printed/);
});

test('shows the whole history of a key on demand', async () => {
  const { app, page } = keydesk();
  await answerPrintDialog(app, 'print');
  const place = await openWay(page, 'Print');
  await place.getByRole('button', { name: 'Print…' }).click();
  await expect(place.getByRole('status')).toContainText('handed to the printer');
  await place.getByRole('button', { name: 'Print another…' }).click();
  await place.getByRole('button', { name: 'Done' }).click();
  await closeButton(page).click();
  await keyRow(page, 'ci-deploy')
    .getByRole('button', { name: /^Printed/ })
    .click();
  const history = page.getByRole('dialog', { name: 'History of ci-deploy' });
  await expect(history.getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Escape');
});

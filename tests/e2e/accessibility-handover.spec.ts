import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { hasMailProgram } from '../support/desktop/mail-program.ts';
import { saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { answerPrintDialog } from '../support/dialogs/print-dialog.ts';
import { dragFile, dropFile } from '../support/views/drop-file.ts';
import {
  addPublicKey,
  addressBookGroup,
  addressGroup,
  discardQuestion,
  goBack,
  handoverRow,
  lockedWith,
  lockWithPassphrase,
  nextGroup,
  openWay,
  passphraseDialog,
  passphraseWords,
  publicKeyField,
  publicKeys,
  receivedDialog,
  refusedDialog,
  removeKeyQuestion,
  spelledWords,
  tellWords,
  typedCheckWords,
  typedDialog,
  typedSecret,
  typeInDialog,
  wayButton,
  wordsAgree,
} from '../support/views/handover-dialog.ts';
import { lookAt } from '../support/views/look-at.ts';
import { closeButton, generateDialog, generateKey, storeAndClose } from '../support/views/secret-dialog.ts';
import { failureIn, keyRow, openSettings, openUser } from '../support/views/views.ts';

const keydesk = shareKeydesk();

const publicKey = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const anotherKey = 'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg';
const target = (name: string) => join(keydesk().home, name);

test.describe('handing a key over', () => {
  test.beforeEach(async () => {
    const { page } = keydesk();
    await openUser(page, 'grace.hopper');
    await generateKey(page, 'ci-deploy');
  });

  test('as a file with a passphrase', async () => {
    const { app, page } = keydesk();
    await saveInFileDialog(app, target('by-words.age'));
    const place = await openWay(page, 'Encrypted file');
    await expect(passphraseWords(place)).toHaveCount(10);
    await lookAt(page, 'handover-passphrase');
    await place.getByRole('button', { name: 'Save…' }).click();
    await expect(place.getByRole('status')).toContainText('Saved as');
    await lookAt(page, 'handover-saved');
    await place.getByRole('button', { name: 'Make another' }).click();
    await expect(page.getByRole('alertdialog', { name: 'Make another passphrase?' })).toBeVisible();
    await lookAt(page, 'handover-other-words');
    await page.keyboard.press('Escape');
    await goBack(page);
    await storeAndClose(page);
  });

  test('as a file for a public key', async () => {
    const { page } = keydesk();
    const place = await openWay(page, 'Encrypted file');
    await lockedWith(place, 'Their public key').check();
    await expect(publicKeyField(place)).toBeVisible();
    await lookAt(page, 'handover-no-key');
    await publicKeyField(place).fill('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5');
    await place.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(failureIn(place)).toBeVisible();
    await lookAt(page, 'handover-key-refused');
    await addPublicKey(place, publicKey);
    await lookAt(page, 'handover-key');
    await place.getByRole('button', { name: 'Add another key' }).click();
    await addPublicKey(place, anotherKey);
    await expect(publicKeys(place)).toHaveCount(2);
    await publicKeys(place).last().check();
    await expect(publicKeys(place).first()).not.toBeChecked();
    await lookAt(page, 'handover-two-keys');
    await place
      .getByRole('button', { name: /^Remove the key/ })
      .first()
      .click();
    await expect(removeKeyQuestion(page)).toBeVisible();
    await lookAt(page, 'handover-remove-key');
    await page.keyboard.press('Escape');
    await goBack(page);
    const mail = await openWay(page, 'E-mail draft');
    await lookAt(page, 'handover-mail');
    hasMailProgram(keydesk().home, false);
    await mail.getByRole('button', { name: 'Open draft' }).click();
    await expect(failureIn(mail)).toContainText('No mail program has opened the draft');
    await lookAt(page, 'handover-mail-failed');
    hasMailProgram(keydesk().home, true);
    await mail.getByRole('button', { name: 'Open draft' }).click();
    await expect(mail.getByRole('status')).toContainText('is open in your mail program');
    await lookAt(page, 'handover-mail-opened');
    await goBack(page);
    await storeAndClose(page);
    await openSettings(page);
    await addressBookGroup(page).scrollIntoViewIfNeeded();
    await lookAt(page, 'address-book');
  });

  test('printed, and spelled aloud', async () => {
    const { app, page } = keydesk();
    const sheet = await openWay(page, 'Print');
    await lookAt(page, 'handover-print');
    await answerPrintDialog(app, 'cancel');
    await sheet.getByRole('button', { name: 'Print…' }).click();
    await expect(failureIn(sheet)).toBeVisible();
    await lookAt(page, 'handover-print-cancelled');
    await answerPrintDialog(app, 'print');
    await sheet.getByRole('button', { name: 'Print…' }).click();
    await expect(sheet.getByRole('status')).toContainText('handed to the printer');
    await lookAt(page, 'handover-printed');
    await goBack(page);
    await openWay(page, 'Spell aloud');
    await expect(spelledWords(page)).toHaveCount(4);
    await lookAt(page, 'handover-spell');
    for (let pressed = 0; pressed < 11; pressed += 1) await nextGroup(page).click();
    await lookAt(page, 'handover-check-words');
    await wordsAgree(page).click();
    await expect(handoverRow(page)).toContainText('Read aloud');
    await lookAt(page, 'handover-done');
    await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
    await expect(wayButton(page, 'Spell aloud')).toBeVisible();
    await page.emulateMedia({ forcedColors: null });
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();
    await lookAt(page, 'keys-history');
    await keyRow(page, 'ci-deploy')
      .getByRole('button', { name: /^Read aloud/ })
      .click();
    await expect(page.getByRole('dialog', { name: 'History of ci-deploy' })).toBeVisible();
    await lookAt(page, 'key-history');
    await page.keyboard.press('Escape');
  });
});

test.describe('receiving a key', () => {
  test('the handover address', async () => {
    const { page } = keydesk();
    await openSettings(page);
    await addressGroup(page).getByRole('button', { name: 'Make a handover address' }).click();
    await expect(addressGroup(page).getByRole('img')).toBeVisible();
    await addressGroup(page).scrollIntoViewIfNeeded();
    await lookAt(page, 'handover-address');
    await addressGroup(page).getByRole('button', { name: 'Remove my handover address' }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await lookAt(page, 'handover-address-remove');
    await page.keyboard.press('Escape');
  });

  test('a file that is none, one with a passphrase, and its key', async () => {
    const { app, page } = keydesk();
    await writeFile(target('letter.age'), 'Dear Grace');
    await dropFile(page, target('letter.age'));
    await expect(refusedDialog(page)).toBeVisible();
    await lookAt(page, 'file-refused');
    await page.keyboard.press('Escape');

    const file = target('for-grace.age');
    await openUser(page, 'grace.hopper');
    await generateKey(page, 'ci-deploy');
    await saveInFileDialog(app, file);
    const place = await openWay(page, 'Encrypted file');
    const words = await lockWithPassphrase(place);
    await place.getByRole('button', { name: 'Save…' }).click();
    await expect(place.getByRole('status')).toContainText('Saved as');
    await tellWords(place);
    await goBack(page);
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();

    await dragFile(page, file);
    await expect(page.getByText('Drop it to open it')).toBeVisible();
    await lookAt(page, 'file-dragged');
    await dropFile(page, file);
    const field = passphraseDialog(page).getByRole('textbox', { name: 'Passphrase' });
    await expect(passphraseDialog(page)).toBeVisible();
    await lookAt(page, 'file-passphrase');
    await field.fill('these are not the words');
    await page.keyboard.press('Enter');
    await expect(failureIn(passphraseDialog(page))).toContainText('This passphrase does not open');
    await lookAt(page, 'file-passphrase-wrong');
    await field.fill(words.join(' '));
    await page.keyboard.press('Enter');
    await expect(receivedDialog(page)).toBeVisible();
    await lookAt(page, 'file-received');
    await receivedDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  });

  test('one that is typed in', async () => {
    const { page } = keydesk();
    await openSettings(page);
    await page.getByRole('button', { name: 'Type in a secret key…' }).click();
    await typedSecret(page).fill('kB7+/=qRabcdefghijklmnopqrstuvwxyzABCDEFGHIJ');
    await expect(typedCheckWords(page)).toHaveText(/^[a-z]+ [a-z]+$/);
    await lookAt(page, 'typing-in');
    await page.keyboard.press('Escape');
    await expect(discardQuestion(page)).toBeVisible();
    await lookAt(page, 'typing-in-discard');
    await page.keyboard.press('Escape');
    await expect(discardQuestion(page)).toBeHidden();
    await typeInDialog(page).getByRole('textbox', { name: 'Access key' }).fill('clé');
    await typeInDialog(page).getByRole('button', { name: 'Open' }).click();
    await expect(failureIn(typeInDialog(page))).toContainText(
      'The access key holds a character that no access key has',
    );
    await lookAt(page, 'typing-in-refused');
    await typeInDialog(page).getByRole('textbox', { name: 'Access key' }).fill('4f1c0e77b2d94a1f');
    await typeInDialog(page).getByRole('button', { name: 'Open' }).click();
    await expect(typedDialog(page)).toBeVisible();
    await lookAt(page, 'typed-in');
    await typedDialog(page).getByRole('checkbox', { name: 'I have stored this secret key' }).check();
    await typedDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
    await expect(typedDialog(page)).toBeHidden();
  });
});

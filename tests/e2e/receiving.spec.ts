import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { watchCaptureHiding } from '../support/dialogs/capture-hiding.ts';
import { chooseInFileDialog, saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { chooseInMenu } from '../support/dialogs/menu.ts';
import { handedSecret, writeHandedOverFile } from '../support/programs/handed-over-file.ts';
import { dropFile } from '../support/views/drop-file.ts';
import {
  addressBookGroup,
  addressGroup,
  goBack,
  lockedWith,
  lockWithPassphrase,
  noteField,
  openWay,
  passphraseDialog,
  publicKeyField,
  publicKeys,
  receivedDialog,
  refusedDialog,
  removeKeyQuestion,
  tellWords,
  typedCheckWords,
  typedDialog,
  typedSecret,
  typeInDialog,
} from '../support/views/handover-dialog.ts';
import { lookAt } from '../support/views/look-at.ts';
import { closeButton, generateDialog, generateKey, nameField, storeAndClose } from '../support/views/secret-dialog.ts';
import { failureIn, keyRow, openSettings, openUser, signOut, view, welcomeHeading } from '../support/views/views.ts';

const keydesk = shareKeydesk();

const publicKey = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

const target = (name: string) => join(keydesk().home, name);
const passphraseField = () => passphraseDialog(keydesk().page).getByRole('textbox', { name: 'Passphrase' });
/** Opens a file as a file manager does, while the app runs. */
const openFromOutside = (path: string) =>
  keydesk().app.evaluate(({ app }, file) => app.emit('open-file', { preventDefault: () => {} }, file), path);
async function answerWords(words: readonly string[]) {
  await passphraseField().fill(words.join(' '));
  await keydesk().page.keyboard.press('Enter');
}
/** Makes the user's own handover address in the settings, and gives it. */
async function makeAddress(): Promise<string> {
  const { page } = keydesk();
  await openSettings(page);
  const make = addressGroup(page).getByRole('button', { name: 'Make a handover address' });
  await expect(make.or(addressGroup(page).getByRole('code'))).toBeVisible();
  if (await make.isVisible()) await make.click();
  return (await addressGroup(page).getByRole('code').textContent()) ?? '';
}

let saved: { readonly file: string; readonly secret: string; readonly words: readonly string[] } | null = null;
/** Writes a file with a passphrase that has a key of Grace Hopper. The first call lets Keydesk save the file; later calls copy it. */
async function saveKey(name: string) {
  saved ??= await saveFirstKey();
  const file = target(name);
  await copyFile(saved.file, file);
  return { ...saved, file };
}
async function saveFirstKey() {
  const { app, page, controls } = keydesk();
  const file = target('saved.age');
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
  const secret = (await controls.state('grace.hopper')).keys.at(-1)?.secretKey ?? '';
  await saveInFileDialog(app, file);
  const place = await openWay(page, 'Encrypted file');
  const words = await lockWithPassphrase(place);
  await noteField(place).fill('For the night shift.');
  await place.getByRole('button', { name: 'Save…' }).click();
  await expect(place.getByRole('status')).toContainText('Saved as');
  await tellWords(place);
  await place.getByRole('button', { name: 'Done' }).click();
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
  return { file, secret, words };
}

async function expectKey(secret: string): Promise<void> {
  const { page } = keydesk();
  await expect(receivedDialog(page)).toBeVisible();
  await receivedDialog(page).getByRole('button', { name: 'Reveal secret key' }).click();
  await expect(receivedDialog(page).getByRole('group', { name: 'Secret key' }).getByRole('code')).toHaveText(secret);
}

/** Closing a received key asks nothing, since its file opens again. */
async function closeReceived(): Promise<void> {
  const { page } = keydesk();
  await receivedDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(receivedDialog(page)).toBeHidden();
}

test('makes a handover address, and removes it when the person knows what that means', async () => {
  const { page } = keydesk();
  const address = await makeAddress();
  expect(address).toMatch(/^age1[a-z0-9]{58}$/);
  await expect(addressGroup(page).getByRole('img', { name: /QR code/ })).toBeVisible();
  await addressGroup(page).getByRole('button', { name: 'Remove my handover address' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove my handover address?' });
  await expect(question).toContainText('nobody can open files that were encrypted for it');
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(addressGroup(page).getByRole('button', { name: 'Make a handover address' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(addressGroup(page).getByRole('button', { name: 'Copy handover address' })).toBeFocused();
  expect(await makeAddress()).not.toBe(address);
});

test('opens a file that is locked for the own address, from the menu', async () => {
  const { app, page } = keydesk();
  const file = target('for-me.age');
  const address = await makeAddress();
  await writeHandedOverFile(file, address);
  await chooseInFileDialog(app, file);
  await chooseInMenu(keydesk().app, 'Open Handed-Over File');
  await expectKey(handedSecret);
  await expect(receivedDialog(page)).toContainText('ci-deploy from');
  await expect(receivedDialog(page)).toContainText('For the build server.');
  await expect(receivedDialog(page)).toContainText('opened again from its file');
  await expect(receivedDialog(page).getByRole('group', { name: /^Hand it over/ })).toHaveCount(0);
  await closeReceived();
});

test('refuses the own address as somebody else’s public key', async () => {
  const { page } = keydesk();
  const address = await makeAddress();
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
  const place = await openWay(page, 'Encrypted file');
  await lockedWith(place, 'Their public key').check();
  await publicKeyField(place).fill(address);
  await place.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(failureIn(place)).toContainText('This is your own handover address');
  await expect(publicKeys(place)).toHaveCount(0);
  await goBack(page);
  await storeAndClose(page);
});

test('adds an address for a user of the directory, lists the address book, and asks before it removes a key', async () => {
  const { page } = keydesk();
  await openSettings(page);
  await addressBookGroup(page).getByRole('button', { name: 'Add an address…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add an address' });
  await dialog.getByRole('textbox', { name: 'User' }).fill('lamarr');
  await page.keyboard.press('Enter');
  await dialog.getByRole('radio', { name: 'Hedy Lamarr hedy.lamarr · Default domain' }).check();
  await dialog.getByRole('textbox', { name: 'Public key of Hedy Lamarr' }).fill(publicKey);
  await lookAt(page, 'address-add');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const entry = addressBookGroup(page).getByRole('listitem');
  await expect(entry).toContainText('Hedy Lamarr');
  await expect(entry).toContainText(publicKey);
  const remove = entry.getByRole('button', { name: 'Remove…' });
  await remove.click();
  await expect(removeKeyQuestion(page)).toContainText('leaves the address book');
  await page.keyboard.press('Enter');
  await expect(removeKeyQuestion(page)).toBeHidden();
  await expect(remove, 'it is still there').toBeFocused();
  await remove.click();
  await removeKeyQuestion(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(addressBookGroup(page).getByText('Empty.')).toBeVisible();
  await expect(addressBookGroup(page).locator(':focus'), 'the focus is where the key was').toHaveCount(1);
});

test('asks for the ten words of a dropped file, and says when they are wrong', async () => {
  const { page } = keydesk();
  const { file, secret, words } = await saveKey('by-words.age');
  await dropFile(page, file);
  const field = passphraseField();
  await expect(field).toBeFocused();
  await passphraseDialog(page).getByRole('checkbox', { name: 'Show what I type' }).check();
  await answerWords(words.toReversed());
  await expect(failureIn(passphraseDialog(page))).toContainText('This passphrase does not open by-words.age');
  await expect(field, 'what was typed can be mended').not.toHaveValue('');
  await field.fill(words.join(' '));
  await passphraseDialog(page).getByRole('button', { name: 'Open' }).click();
  await expectKey(secret);
  await expect(receivedDialog(page)).toContainText('For the night shift.');
  await closeReceived();
});

test('forgets the words that were typed for a file when another one comes in its place', async () => {
  const { page } = keydesk();
  const { file: first, words } = await saveKey('first.age');
  const { file: second } = await saveKey('second.age');
  const field = passphraseField();
  await openFromOutside(first);
  await expect(passphraseDialog(page)).toContainText('first.age');
  await passphraseDialog(page).getByRole('checkbox', { name: 'Show what I type' }).check();
  await field.fill(words.join(' '));
  await openFromOutside(second);
  await expect(passphraseDialog(page)).toContainText('second.age');
  await expect(field).toHaveValue('');
  await expect(field).toHaveAttribute('type', 'password');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
});

test('needs nobody to be signed in', async () => {
  const { page } = keydesk();
  await signOut(page);
  await expect(welcomeHeading(page)).toBeVisible();
  const receive = page.getByRole('region', { name: 'Receive a key' });
  await receive.getByRole('button', { name: 'My handover address…' }).click();
  await expect(page.getByRole('dialog', { name: 'My handover address' })).toBeVisible();
  await page.getByRole('dialog', { name: 'My handover address' }).press('Escape');
  await receive.getByRole('button', { name: 'Type in a secret key…' }).click();
  await expect(typeInDialog(page)).toBeVisible();
  await typeInDialog(page).press('Escape');
  await page.getByRole('button', { name: 'Sign in as ADMIN', exact: true }).click();
  await expect(keyRow(page, '').first()).toBeVisible();
});

test.describe('a drop', () => {
  test('of anything else is refused with a sentence, and changes nothing', async () => {
    const { page } = keydesk();
    for (const [name, content, sentence] of [
      ['hosts.txt', '127.0.0.1 localhost', 'does not look like a handed-over file'],
      ['huge.age', 'x'.repeat(70_000), 'much larger than a handed-over file'],
      ['letter.age', 'Dear Grace', 'is not a handed-over file'],
    ] as const) {
      await writeFile(target(name), content);
      await dropFile(page, target(name));
      await expect(failureIn(refusedDialog(page))).toContainText(sentence);
      await refusedDialog(page).getByRole('button', { name: 'Close' }).click();
      await expect(refusedDialog(page)).toBeHidden();
    }
    await mkdir(target('folder.age'), { recursive: true });
    await dropFile(page, target('folder.age'));
    await expect(failureIn(refusedDialog(page))).toBeVisible();
    await refusedDialog(page).press('Escape');
    await expect(view(page)).toBeVisible();
    await rm(target('folder.age'), { recursive: true });
  });

  test('behind a dialog is not taken', async () => {
    const { page } = keydesk();
    await writeFile(target('letter.age'), 'Dear Grace');
    await chooseInMenu(keydesk().app, 'Type In a Secret Key');
    await expect(typeInDialog(page)).toBeVisible();
    await dropFile(page, target('letter.age'));
    await expect(page.getByText('Drop it to open it')).toBeHidden();
    await expect(refusedDialog(page)).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(typeInDialog(page)).toBeHidden();
  });
});

test('opens a file while the name of a new key is being typed, and comes back to that', async () => {
  const { page } = keydesk();
  const { file, secret, words } = await saveKey('between.age');
  await openUser(page, 'charles.babbage');
  await page.getByRole('button', { name: 'Generate secret key' }).click();
  await nameField(page).fill('difference-engine-2');
  await openFromOutside(file);
  await answerWords(words);
  await expectKey(secret);
  await closeReceived();
  await expect(nameField(page)).toHaveValue('difference-engine-2');
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(nameField(page)).toBeHidden();
});

test('keeps what was typed while an incoming file is opened and closed', async () => {
  const { app, page } = keydesk();
  const address = await makeAddress();
  const { file, secret, words } = await saveKey('meanwhile.age');
  await chooseInMenu(keydesk().app, 'Type In a Secret Key');
  await typeInDialog(page).getByRole('textbox', { name: 'Access key' }).fill('4f1c0e77b2d94a1f');
  await typedSecret(page).fill('kB7+/=qR');
  await expect(typedCheckWords(page)).toHaveText(/^[a-z]+ [a-z]+$/);
  const check = await typedCheckWords(page).textContent();
  const { isHidden, wasSeen } = await watchCaptureHiding(app);
  for (const isForMe of [false, true]) {
    if (isForMe) await writeHandedOverFile(file, address);
    await openFromOutside(file);
    if (!isForMe) await answerWords(words);
    await expectKey(isForMe ? handedSecret : secret);
    await receivedDialog(page).getByRole('button', { name: 'Hide secret key' }).click();
    await expect(receivedDialog(page).getByRole('button', { name: 'Reveal secret key' })).toBeVisible();
    await closeReceived();
    await expect(typedSecret(page)).toHaveValue('kB7+ /=qR');
    await expect(typeInDialog(page).locator(':focus')).toHaveCount(1);
    await expect(typedCheckWords(page)).toHaveText(check ?? '');
    await expect.poll(isHidden).toBe(true);
    expect(await wasSeen(), 'Security line 23: what was typed stood behind all the time').toBe(false);
  }
  await typeInDialog(page).getByRole('button', { name: 'Open' }).click();
  await expect(typedDialog(page)).toBeVisible();
  await expect(typeInDialog(page)).toBeHidden();
  await typedDialog(page).getByRole('checkbox', { name: 'I have stored this secret key' }).check();
  await typedDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
});

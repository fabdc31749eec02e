import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { chooseInFileDialog } from '../support/dialogs/file-dialog.ts';
import {
  addPublicKey,
  lockedWith,
  openWay,
  publicKeyField,
  publicKeys,
  removeKeyQuestion,
  removePublicKeys,
} from '../support/views/handover-dialog.ts';
import { openKeyForEach } from '../support/views/open-key.ts';
import { failureIn } from '../support/views/views.ts';

const keydesk = shareKeydesk();

const publicKey = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const anotherKey = 'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg';
const target = (name: string) => join(keydesk().home, name);

openKeyForEach(keydesk);

test('asks before it forgets a public key', async () => {
  const { page } = keydesk();
  const place = await openWay(page, 'Encrypted file');
  await removePublicKeys(page, place);
  await addPublicKey(place, publicKey);
  await place.getByRole('button', { name: /^Remove the key/ }).click();
  await expect(removeKeyQuestion(page)).toContainText('The key of Grace Hopper with the words');
  await page.keyboard.press('Escape');
  await expect(publicKeys(place)).toHaveCount(1);
  await place.getByRole('button', { name: /^Remove the key/ }).click();
  await removeKeyQuestion(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(publicKeyField(place)).toBeFocused();
  await expect(publicKeys(place)).toHaveCount(0);
});

test('adds a public key from a file, and shows it whole for a recipient who has no words', async () => {
  const { app, page } = keydesk();
  const place = await openWay(page, 'Encrypted file');
  await removePublicKeys(page, place);
  const fromFile = place.getByRole('button', { name: 'From a file…' });
  await chooseInFileDialog(app, null);
  await fromFile.focus();
  await page.keyboard.press('Enter');
  await expect(fromFile).toBeEnabled();
  await expect(fromFile, 'cancelled: the focus stays').toBeFocused();
  await writeFile(target('grace.txt'), `# Grace, laptop\n${publicKey}\n`);
  await chooseInFileDialog(app, target('grace.txt'));
  await page.keyboard.press('Enter');
  await expect(publicKeys(place).first()).toBeChecked();
  await expect(publicKeys(place).first()).toBeFocused();
  await expect(place.getByText(publicKey, { exact: true })).toBeVisible();
  await place.getByRole('button', { name: /^Copy the key/ }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(publicKey);
});

test('locks nothing for an old key while a new one is pasted and not added', async () => {
  const { page } = keydesk();
  const place = await openWay(page, 'Encrypted file');
  await removePublicKeys(page, place);
  await addPublicKey(place, publicKey);
  const save = place.getByRole('button', { name: 'Save…' });
  await expect(save).toBeEnabled();
  await place.getByRole('button', { name: 'Add another key' }).click();
  await expect(publicKeyField(place)).toBeFocused();
  await expect(save, 'nothing is pasted yet').toBeEnabled();
  await publicKeyField(place).fill(anotherKey);
  await expect(save).toBeDisabled();
  await expect(place.getByRole('status')).toContainText('not added yet: press Add');
  await lockedWith(place, 'A passphrase').check();
  await lockedWith(place, 'Their public key').check();
  await expect(save, 'what was pasted is still meant').toBeDisabled();
  await place.getByRole('button', { name: 'Cancel' }).click();
  await expect(save).toBeEnabled();
  await place.getByRole('button', { name: 'Add another key' }).click();
  await expect(publicKeyField(place)).toHaveValue('');
  await publicKeyField(place).fill(anotherKey);
  await place.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(publicKeys(place)).toHaveCount(2);
  await expect(publicKeys(place).first()).toBeChecked();
  await expect(save).toBeEnabled();
});

test('refuses a public key that is known as somebody else’s', async () => {
  const { page } = keydesk();
  const place = await openWay(page, 'Encrypted file');
  await removePublicKeys(page, place);
  await page.evaluate(async (text) => {
    const bob = { ocid: 'ocid1.user.oc1..bob', name: 'Bob Kahn' };
    await Reflect.get(window, 'keydesk').Handover.AddRecipient(bob, { kind: 'pasted', text });
  }, anotherKey);
  await publicKeyField(place).fill(anotherKey);
  await place.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(failureIn(place)).toContainText('This is the public key of Bob Kahn');
  await expect(failureIn(place)).toContainText('Ask Grace Hopper for their own');
  await expect(publicKeys(place)).toHaveCount(0);
});

test('refuses a private key where a public one belongs, and lets it stand nowhere', async () => {
  const { page } = keydesk();
  const place = await openWay(page, 'Encrypted file');
  await removePublicKeys(page, place);
  await publicKeyField(place).fill('AGE-SECRET-KEY-1QQPQYS6WZYYUVS3SYAQ5WCMDYM6FGJEPEFW0SNX6VQX4AVDVNY5SGQRQDZ');
  await place.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(failureIn(place)).toContainText('This is a private key');
  await expect(publicKeyField(place)).toHaveValue('');
  expect(await page.content()).not.toContain('AGE-SECRET-KEY-1');
});

import { expect, type Locator, type Page } from '@playwright/test';
import { generateDialog } from './secret-dialog.ts';

/** The ways to hand an open secret over, found by their accessible names. */

export type Way = 'Encrypted file' | 'E-mail draft' | 'Print' | 'Spell aloud';

/** The row of the four ways, at the front of the secret's dialog. */
export const handoverRow = (page: Page): Locator =>
  generateDialog(page).getByRole('group', { name: /^Hand it over to/ });
export const wayButton = (page: Page, way: Way): Locator =>
  handoverRow(page).getByRole('button', { name: new RegExp(`^${way}( ?, done)?$`) });

/** The dialog while it shows one way. */
export const pane = (page: Page, way: Way): Locator => page.getByRole('dialog', { name: way, exact: true });
export const paneHeading = (page: Page, way: Way): Locator =>
  pane(page, way).getByRole('heading', { level: 2, name: way });

/** From the front of the secret's dialog to one of the ways. */
export async function openWay(page: Page, way: Way): Promise<Locator> {
  await wayButton(page, way).click();
  await expect(pane(page, way)).toBeVisible();
  return pane(page, way);
}

/** Back to the front of the secret's dialog. */
export async function goBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(handoverRow(page)).toBeVisible();
}

export const lockedWith = (place: Locator, kind: 'Their public key' | 'A passphrase'): Locator =>
  place.getByRole('radiogroup', { name: 'Encrypted with' }).getByRole('radio', { name: kind });
export const publicKeyField = (place: Locator): Locator => place.getByRole('textbox', { name: /^Public key of/ });
/** The public keys to choose from. The name of each is the six words of its fingerprint. */
export const publicKeys = (place: Locator): Locator =>
  place.getByRole('radiogroup', { name: /^Public keys of/ }).getByRole('radio');
export const noteField = (place: Locator): Locator => place.getByRole('textbox', { name: 'Note (optional)' });
export const passphraseWords = (place: Locator): Locator =>
  place.getByRole('list', { name: 'Passphrase' }).getByRole('listitem');

/** Encrypts the key with a passphrase, and gives its words. */
export async function lockWithPassphrase(place: Locator): Promise<string[]> {
  await lockedWith(place, 'A passphrase').check();
  await expect(passphraseWords(place)).toHaveCount(10);
  return passphraseWords(place).allTextContents();
}

/** Ticks that the recipient has the words, so that the file counts as handed over. */
export const tellWords = (place: Locator): Promise<void> =>
  place.getByRole('checkbox', { name: /^I have told .* the words$/ }).check();

/** Adds a public key by paste. The pane `place` must be open. */
export async function addPublicKey(place: Locator, publicKey: string): Promise<void> {
  await lockedWith(place, 'Their public key').check();
  await publicKeyField(place).fill(publicKey);
  await place.getByRole('button', { name: 'Add', exact: true }).click();
  // A new key is listed first. It is selected a moment later, when the field is gone.
  await expect(publicKeyField(place)).toBeHidden();
  await expect(publicKeys(place).first()).toBeChecked();
}

export const removeKeyQuestion = (page: Page): Locator =>
  page.getByRole('alertdialog', { name: 'Remove this public key?' });

/** Removes every public key of the user. `place` is the open pane. */
export async function removePublicKeys(page: Page, place: Locator): Promise<void> {
  await lockedWith(place, 'Their public key').check();
  await expect(publicKeys(place).or(publicKeyField(place)).first()).toBeVisible();
  for (let left = await publicKeys(place).count(); left > 0; left -= 1) {
    await place
      .getByRole('button', { name: /^Remove the key/ })
      .first()
      .click();
    await removeKeyQuestion(page).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(publicKeys(place)).toHaveCount(left - 1);
  }
  await expect(publicKeyField(place)).toBeVisible();
}

/** The text that is read aloud: the words of the shown group, and its position. */
export const spelledWords = (page: Page): Locator =>
  pane(page, 'Spell aloud').getByRole('region', { name: 'Spelling' }).getByRole('listitem');
export const spellingStep = (page: Page): Locator => pane(page, 'Spell aloud').getByRole('heading', { level: 3 });
export const nextGroup = (page: Page): Locator => page.getByRole('button', { name: 'Next group' });
export const previousGroup = (page: Page): Locator => page.getByRole('button', { name: 'Previous group' });
export const wordsAgree = (page: Page): Locator =>
  page.getByRole('button', { name: 'It has been read and the check words agree' });

/** The dialogs of the recipient. */
export const passphraseDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Open a handed-over file' });
export const refusedDialog = (page: Page): Locator =>
  page.getByRole('alertdialog', { name: 'The file could not be opened' });
export const typeInDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Type in a secret key' });
export const discardQuestion = (page: Page): Locator =>
  page.getByRole('alertdialog', { name: 'Discard what you have typed?' });
export const typedSecret = (page: Page): Locator => typeInDialog(page).getByRole('textbox', { name: 'Secret key' });
export const typedCheckWords = (page: Page): Locator => typeInDialog(page).getByRole('status', { name: 'Check words' });
/** Leaves the dialog "Type in" although something is typed, and discards the text. */
export async function discardTyped(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await discardQuestion(page).getByRole('button', { name: 'Discard' }).click();
  await expect(typeInDialog(page)).toBeHidden();
}
export const receivedDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Received secret key' });
export const typedDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Typed-in secret key' });

/** Two groups of the settings. */
export const addressGroup = (page: Page): Locator => page.getByRole('region', { name: 'My handover address' });
export const addressBookGroup = (page: Page): Locator => page.getByRole('region', { name: 'Address book' });

import { expect, type Locator, type Page } from '@playwright/test';

/** The dialog "Generate secret key", with its two steps. */

export const generateDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Generate secret key' });
export const closeQuestion = (page: Page): Locator =>
  page.getByRole('alertdialog', { name: 'Close without storing the secret key?' });

/** The button that opens the dialog, on the page of an owner of keys. */
export const generateButton = (page: Page): Locator =>
  page.getByRole('region', { name: 'Customer secret keys' }).getByRole('button', { name: 'Generate secret key' });

export const nameField = (page: Page): Locator => generateDialog(page).getByRole('textbox', { name: 'Name' });
export const send = (page: Page): Promise<void> =>
  generateDialog(page).getByRole('button', { name: 'Generate secret key' }).click();

/** From the page of an owner to the step that shows the secret, masked. It hears keys once it has the focus. */
export async function generateKey(page: Page, name: string): Promise<void> {
  await generateButton(page).click();
  await nameField(page).fill(name);
  await send(page);
  await expect(copySecret(page)).toBeFocused();
}

export const copySecret = (page: Page): Locator =>
  generateDialog(page).getByRole('button', { name: 'Copy secret key' });
export const revealSecret = (page: Page): Locator =>
  generateDialog(page).getByRole('button', { name: 'Reveal secret key' });
export const hideSecret = (page: Page): Locator =>
  generateDialog(page).getByRole('button', { name: 'Hide secret key' });
/** The row of the secret, masked or not. */
export const secretRow = (page: Page): Locator => generateDialog(page).getByRole('group', { name: 'Secret key' });
export const accessRow = (page: Page): Locator => generateDialog(page).getByRole('group', { name: 'Access key' });

export const stored = (page: Page): Locator =>
  generateDialog(page).getByRole('checkbox', { name: 'I have stored this secret key' });
export const closeButton = (page: Page): Locator =>
  generateDialog(page).getByRole('button', { name: 'Close', exact: true });

/** The notice about a secret that was closed while its copy was on the clipboard. */
export const closedNotice = (page: Page): Locator =>
  page.getByRole('main').getByRole('note').filter({ hasText: 'the clipboard' });

/** Ticks that the secret has been stored, and closes. */
export async function storeAndClose(page: Page): Promise<void> {
  await stored(page).check();
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
}

import { expect, type Locator, type Page } from '@playwright/test';
import { generateDialog } from './secret-dialog.ts';
import { heading } from './views.ts';

/** The views for using a key, found by their accessible names. */

export type Use = 'Test' | 'Profiles for tools' | 'Keep on this computer';

/** The quiet line under the keys of an owner. */
export const objectStorageLine = (page: Page): Locator => page.getByRole('group', { name: 'Object Storage' });
/** A copyable line: the endpoint, the command for a terminal, or the line for AWS. */
export const commandLine = (place: Page | Locator, name: 'Endpoint' | 'Command' | 'Line for AWS'): Locator =>
  place.getByRole('group', { name, exact: true });

/** Chooses a region beside the endpoint of a key. The button shows the present region. */
export async function chooseRegion(page: Page, place: Page | Locator, region: string): Promise<void> {
  await regionButton(place).click();
  await page.getByRole('option', { name: region }).click();
  await expect(regionButton(place)).toContainText(region);
}
export const regionButton = (place: Page | Locator): Locator => place.getByRole('button', { name: /Region$/ });

/** On the front of the secret's dialog: the button that shows the ways to use the key. */
export const theUses = (page: Page): Locator => generateDialog(page).getByRole('button', { name: /^Use it/ });
export const buttonOf = (page: Page, use: Use): Locator =>
  generateDialog(page)
    .getByRole('group', { name: 'Use it' })
    .getByRole('button', { name: new RegExp(`^${use}( ?, done)?$`) });

/** The dialog that shows this use of a key: a saved key's own dialog, or the secret's dialog with the pane of this use open. */
export const dialogOf = (page: Page, use: Use): Locator => page.getByRole('dialog', { name: use, exact: true });

/** From the front of the secret's dialog to one of the ways. */
export async function openUse(page: Page, use: Use): Promise<Locator> {
  if ((await theUses(page).getAttribute('aria-expanded')) !== 'true') await theUses(page).click();
  await buttonOf(page, use).click();
  await expect(dialogOf(page, use)).toBeVisible();
  return dialogOf(page, use);
}
/** Back to the front of the secret's dialog. */
export async function backToSecret(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(theUses(page)).toBeVisible();
}

export const testPanel = (place: Locator): Locator => place.getByRole('region', { name: 'Test of the key' });
export const testProgress = (place: Locator): Locator =>
  place.getByRole('progressbar', { name: 'Time without a failure' });

export const profileName = (place: Locator): Locator => place.getByRole('textbox', { name: 'Name', exact: true });
/** The preview of one file, with the secret masked. */
export const profileText = (place: Locator, file: string): Locator => place.getByRole('region', { name: file });
/** A plain value of the profile, by the name above it. */
export const profileValue = (place: Locator, name: string): Locator =>
  place.locator('dl > div').filter({ has: place.page().getByRole('term').filter({ hasText: name }) });
export const writeButton = (place: Locator): Locator =>
  place.getByRole('button', { name: /^(Keep the key and write|Write) to/ });
export async function chooseTool(page: Page, place: Locator, tool: string): Promise<void> {
  await place.getByRole('button', { name: 'Tool' }).click();
  await page.getByRole('option', { name: tool, exact: true }).click();
}

export async function openThisComputer(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'On this computer' }).click();
  await expect(heading(page, 'On this computer')).toBeVisible();
}
export const keptTable = (page: Page): Locator => page.getByRole('table', { name: 'Keys on this computer' });
export const keptRow = (page: Page, name: string): Locator =>
  keptTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name, exact: true }) });
export const keptButton = (page: Page, name: string, button: string): Locator =>
  page.getByRole('group', { name: `Actions for ${name}` }).getByRole('button', { name: button });

/** Removes a key from this computer, from its view. */
export async function removeKept(page: Page, name: string): Promise<void> {
  await keptButton(page, name, 'Remove').click();
  await page
    .getByRole('alertdialog', { name: `Remove ${name}` })
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(keptRow(page, name)).toBeHidden();
}

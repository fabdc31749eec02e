import { expect, type Locator, type Page } from '@playwright/test';
import { heading, keyRow, openUser } from './views.ts';

/** The view *Rotations* and its dialogs, found by their accessible names. */

export const rotationsLink = (page: Page): Locator => page.getByRole('link', { name: 'Rotations' });
export const rotationsGrid = (page: Page): Locator => page.getByRole('grid', { name: 'Rotations' });
export const rotationRows = (page: Page): Locator => rotationsGrid(page).locator('tbody').getByRole('row');
export const rotationRow = (page: Page, userName: string): Locator =>
  rotationRows(page).filter({ has: page.getByRole('gridcell', { name: userName, exact: true }) });
/** The dialog that begins a rotation. After the beginning it shows the list of steps. */
export const rotateDialog = (page: Page, keyName: string): Locator =>
  page.getByRole('dialog', { name: `Rotate ${keyName}` });
export const nextStep = (page: Page): Locator => page.getByRole('button', { name: 'Next step' });
/** The step that comes next, with what it does. */
export const currentStep = (page: Page): Locator => page.locator('[aria-current="step"]');
export const forSelectedRotations = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('group', { name: 'Selected rotations' }).getByRole('button', { name });

export async function openRotations(page: Page): Promise<void> {
  await rotationsLink(page).click();
  await expect(heading(page, 'Rotations')).toBeVisible();
}

/** From the page of a user to the dialog that begins the rotation of a key. */
export async function openRotateDialog(page: Page, userName: string, keyName: string): Promise<Locator> {
  await openUser(page, userName);
  await keyRow(page, keyName).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rotate' }).click();
  const dialog = rotateDialog(page, keyName);
  await expect(dialog.getByRole('button', { name: 'Rotate' })).toBeVisible();
  return dialog;
}

/** Chooses an action in the menu of a rotation's row. */
export async function actOnRow(page: Page, userName: string, action: string): Promise<void> {
  await rotationRow(page, userName).click({ button: 'right' });
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

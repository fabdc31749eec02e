import { expect, type Locator, type Page } from '@playwright/test';
import { lookAt } from './look-at.ts';

/** The recipient's handover address and its fingerprint, made at first use. */
export async function handoverAddress(page: Page): Promise<{ publicKey: string; fingerprint: string }> {
  await page.getByRole('button', { name: 'My handover address…' }).click();
  const dialog = page.getByRole('dialog', { name: 'My handover address' });
  const make = dialog.getByRole('button', { name: 'Make a handover address' });
  const key = dialog.getByText(/^age1\w+$/);
  await expect(make.or(key)).toBeVisible();
  const isNew = await make.isVisible();
  if (isNew) await make.click();
  const publicKey = await key.innerText();
  const fingerprint = await dialog.getByText(/^\w+( \w+){5}$/).innerText();
  if (isNew) await lookAt(page, 'handover-address-signed-out');
  await dialog.getByRole('button', { name: 'Close' }).click();
  return { publicKey, fingerprint };
}

/** Expects that the dialog of a received key reveals the administrator's secret. Then closes the dialog. */
export async function expectSecret(dialog: Locator, expected: { accessKey: string; secretKey: string }): Promise<void> {
  await expect(dialog).toContainText(expected.accessKey);
  await dialog.getByRole('button', { name: 'Reveal secret key' }).click();
  await expect(dialog.getByRole('group', { name: 'Secret key' }).getByRole('code')).toHaveText(expected.secretKey);
  await dialog.getByRole('button', { name: 'Hide secret key' }).click();
}

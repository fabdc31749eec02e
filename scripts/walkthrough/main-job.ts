import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Environment } from '../../tests/support/app/environment.ts';
import { readOutsideClipboard } from '../../tests/support/desktop/outside-clipboard.ts';
import type { Narrator } from './narrator.ts';

const ADMINISTRATOR = 'Ada Byron';
const USER = 'Grace Hopper';
const KEY = 'walkthrough';
const CLIPBOARD_SECONDS = 10;

const lastFour = (text: string) => `...${text.slice(-4)}`;

/**
 * The main job on the sample tenancy, as a person does it: find a user, generate a key for them, copy the secret key, close.
 * Each step waits until its result is on the page, or for the clipboard, until another program sees it. Throws if a step fails.
 */
export async function doMainJob(page: Page, env: Environment, narrator: Narrator): Promise<void> {
  const { step } = narrator;
  const dialog = page.getByRole('dialog', { name: 'Generate secret key' });
  const table = page.getByRole('table', { name: 'Customer secret keys' });

  await step(`signed in to the sample tenancy as ${ADMINISTRATOR}`, 'signed-in', async () => {
    await expect(page.getByText(ADMINISTRATOR).first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('link', { name: 'My profile' })).toBeVisible();
    await expect(table).toBeVisible();
  });
  await step(`the clipboard time set to ${CLIPBOARD_SECONDS} s`, 'settings', () => setClipboardTime(page));
  await step(`${USER} found among the users`, 'user-found', async () => {
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('searchbox', { name: 'Search users' }).fill(USER);
    await expect(userRow(page)).toBeVisible();
  });
  await step(`the customer secret keys of ${USER}`, 'user-opened', async () => {
    await userRow(page).click();
    await expect(page.getByRole('heading', { name: USER })).toBeVisible();
    await expect(table).toBeVisible();
  });
  await step(`a secret key generated, named "${KEY}"`, 'key-generated', async () => {
    await page.getByRole('button', { name: 'Generate secret key' }).first().click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill(KEY);
    await dialog.getByRole('button', { name: 'Generate secret key' }).click();
    await expect(dialog.getByRole('button', { name: 'Copy secret key' })).toBeVisible();
  });
  const accessKey = await accessKeyIn(dialog);
  const copied = await step(
    'the secret key copied, and read from the clipboard by another program',
    'secret-copied',
    async () => {
      await dialog.getByRole('button', { name: 'Copy secret key' }).click();
      await expect(dialog.getByText(/Copied\. The clipboard is cleared in \d+ s\./)).toBeVisible();
      const text = await readOutsideClipboard(env);
      if (!text) throw new Error('The clipboard, seen from outside, is empty.');
      return text;
    },
    (text) => `: ${text.length} characters, ${lastFour(text)}`,
  );
  await step('the secret key revealed: it is the one in the clipboard', 'secret-revealed', async () => {
    await dialog.getByRole('button', { name: 'Reveal secret key' }).click();
    const shown = dialog.getByRole('group', { name: 'Secret key' }).getByRole('code');
    await expect(shown).not.toBeEmpty();
    // Not with `expect`, which would print the secrets if they differ.
    if ((await shown.textContent()) !== copied)
      throw new Error('The dialog shows another secret key than the clipboard holds.');
    await dialog.getByRole('button', { name: 'Hide secret key' }).click();
  });
  await step('the clipboard cleared by Keydesk, seen from outside', 'clipboard-cleared', async () => {
    await expect(dialog.getByText('The secret key was cleared from the clipboard.')).toBeVisible({
      timeout: (CLIPBOARD_SECONDS + 10) * 1000,
    });
    if ((await readOutsideClipboard(env)) !== null) throw new Error('The clipboard, seen from outside, is not empty.');
  });
  await step('the dialog closed', 'closed', async () => {
    await dialog.getByRole('checkbox', { name: 'I have stored this secret key' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(table.getByRole('row', { name: KEY })).toBeVisible();
  });
  await step(
    'the access key shown whole in the table',
    'access-key',
    async () => {
      const row = table.getByRole('row', { name: KEY });
      await row
        .getByRole('button', { name: accessKey.slice(0, 4) })
        .first()
        .click();
      await expect(page.getByRole('dialog', { name: 'Access key' }).getByText(accessKey)).toBeVisible();
      await wait(200);
    },
    () => `: ${accessKey}`,
  );
}

const userRow = (page: Page): Locator => page.getByRole('row', { name: USER }).first();

const accessKeyIn = async (dialog: Locator) =>
  (await dialog.getByRole('group', { name: 'Access key' }).getByRole('code').textContent()) ?? '';

async function setClipboardTime(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  const choice = page.getByRole('radio', { name: `${CLIPBOARD_SECONDS} s` });
  await choice.check({ force: true });
  await expect(choice).toBeChecked();
}

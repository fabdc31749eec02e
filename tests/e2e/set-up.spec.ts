import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { chooseInFileDialog } from '../support/dialogs/file-dialog.ts';
import { lookAt } from '../support/views/look-at.ts';
import { copySecret, generateButton, generateDialog, nameField } from '../support/views/secret-dialog.ts';
import { pressWithKeyboard, tabTo } from '../support/views/tab-to.ts';
import {
  accountButton,
  countWords,
  failureIn,
  heading,
  signOut,
  view,
  welcomeHeading,
} from '../support/views/views.ts';

const keydesk = shareKeydesk({ profile: null });

const button = (name: string) => keydesk().page.getByRole('button', { name, exact: true });
const press = (name: string) => button(name).click();
const pressByKeyboard = (name: string) => pressWithKeyboard(keydesk().page, button(name));
const snippetField = () => keydesk().page.getByRole('textbox', { name: 'Configuration snippet' });

/** Begins a set-up, copies the public key, and gives it as another program reads it from the clipboard. */
async function copyPublicKey(pressed = press): Promise<string> {
  const { env } = keydesk();
  await pressed('Set up this computer');
  await pressed('Copy public key');
  let pem = '';
  await expect
    .poll(async () => {
      pem = (await readOutsideClipboard(env)) ?? '';
      return pem;
    })
    .toContain('BEGIN PUBLIC KEY');
  return pem;
}

test('goes from nothing to a copied key in three steps with the Console, and seven presses', async () => {
  const { page, controls } = keydesk();
  // This test uses the keyboard only; the other tests of set-ups use the pointer.
  const pem = await copyPublicKey(pressByKeyboard);
  await lookAt(page, 'set-up');
  expect(await countWords(page)).toBeLessThanOrEqual(60);
  await pressByKeyboard('Open API keys in the Console');
  // No browser opens in tests: KEYDESK_BROWSER is "none".
  await expect(failureIn(page)).toContainText('https://cloud.oracle.com/identity/domains/my-profile/api-keys');
  const { snippet, fingerprint } = await controls.addApiKeyElsewhere('ada.byron', pem);

  // The Console is slow: the new key is refused for a while.
  await controls.setFault({ kind: 'status', status: 401, times: 2 });
  await tabTo(page, snippetField());
  await page.keyboard.insertText(snippet);
  await pressByKeyboard('Sign in');
  await expect(page.getByText('Oracle does not know the new key yet. Keydesk asks again.')).toBeVisible();
  await lookAt(page, 'set-up-proving');
  await expect(heading(page, 'My profile')).toBeVisible();
  await generateButton(page).click();
  await nameField(page).fill('my-laptop');
  await page.keyboard.press('Enter');
  await copySecret(page).click();
  await expect(generateDialog(page)).toContainText('Copied.');
  await page.keyboard.press('Escape');

  await accountButton(page).click();
  await expect(page.getByRole('dialog', { name: 'Accounts' })).toContainText('Signed in with this computer’s API key');
  await page.getByRole('dialog', { name: 'Accounts' }).getByRole('button', { name: 'Sign out' }).click();
  const question = page.getByRole('alertdialog', { name: 'Sign out Ada Byron?' });
  await expect(question.getByRole('checkbox', { name: 'Delete the key at Oracle too' })).toBeChecked();
  await lookAt(page, 'sign-out-computer-key');
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect(welcomeHeading(page)).toBeVisible();
  expect((await controls.state('ada.byron')).apiKeys.map((key) => key.fingerprint)).not.toContain(fingerprint);
});

test('offers an unfinished set-up again, and removes it when it is not wanted', async () => {
  const { page } = keydesk();
  const pem = await copyPublicKey();
  await page.reload();
  await lookAt(page, 'welcome-unfinished-set-up');
  await press('Go on');
  await press('Copy public key');
  await expect.poll(() => readOutsideClipboard(keydesk().env)).toBe(pem);
  await press('Back');
  await press('Remove it');
  await expect(view(page).getByText('Setting up this computer is not finished.')).toBeHidden();
});

test('says what is wrong with what was pasted, and signs in with the key that was downloaded for it', async () => {
  const { app, page, home, controls } = keydesk();
  await copyPublicKey();
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const downloaded = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await snippetField().fill(downloaded);
  await expect(view(page)).toContainText('This is a private key.');
  await expect(snippetField()).toHaveValue('');

  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const { snippet } = await controls.addApiKeyElsewhere('ada.byron', pem);
  await snippetField().fill(snippet);
  await press('Sign in');
  await expect(failureIn(page)).toBeVisible();
  await lookAt(page, 'set-up-other-key');
  const file = join(home, 'downloaded.pem');
  await writeFile(file, downloaded);
  await chooseInFileDialog(app, null);
  await press('Choose the downloaded key…');
  await expect(heading(page, 'Set up this computer')).toBeVisible();
  await chooseInFileDialog(app, file);
  await press('Choose the downloaded key…');
  await expect(heading(page, 'My profile')).toBeVisible();
  await signOut(page);
});

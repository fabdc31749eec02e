import { generateKeyPairSync } from 'node:crypto';
import { expect } from '@playwright/test';
import { signInWithBrowser } from '../support/app/browser-session.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { lookAt } from '../support/views/look-at.ts';
import { pressWithKeyboard } from '../support/views/tab-to.ts';
import { agreeToSignOut, heading, view, welcomeHeading } from '../support/views/views.ts';

const keydesk = shareKeydesk({ profile: null });

const table = () => keydesk().page.getByRole('table', { name: 'API keys' });
const rows = () =>
  table()
    .getByRole('row')
    .filter({ has: keydesk().page.getByRole('rowheader') });
const fingerprints = async () => (await keydesk().controls.state('ada.byron')).apiKeys.map((key) => key.fingerprint);
const publicPem = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

test('stays signed in with a key of this computer, replaces it, and deletes it at Oracle when signing out', async () => {
  const { page } = keydesk();
  const before = await fingerprints();
  await signInWithBrowser(keydesk(), 'Ada Byron');
  await expect(heading(page, 'My profile')).toBeVisible();
  await expect(rows()).toHaveCount(before.length);
  // By keyboard, as is the question below.
  await pressWithKeyboard(page, page.getByRole('button', { name: 'Stay signed in on this computer' }));
  const own = rows().filter({ hasText: 'This computer’s key' });
  await expect(own).toHaveCount(1);
  const [first = ''] = (await fingerprints()).filter((one) => !before.includes(one));
  await lookAt(page, 'api-keys');
  await pressWithKeyboard(page, page.getByRole('button', { name: "Replace this computer's key" }));
  await expect.poll(async () => (await fingerprints()).includes(first)).toBe(false);
  await expect(own).toHaveCount(1);
  expect(await fingerprints()).toHaveLength(before.length + 1);
  await expect(page.getByRole('button', { name: "Replace this computer's key" })).toBeEnabled();
  await page.getByRole('banner').getByRole('button').first().click();
  await page.getByRole('dialog', { name: 'Accounts' }).getByRole('button', { name: 'Sign out' }).click();
  await agreeToSignOut(page);
  await expect(welcomeHeading(page)).toBeVisible();
  await expect.poll(fingerprints).toEqual(before);
});

test('shows three keys before a fourth is refused, and deletes one after a question that says what stops working', async () => {
  const { page, controls } = keydesk();
  const here = await fingerprints();
  for (let count = here.length; count < 3; count += 1) await controls.addApiKeyElsewhere('ada.byron', publicPem());
  await signInWithBrowser(keydesk(), 'Ada Byron');
  await expect(rows()).toHaveCount(3);
  const stay = page.getByRole('button', { name: 'Stay signed in on this computer' });
  await expect(stay).toHaveAccessibleDescription(/Oracle allows three API keys a user/);
  await pressWithKeyboard(
    page,
    rows()
      .last()
      .getByRole('button', { name: /^Delete / }),
  );
  const question = page.getByRole('alertdialog', { name: /^Delete the API key/ });
  await expect(question).toContainText('Every program that signs with it stops working');
  await lookAt(page, 'api-key-delete');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await pressWithKeyboard(page, question.getByRole('button', { name: 'Delete' }));
  await expect(rows()).toHaveCount(2);
  // The focused button was removed with its row, so the heading gets the focus.
  await expect(page.getByRole('heading', { name: 'API keys' })).toBeFocused();
  await expect(stay).not.toHaveAccessibleDescription(/three/);
  await expect(view(page).getByText('2 of 3 used')).toBeVisible();
});

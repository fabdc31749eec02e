import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { generateKey, storeAndClose } from '../support/views/secret-dialog.ts';
import { failureIn, keyRow, openUsers, usersGrid, view } from '../support/views/views.ts';

const keydesk = shareKeydesk({ profile: 'USER' });

test('lets somebody who is no administrator make their own key', async () => {
  const { page } = keydesk();
  await generateKey(page, 'my-laptop');
  await storeAndClose(page);
  await expect(keyRow(page, 'my-laptop')).toBeVisible();
});

test('tells them that the users of the domain are not theirs to see, and whom to ask', async () => {
  const { page, controls } = keydesk();
  await openUsers(page);
  await expect(failureIn(view(page))).toContainText('Oracle does not allow this to your account');
  await expect(failureIn(view(page))).toContainText('Ask an administrator of the identity domain for the role');
  await expect(usersGrid(page)).toBeHidden();
  // A refusal is an answer: repeating the request would change nothing.
  const { requests } = await controls.asked();
  const asked = requests.filter(({ path }) => path.endsWith('/admin/v1/Users'));
  expect(asked.map(({ count }) => count)).toEqual([1]);
});

test('leads them back to what is theirs', async () => {
  const { page } = keydesk();
  await openUsers(page);
  await expect(failureIn(view(page))).toBeVisible();
  await page.getByRole('link', { name: 'My profile' }).click();
  await expect(keyRow(page, 'difference-engine')).toBeVisible();
  await expect(failureIn(view(page))).toBeHidden();
});

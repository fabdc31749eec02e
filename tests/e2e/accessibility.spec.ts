import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  closeButton,
  closeQuestion,
  copySecret,
  generateButton,
  generateDialog,
  nameField,
  revealSecret,
  send,
  storeAndClose,
} from '../support/views/secret-dialog.ts';
import {
  accountButton,
  failureIn,
  keyRow,
  keysTable,
  lock,
  openSettings,
  openUser,
  openUsers,
  pressEscapeIn,
  searchField,
  userRow,
  usersGrid,
  view,
} from '../support/views/views.ts';

const keydesk = shareKeydesk();

test('my profile, the accounts, the settings', async () => {
  const { page } = keydesk();
  await expect(keysTable(page)).toBeVisible();
  await lookAt(page, 'profile');
  await accountButton(page).click();
  await expect(page.getByRole('dialog', { name: 'Accounts' })).toBeVisible();
  await lookAt(page, 'accounts');
  await page.keyboard.press('Escape');
  await openSettings(page);
  await lookAt(page, 'settings');
});

test('users: all, those who match, nobody, not one’s to see, a choice of compartments, still being fetched', async () => {
  const { page, controls } = keydesk();
  await openUsers(page);
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  await expect(usersGrid(page).getByRole('row').nth(3)).toBeVisible();
  await lookAt(page, 'users');
  await searchField(page).fill('gra');
  await expect(userRow(page, 'grace.hopper')).toBeVisible();
  await lookAt(page, 'users-found');
  await searchField(page).fill('nobody of that name');
  await expect(view(page).getByText('No user matches')).toBeVisible();
  await lookAt(page, 'users-none');
  await controls.setFault({ kind: 'status', status: 403, path: '/Users', times: null, message: 'Not in the role.' });
  await searchField(page).fill('grace');
  await expect(failureIn(page)).toBeVisible();
  await lookAt(page, 'users-refused');
  await controls.clearFaults();
  await searchField(page).fill('');
  await view(page).getByRole('button', { name: 'Compartment' }).click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await lookAt(page, 'users-compartments');
  await page.keyboard.press('Escape');
  await controls.setFault({ kind: 'silence', path: '/Users', times: null });
  await page.reload();
  await expect(searchField(page)).toBeVisible();
  await expect(usersGrid(page)).toBeHidden();
  await lookAt(page, 'users-loading');
});

test('the keys of a user: none, two of two, very long names, one of two, whole, renamed, deleted, not read', async () => {
  const { page, controls } = keydesk();
  await openUser(page, 'margaret.grant');
  await expect(view(page).getByText('No customer secret keys yet')).toBeVisible();
  await lookAt(page, 'keys-none');
  await openUser(page, 'hedy.lamarr');
  await expect(view(page).getByText('2 of 2 used')).toBeVisible();
  await lookAt(page, 'keys-full');
  const userName = 'maximiliana.von-wolkenstein-trostburg-und-hohenlohe-langenburg';
  await controls.addKeyElsewhere(userName, 'a-name-that-goes-on-and-on-'.repeat(6));
  await openUser(page, userName);
  await expect(keyRow(page, 'a-name-that-goes-on-and-on-')).toBeVisible();
  await lookAt(page, 'keys-long-names');
  await openUser(page, 'grace.hopper');
  const key = keyRow(page, 'backup-nas');
  await expect(key).toBeVisible();
  await lookAt(page, 'keys');
  await key.getByRole('button', { name: 'a90d41c7' }).click();
  await expect(page.getByRole('dialog', { name: 'Access key' })).toBeVisible();
  await lookAt(page, 'access-key');
  await page.keyboard.press('Escape');
  await key.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByRole('dialog', { name: 'Rename backup-nas' })).toBeVisible();
  await lookAt(page, 'rename');
  await page.keyboard.press('Escape');
  await key.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('alertdialog', { name: 'Delete backup-nas' })).toBeVisible();
  await lookAt(page, 'delete');
  await page.keyboard.press('Escape');
  await controls.setFault({ kind: 'not-json', path: '/CustomerSecretKeys', times: null });
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(failureIn(page)).toBeVisible();
  await lookAt(page, 'keys-failure');
});

test.describe('generating a key', () => {
  test.beforeEach(() => openUser(keydesk().page, 'grace.hopper'));

  test('a name that will not do, a refusal, the secret: masked, the question before closing, copied, revealed', async () => {
    const { page, controls } = keydesk();
    await generateButton(page).click();
    await expect(nameField(page)).toBeFocused();
    await lookAt(page, 'generate');
    await nameField(page).fill('  ');
    await send(page);
    await expect(generateDialog(page)).toContainText('A name needs more than spaces.');
    await lookAt(page, 'generate-bad-name');
    await controls.setFault({ kind: 'status', status: 400, method: 'POST', message: 'Only on Tuesdays.', times: null });
    await nameField(page).fill('ci-deploy');
    await send(page);
    await expect(failureIn(generateDialog(page))).toBeVisible();
    await lookAt(page, 'generate-refused');
    await controls.clearFaults();
    await send(page);
    await expect(copySecret(page)).toBeVisible();
    await lookAt(page, 'secret');
    await closeButton(page).click();
    await expect(closeQuestion(page)).toBeVisible();
    await lookAt(page, 'close-question');
    await page.keyboard.press('Escape');
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied.');
    await lookAt(page, 'secret-copied');
    await revealSecret(page).click();
    await expect(generateDialog(page).getByRole('button', { name: 'Hide secret key' })).toBeVisible();
    await lookAt(page, 'secret-revealed');
    await storeAndClose(page);
    await expect(keyRow(page, 'ci-deploy')).toBeVisible();
    await lookAt(page, 'keys-new');
  });

  test('a key whose secret did not arrive', async () => {
    const { page, controls } = keydesk();
    await controls.setFault({ kind: 'missing-secret', method: 'POST' });
    await generateButton(page).click();
    await nameField(page).fill('half-a-key');
    await send(page);
    await expect(failureIn(generateDialog(page))).toBeVisible();
    await pressEscapeIn(generateDialog(page));
    const notice = view(page).getByRole('status').filter({ hasText: 'half-a-key' });
    await expect(notice).toBeVisible();
    await lookAt(page, 'unfinished');
    // If Oracle asks for a pause, the button that repeats the step counts the seconds.
    await controls.setFault({ kind: 'status', status: 429, method: 'DELETE', retryAfterSeconds: 90 });
    await notice.getByRole('button', { name: 'Delete it' }).click();
    await expect(notice.getByRole('button', { name: /^Delete and generate again \(\d\d s\)$/ })).toBeVisible();
    await lookAt(page, 'unfinished-waits');
    await notice.getByRole('button', { name: 'Leave it' }).click();
    await expect(notice).toBeHidden();
  });
});

test('locked', async () => {
  const { page } = keydesk();
  await lock(page);
  const unlock = page.getByRole('button', { name: 'Unlock' });
  await expect(unlock).toBeVisible();
  await lookAt(page, 'locked');
  await unlock.click();
  await expect(keysTable(page)).toBeVisible();
});

import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import {
  closeQuestion,
  copySecret,
  generateButton,
  generateDialog,
  nameField,
  stored,
} from '../support/views/secret-dialog.ts';
import { pressWithKeyboard, tabTo } from '../support/views/tab-to.ts';
import {
  accountButton,
  heading,
  keyRow,
  pressEscapeIn,
  searchField,
  signInButton,
  userRow,
  usersGrid,
  view,
  welcomeHeading,
} from '../support/views/views.ts';

const keydesk = shareKeydesk({ profile: null });

const focusIsIn = (selector: string) =>
  keydesk().page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector);

test.afterEach(async () => {
  const { page } = keydesk();
  if (await welcomeHeading(page).isVisible()) return;
  await pressWithKeyboard(page, accountButton(page));
  await pressWithKeyboard(
    page,
    page.getByRole('dialog', { name: 'Accounts' }).getByRole('button', { name: 'Sign out' }),
  );
  await pressWithKeyboard(page, page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }));
  await expect(welcomeHeading(page)).toBeVisible();
});

async function signInWithKeyboard(): Promise<void> {
  const { page } = keydesk();
  await pressWithKeyboard(page, signInButton(page, 'ADMIN'));
  await expect(heading(page, 'My profile')).toBeVisible();
}

test('leads from the welcome screen to a copied secret and back, without a pointer', async () => {
  const { page } = keydesk();
  await signInWithKeyboard();

  await pressWithKeyboard(page, page.getByRole('link', { name: 'Users' }));
  await expect(searchField(page)).toBeFocused();
  await expect(view(page).getByText('12,480 users', { exact: true })).toBeVisible();
  await page.keyboard.type('grace.hopper');
  await expect(view(page).getByText('1 of 12,480 users')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(userRow(page, 'grace.hopper')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Grace Hopper')).toBeVisible();

  await pressWithKeyboard(page, generateButton(page));
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.type('ci-deploy');
  await page.keyboard.press('Enter');
  await expect(copySecret(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(generateDialog(page)).toContainText('Copied.');
  await expect(copySecret(page)).toBeFocused();
  await tabTo(page, stored(page));
  await page.keyboard.press('Space');
  await expect(stored(page)).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(generateDialog(page)).toBeHidden();

  const key = keyRow(page, 'ci-deploy');
  await pressWithKeyboard(page, key.getByRole('button').first());
  await pressEscapeIn(page.getByRole('dialog', { name: 'Access key' }));
  await expect(key.getByRole('button').first()).toBeFocused();

  await pressWithKeyboard(page, key.getByRole('button', { name: 'Rename' }));
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('ci-release');
  await page.keyboard.press('Enter');
  await expect(keyRow(page, 'ci-release')).toBeVisible();
  await expect(keyRow(page, 'ci-release').getByRole('button', { name: 'Rename' })).toBeFocused();

  await pressWithKeyboard(page, keyRow(page, 'ci-release').getByRole('button', { name: 'Delete' }));
  const question = page.getByRole('alertdialog', { name: 'Delete ci-release?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await pressWithKeyboard(page, question.getByRole('button', { name: 'Delete' }));
  await expect(keyRow(page, 'ci-release')).toBeHidden();
  await expect(question).toBeHidden();
  // The button that had the focus was removed with its row.
  await expect.poll(() => focusIsIn('main')).toBe(true);
});

test('keeps the focus inside the dialog of the secret, and gives it back', async () => {
  const { page } = keydesk();
  await signInWithKeyboard();
  await pressWithKeyboard(page, generateButton(page));
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.type('my-laptop');
  await page.keyboard.press('Enter');
  await expect(copySecret(page)).toBeFocused();
  for (let pressed = 0; pressed < 12; pressed += 1) {
    await page.keyboard.press('Tab');
    await expect.poll(() => focusIsIn('[role="dialog"]')).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(closeQuestion(page).getByRole('button', { name: 'Go back' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(closeQuestion(page)).toBeHidden();
  await expect.poll(() => focusIsIn('[role="dialog"]')).toBe(true);
  await tabTo(page, stored(page));
  await page.keyboard.press('Space');
  await expect(stored(page)).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(generateDialog(page)).toBeHidden();
  await expect(generateButton(page)).toBeFocused();
});

test('keeps the focus where a key was deactivated', async () => {
  const { page } = keydesk();
  await signInWithKeyboard();
  const key = keyRow(page, 'analytical-notes');
  await pressWithKeyboard(page, key.getByRole('button', { name: 'Deactivate' }));
  await expect(key).toContainText('Inactive');
  await expect.poll(() => focusIsIn('tr')).toBe(true);
});

test('keeps the focus in the dialog when the service refuses', async () => {
  const { page, controls } = keydesk();
  await signInWithKeyboard();
  await controls.setFault({ kind: 'status', status: 400, method: 'POST', message: 'Only on Tuesdays.', times: null });
  await pressWithKeyboard(page, generateButton(page));
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.type('my-laptop');
  await page.keyboard.press('Enter');
  await expect(generateDialog(page)).toContainText('Only on Tuesdays.');
  await expect.poll(() => focusIsIn('[role="dialog"]')).toBe(true);
  await page.keyboard.press('Escape');
  await expect(generateDialog(page)).toBeHidden();
});

test('walks through the list of users with the arrow keys', async () => {
  const { page } = keydesk();
  await signInWithKeyboard();
  await pressWithKeyboard(page, page.getByRole('link', { name: 'Users' }));
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  await expect(usersGrid(page).getByRole('row').nth(3)).toBeVisible();
  await expect(searchField(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const index = () => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
  await expect.poll(index).toBe('2');
  await page.keyboard.press('ArrowDown');
  await expect.poll(index).toBe('3');
  await page.keyboard.press('PageDown');
  await expect.poll(index).toBe('13');
  await page.keyboard.press('Home');
  await expect.poll(index).toBe('2');
});

test('skips the side bar on demand', async () => {
  const { page } = keydesk();
  await signInWithKeyboard();
  await tabTo(page, page.getByRole('link', { name: 'Skip to the content' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(view(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect.poll(() => focusIsIn('main')).toBe(true);
});

test('follows the commands of the menu', async () => {
  const { app, page } = keydesk();
  await signInWithKeyboard();
  const command = (accelerator: string) =>
    app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((top) => top.submenu?.items ?? []) ?? [];
      items.find((item) => item.accelerator === wanted)?.click();
    }, accelerator);
  await command('CommandOrControl+2');
  await expect(heading(page, 'Users')).toBeVisible();
  await command('CommandOrControl+3');
  await expect(heading(page, 'On this computer')).toBeVisible();
  await command('CommandOrControl+1');
  await expect(heading(page, 'My profile')).toBeVisible();
  await command('CommandOrControl+F');
  await expect(searchField(page)).toBeFocused();
  await command('CommandOrControl+,');
  await expect(heading(page, 'Settings')).toBeVisible();
  await command('CommandOrControl+1');
  await expect(keyRow(page, 'analytical-notes')).toBeVisible();
  await command('CommandOrControl+N');
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(generateDialog(page)).toBeHidden();
});

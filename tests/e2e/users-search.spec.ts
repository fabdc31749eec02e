import { expect } from '@playwright/test';
import { abortedRequests } from '../support/app/aborted-requests.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { askedForUsers } from '../support/simulator/asked-for-users.ts';
import { lookAt } from '../support/views/look-at.ts';
import { failureIn, heading, searchField, userRow, usersGrid, view } from '../support/views/views.ts';

const keydesk = shareKeydesk({ view: '#/users' });
const questions = () => askedForUsers(keydesk().controls);

test('asks when the typing pauses, not at each letter', async () => {
  const { page } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  const before = (await questions()).length;
  // Types letter by letter in a script of the page: how fast Playwright types depends on the machine.
  await searchField(page).evaluate(async (field: HTMLInputElement, text) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    for (let length = 1; length <= text.length; length += 1) {
      set?.call(field, text.slice(0, length));
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }, 'grace.hopper');
  await expect(view(page).getByText('1 of 12,480 users')).toBeVisible();
  const asked = (await questions()).slice(before);
  expect(asked.at(-1)?.get('filter')).toContain('"grace.hopper"');
  // For twelve letters there is one request, or a few if this computer paused.
  expect(asked.length).toBeLessThan(9);
});

test('drops an answer that comes after that to a later question', async () => {
  const { page, app, controls } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  const aborted = await abortedRequests(app);
  await controls.setFault({ kind: 'hold', path: 'Users.*hedy' });
  await searchField(page).fill('hedy');
  await expect.poll(async () => (await questions()).some((one) => one.get('filter')?.includes('hedy'))).toBe(true);
  await searchField(page).fill('grace.hopper');
  await expect(userRow(page, 'grace.hopper')).toBeVisible();
  await expect.poll(aborted).toContainEqual(expect.stringContaining('hedy'));
  await expect(userRow(page, 'hedy.lamarr')).toBeHidden();
});

test('lists everybody whom it can read, with the longest names, and says how many it cannot', async () => {
  const { page, controls } = keydesk();
  const change = { displayName: `Ada ${'Byron '.repeat(190)}` };
  await controls.setFault({ kind: 'odd-row', path: 'Users.*ada', times: null, change });
  await searchField(page).fill('ada.byron');
  await expect(userRow(page, 'ada.byron')).toContainText('Ada Byron');
  await controls.clearFaults();
  await controls.setFault({ kind: 'odd-row', path: 'Users.*hedy', times: null, change: { id: 'two words' } });
  await searchField(page).fill('hedy.');
  await expect(view(page).getByText('1 user could not be read and is not shown')).toBeVisible();
  await lookAt(page, 'users-unreadable');
});

/** Holds the service's answer about users that match `text` until the faults are cleared, so that there is time to press keys. */
const holdAnswer = async (text: string) => {
  const { page, controls } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  await expect(usersGrid(page)).toBeVisible();
  await controls.setFault({ kind: 'hold', path: `Users.*${text}`, times: null });
};

test('opens with Enter who was typed, never a row of the list from before', async () => {
  const { page } = keydesk();
  await holdAnswer('hedy');
  await searchField(page).focus();
  await page.keyboard.type('hedy.lamarr');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(usersGrid(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(view(page).getByText('Searching…')).toBeVisible();
  await keydesk().controls.clearFaults();
  await expect(heading(page, 'Hedy Lamarr')).toBeVisible();
  await expect(view(page).getByText('hedy.lamarr@acme.example')).toBeVisible();
});

test('leads with Enter to the first of several, and opens nobody before that is seen', async () => {
  const { page } = keydesk();
  await holdAnswer('gra');
  await searchField(page).focus();
  await page.keyboard.type('gra');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(usersGrid(page)).toHaveAttribute('aria-disabled', 'true');
  await keydesk().controls.clearFaults();
  await expect(usersGrid(page).getByRole('row').nth(1)).toBeFocused();
  await expect(usersGrid(page)).toHaveAttribute('aria-disabled', 'false');
  await expect(heading(page, 'Users')).toBeVisible();
  await expect(usersGrid(page).getByRole('row').nth(1)).toContainText('gra');
});

test('dims the rows of an older question, and opens none of them', async () => {
  const { page } = keydesk();
  await holdAnswer('emmy');
  const older = usersGrid(page).getByRole('row').nth(1);
  await searchField(page).fill('emmy');
  await expect(usersGrid(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(view(page).getByText('Searching…')).toBeVisible();
  await older.click({ force: true });
  await older.press('Enter');
  await expect(heading(page, 'Users')).toBeVisible();
  await keydesk().controls.clearFaults();
  await expect(userRow(page, 'emmy.noether')).toBeVisible();
  await expect(usersGrid(page)).toHaveAttribute('aria-disabled', 'false');
  await expect(heading(page, 'Users')).toBeVisible();
});

test('cancels its questions when the view is left', async () => {
  const { page, app, controls } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  const aborted = await abortedRequests(app);
  await controls.setFault({ kind: 'silence', path: 'Users.*emmy', times: null });
  await searchField(page).fill('emmy');
  await expect.poll(async () => (await questions()).some((one) => one.get('filter')?.includes('emmy'))).toBe(true);
  const before = (await aborted()).length;
  await page.getByRole('link', { name: 'My profile' }).click();
  await expect.poll(async () => (await aborted()).slice(before)).toContainEqual(expect.stringContaining('emmy'));
});

test('searches in all domains where one has no hit, and offers the users of before', async () => {
  const { page } = keydesk();
  await searchField(page).fill('robot-07');
  await expect(view(page).getByText('No user matches “robot-07”')).toBeVisible();
  await view(page).getByRole('button', { name: 'Search in all domains' }).click();
  const found = page.getByRole('grid', { name: 'Users in all domains' });
  await expect(found.getByRole('row').nth(1)).toContainText('Robots');
  await lookAt(page, 'users-everywhere');
  await found.getByRole('row').nth(1).click();
  await expect(view(page).getByText('Robots domain')).toBeVisible();
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(view(page).getByRole('group', { name: 'Recent users' }).getByRole('button')).toHaveCount(1);
});

test('says that nobody matches', async () => {
  const { page } = keydesk();
  await searchField(page).fill('nobody of that name');
  await expect(view(page).getByText('No user matches “nobody of that name”')).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
});

test('finds signs that mean something in a filter as they stand', async () => {
  const { page } = keydesk();
  await searchField(page).fill('"quo\\te" or (x) %41');
  await expect(view(page).getByText('No user matches')).toBeVisible();
  await expect(failureIn(page)).toBeHidden();
});

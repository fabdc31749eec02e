import { readFileSync } from 'node:fs';
import process from 'node:process';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { openedDrafts, withMailProgram } from '../support/desktop/mail-program.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { chooseInMenu } from '../support/dialogs/menu.ts';
import { askedForUsers } from '../support/simulator/asked-for-users.ts';
import { failureIn, heading, searchField, userRow, usersGrid, view } from '../support/views/views.ts';

const keydesk = shareKeydesk({ view: '#/users' });
const questions = () => askedForUsers(keydesk().controls);
const choose = async (picker: 'Compartment' | 'Domain', option: string) => {
  const { page } = keydesk();
  await view(page).getByRole('button', { name: picker }).click();
  await page.getByRole('option', { name: option }).click();
};

test('lists the users of the Default domain, how many there are, and only the rows in view', async () => {
  const { page } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  await expect(usersGrid(page)).toHaveAttribute('aria-rowcount', '12481');
  const columns = await usersGrid(page).getByRole('columnheader').allTextContents();
  expect(columns).toEqual(['User name', 'Name', 'E-mail', 'Status']);
  await expect(usersGrid(page).getByRole('row').nth(5)).toBeVisible();
  expect(await usersGrid(page).getByRole('row').count()).toBeLessThan(60);
});

test('finds a user by part of the user name, the display name and the e-mail address', async () => {
  const { page } = keydesk();
  for (const text of ['grace.hop', 'Grace Hopper', 'hopper@acme.example']) {
    await searchField(page).fill('');
    await expect(view(page).getByText('12,480 users', { exact: true })).toBeVisible();
    await searchField(page).fill(text);
    await expect(userRow(page, 'grace.hopper')).toBeVisible();
    await expect(view(page).getByText('1 of 12,480 users')).toBeVisible();
  }
});

test('shows the details of a user, and copies the OCID', async () => {
  const { page, env, controls } = keydesk();
  await searchField(page).fill('grace.hopper');
  await userRow(page, 'grace.hopper').click();
  await expect(heading(page, 'Grace Hopper')).toBeVisible();
  await expect(view(page).getByText('grace.hopper@acme.example')).toBeVisible();
  await expect(view(page).getByText('Default domain')).toBeVisible();
  await page.getByRole('button', { name: 'Copy OCID' }).click();
  const ocid = (await controls.state('grace.hopper')).keys[0]?.user.ocid;
  await expect.poll(() => readOutsideClipboard(env)).toBe(ocid);
});

test('offers the actions of a row, in words, with the right button', async () => {
  const { page, env } = keydesk();
  await searchField(page).fill('grace.hopper');
  await userRow(page, 'grace.hopper').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Actions for grace.hopper' });
  const items = ['Open', 'Copy user name', 'Copy e-mail', 'Copy OCID'];
  await expect(menu.getByRole('menuitem')).toHaveText(items);
  await menu.getByRole('menuitem', { name: 'Copy e-mail' }).click();
  await expect.poll(() => readOutsideClipboard(env)).toBe('grace.hopper@acme.example');
  await userRow(page, 'grace.hopper').click({ button: 'right' });
  await expect(menu.getByRole('menuitem', { name: 'Open' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Grace Hopper')).toBeVisible();
});

test('marks a user who is inactive', async () => {
  const { page } = keydesk();
  await searchField(page).fill('graphite-sync');
  await expect(userRow(page, 'graphite-sync')).toContainText('Inactive');
  await userRow(page, 'graphite-sync').click();
  await expect(view(page).getByText('Inactive user')).toBeVisible();
});

test('shows nobody of one domain under the name of another', async () => {
  const { page, controls } = keydesk();
  await expect(usersGrid(page).getByRole('row').nth(5)).toBeVisible();
  await controls.setFault({ kind: 'silence', path: 'Users' });
  await choose('Compartment', 'Engineering / Automation');
  await expect(view(page).getByText('Loading users')).toBeAttached();
  await expect(usersGrid(page)).toBeHidden();
});

test('fetches the rows where the list is scrolled to, and none on the way', async () => {
  const { page } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  await expect(usersGrid(page)).toHaveAttribute('aria-busy', 'false');
  const first = await questions();
  const pageSize = Number(first[0]?.get('count'));
  expect(first.map((one) => one.get('startIndex'))).toEqual(['1']);
  await usersGrid(page).getByRole('row').nth(3).hover();
  await page.mouse.wheel(0, 300_000);
  await expect(usersGrid(page).locator('[aria-rowindex="5888"]')).toContainText('@acme.example');
  const asked = (await questions()).map((one) => Number(one.get('startIndex')));
  expect(asked[0]).toBe(1);
  expect(asked[1]).toBeGreaterThan(pageSize + 1);
  expect(asked.length).toBeLessThan(4);
});

test('leads with End to the very last of 12,480, whose row is read alone, and back', async () => {
  const { page } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  await searchField(page).press('ArrowDown');
  const first = usersGrid(page).locator('[aria-rowindex="2"]');
  await expect(first).toBeFocused();
  const before = (await questions()).length;
  await page.keyboard.press('End');
  const last = usersGrid(page).locator('[aria-rowindex="12481"]');
  await expect(last).toBeFocused();
  await expect(last).toContainText('@acme.example');
  expect((await questions()).length - before).toBeLessThan(3);
  await page.keyboard.press('Home');
  await expect(first).toBeFocused();
  // Typed letters move the focus to a name that no row has shown yet. A script of the page types them, so that no pause comes between.
  await first.evaluate((row) => {
    for (const key of 'zof') row.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
  await expect(usersGrid(page).locator('tr:focus')).toContainText(/^zof/);
});

test('sorts by the columns that the service sorts by, from the last user on', async () => {
  const { page } = keydesk();
  const head = (name: string) => usersGrid(page).getByRole('columnheader', { name });
  await expect(head('User name')).toHaveAttribute('aria-sort', 'ascending');
  const first = usersGrid(page).getByRole('row').nth(1);
  const before = await first.textContent();
  await head('User name').getByRole('button').click();
  await expect(head('User name')).toHaveAttribute('aria-sort', 'descending');
  await expect(first).not.toHaveText(before ?? '');
  await expect(head('User name').getByRole('button')).toBeFocused();
  expect((await questions()).at(-1)?.get('sortOrder')).toBe('DESCENDING');
});

test('selects several users, and copies their names', async () => {
  const { page, env } = keydesk();
  await searchField(page).fill('gra');
  await expect(userRow(page, 'grace.hopper')).toBeVisible();
  await searchField(page).press('ArrowDown');
  await expect(usersGrid(page).locator('[aria-rowindex="2"]')).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+F10');
  await expect(usersGrid(page).locator('[aria-selected="true"]')).toHaveCount(2);
  await page.getByRole('menuitem', { name: 'Copy 2 user names' }).click();
  await expect.poll(async () => (await readOutsideClipboard(env))?.split(', ').length).toBe(2);
});

const backToUsers = () =>
  keydesk().page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('button', { name: 'Users' }).click();

test('leads back from a user to the search as it was', async () => {
  const { page } = keydesk();
  await searchField(page).fill('hedy');
  await userRow(page, 'hedy.lamarr').click();
  await backToUsers();
  await expect(searchField(page)).toHaveValue('hedy');
  await expect(userRow(page, 'hedy.lamarr')).toBeFocused();
});

test('leads back from a user to the row that was opened, where it stood', async () => {
  const { page } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  await usersGrid(page).getByRole('row').nth(3).hover();
  await page.mouse.wheel(0, 3000);
  const row = usersGrid(page).locator('[aria-rowindex="65"]');
  const top = async () => Math.round((await row.boundingBox())?.y ?? -1);
  await expect(row).toBeInViewport();
  // Waits until the list has come to rest.
  await row.hover();
  const before = await top();
  await row.click();
  await expect(heading(page, 'Users')).toBeHidden();
  await backToUsers();
  await expect(row).toBeFocused();
  expect(await top()).toBe(before);
  // A newly opened list is at its top, and the cursor is in the search field.
  await page.getByRole('link', { name: 'My profile' }).click();
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(searchField(page)).toBeFocused();
  await expect(usersGrid(page).locator('[aria-rowindex="2"]')).toBeInViewport();
});

test('opens users of another compartment and domain, and their keys', async () => {
  const { page, controls } = keydesk();
  await choose('Compartment', 'Engineering / Automation');
  await expect(view(page).getByText('24 users')).toBeVisible();
  await searchField(page).fill('robot-07');
  await userRow(page, 'robot-07').click();
  await expect(view(page).getByText('Robots domain')).toBeVisible();
  await expect(view(page).getByText(/\d of 2 used/)).toBeVisible();
  await controls.addKeyElsewhere('robot-07', 'arm-controller');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('rowheader', { name: 'arm-controller' })).toBeVisible();
  // Keydesk remembers the domain for this account.
  await page.getByRole('link', { name: 'My profile' }).click();
  await page.getByRole('link', { name: 'Users' }).click();
  await expect(view(page).getByText('24 users')).toBeVisible();
  await expect(view(page).getByRole('button', { name: 'Domain' })).toContainText('Robots');
});

test('says so when the domain that was chosen is switched off', async () => {
  const { page } = keydesk();
  await choose('Compartment', 'Finance / Archive');
  await expect(failureIn(page)).toContainText('The identity domain Archive 2019 is inactive');
  await view(page).getByRole('button', { name: 'Domain' }).click();
  await expect(page.getByRole('option', { name: 'Archive 2019' })).toContainText('inactive');
  await page.keyboard.press('Escape');
});

test('a link keydesk://user/OCID shows that user, and does nothing behind a dialog or while locked', async () => {
  const { page, startAgain } = keydesk();
  await expect(view(page).getByText('12,480 users')).toBeVisible();
  await searchField(page).fill('grace.hopper');
  await userRow(page, 'grace.hopper').click();
  await expect(heading(page, 'Grace Hopper')).toBeVisible();
  const ocid = new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('ocid') ?? '';
  const follow = (link: string) => startAgain([link]);

  await page.getByRole('button', { name: 'Settings' }).click();
  for (const link of [`keydesk://user/${ocid}?generate=yes`, `keydesk://delete/${ocid}`, 'keydesk://user/grace.hopper'])
    expect(await follow(link)).toBe(0);
  await expect(heading(page, 'Settings')).toBeVisible();

  expect(await follow(`keydesk://user/${ocid}`)).toBe(0);
  await expect(searchField(page)).toHaveValue(ocid);
  await expect(view(page).getByText('1 of 12,480 users')).toBeVisible();
  await userRow(page, 'grace.hopper').click();

  await page.getByRole('button', { name: 'Generate secret key' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Generate secret key' });
  await expect(dialog).toBeVisible();
  expect(await follow(`keydesk://user/${ocid}`)).toBe(0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(heading(page, 'Grace Hopper')).toBeVisible();

  expect(await follow('keydesk://report')).toBe(0);
  await expect(heading(page, 'All keys')).toBeVisible();

  await page.evaluate(() => void Reflect.get(window, 'keydesk').Accounts.Lock());
  const unlock = page.getByRole('button', { name: 'Unlock' });
  await expect(unlock).toBeVisible();
  expect(await follow(`keydesk://user/${ocid}`)).toBe(0);
  await unlock.click();
  await expect(heading(page, 'All keys')).toBeVisible();
});

test('a first start by a link shows that user, and Help opens the licences of what Keydesk carries', async ({
  launchKeydesk,
  env,
  home,
}) => {
  const link = 'keydesk://user/ocid1.user.oc1..nobody';
  const { app, page } = await launchKeydesk({ env: withMailProgram(env, home), args: ['--sample', link] });
  await expect(searchField(page)).toHaveValue('ocid1.user.oc1..nobody');
  test.skip(process.platform !== 'linux', 'a stand-in for xdg-open');
  await chooseInMenu(app, 'Licences');
  await expect.poll(() => openedDrafts(home)).toHaveLength(1);
  expect(readFileSync(openedDrafts(home)[0] ?? '', 'utf8')).toMatch(/^react \d+\.\d+\.\d+ \(MIT\)$/m);
});

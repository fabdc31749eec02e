import { expect, type Locator } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { holdTimers } from '../support/views/hold-timers.ts';
import {
  columnsOf,
  keyRow,
  keysTable,
  openUser,
  openUsers,
  searchField,
  userRow,
  usersGrid,
} from '../support/views/views.ts';
import { zoom } from '../support/views/zoom.ts';

const keydesk = shareKeydesk();

const key = (name: string) => keyRow(keydesk().page, name);

async function expectUnmoved(table: Locator, before: number[][], after: string): Promise<void> {
  expect(await columnsOf(table), after).toEqual(before);
}

for (const factor of [1, 2]) {
  test(`the columns of keys stay where they are, whatever comes into them, at ${factor * 100} %`, async () => {
    const { page, controls } = keydesk();
    await openUser(page, 'hedy.lamarr');
    await zoom(keydesk(), factor);
    const table = keysTable(page);
    const before = await columnsOf(table);
    const hovered = key('render-farm');
    await hovered.hover();
    await expectUnmoved(table, before, 'the row under the pointer');
    // The notice about a deactivated key disappears after ten seconds.
    await holdTimers(page, 10_000);

    // With the keyboard, since Playwright's pointer misses in a page at twice its size.
    await hovered.getByRole('button', { name: 'Deactivate' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(hovered).toContainText('Set here');
    await expectUnmoved(table, before, 'another status, fewer actions, a notice');
    // Until it quits, the app remembers each status that it has set.
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect(hovered.getByRole('button', { name: 'Deactivate' })).toBeVisible();
    await expectUnmoved(table, before, 'the status from before');

    await controls.addKeyElsewhere('grace.hopper', 'w'.repeat(200));
    await openUser(page, 'grace.hopper');
    await page.getByRole('button', { name: 'Refresh' }).press('Enter');
    await expect(key('www')).toBeVisible();
    await expectUnmoved(table, before, 'a long name');

    await openUser(page, 'emmy.noether');
    await expect(key('ring-experiment')).toContainText('Expired');
    await expectUnmoved(table, before, 'the keys of another user, with dates and badges');
    await zoom(keydesk(), 1);
  });
}

test('the columns of users stay where they are when fewer are found than fill the window', async () => {
  const { page } = keydesk();
  await openUsers(page);
  await expect(usersGrid(page).getByRole('row').nth(10)).toBeVisible();
  const before = await columnsOf(usersGrid(page));
  await searchField(page).fill('grace.hopper');
  await expect(usersGrid(page).getByRole('row')).toHaveCount(2);
  await expect(userRow(page, 'grace.hopper')).toBeVisible();
  await expectUnmoved(usersGrid(page), before, 'one row');
});

test('the keys of a user sort by a column, and a column takes another width by the keyboard', async () => {
  const { page } = keydesk();
  await openUser(page, 'hedy.lamarr');
  const head = (name: string) => keysTable(page).getByRole('columnheader', { name });
  const first = keysTable(page).getByRole('rowheader').first();
  await head('Created').getByRole('button').click();
  await expect(head('Created')).toHaveAttribute('aria-sort', 'ascending');
  await expect(first).toContainText('archive-tape');
  await head('Created').getByRole('button').click();
  await expect(first).toContainText('render-farm');

  const before = await columnsOf(keysTable(page));
  await page.keyboard.press('ArrowLeft');
  await expect(head('Access key').getByRole('button')).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  const width = async () => (await columnsOf(keysTable(page)))[1]?.[1];
  await expect.poll(width).toBe((before[1]?.[1] ?? 0) + 24);
  await page.keyboard.press('Shift+ArrowLeft');
});

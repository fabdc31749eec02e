import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import {
  handoverRow,
  nextGroup,
  openWay,
  pane,
  previousGroup,
  refusedDialog,
  spelledWords,
  spellingStep,
  wayButton,
  wordsAgree,
} from '../support/views/handover-dialog.ts';
import { keyOfGrace, openKeyForEach } from '../support/views/open-key.ts';
import { closeButton, generateDialog } from '../support/views/secret-dialog.ts';
import { keyRow } from '../support/views/views.ts';

const keydesk = shareKeydesk();

const secretAtOracle = async () => (await keyOfGrace(keydesk())).secretKey;

openKeyForEach(keydesk);

test('goes through the groups with Space and the arrows, four characters at a time', async () => {
  const { page } = keydesk();
  const secret = await secretAtOracle();
  await openWay(page, 'Spell aloud');
  const read: string[] = [];
  for (let group = 1; group <= 11; group += 1) {
    await expect(spellingStep(page)).toHaveText(`Group ${group} of 11`);
    await expect(spelledWords(page).first()).toContainText(secret.charAt(read.length * 4));
    await expect(spelledWords(page)).toHaveCount(4);
    read.push((await spelledWords(page).allTextContents()).map((text) => text.charAt(0)).join(''));
    expect(await page.content()).not.toContain(secret);
    await page.keyboard.press(group % 2 === 0 ? 'ArrowRight' : 'Space');
  }
  expect(read.join('')).toBe(secret);
  await expect(spellingStep(page)).toHaveText('All 11 groups');
  await expect(spelledWords(page)).toHaveCount(0);
  await page.keyboard.press('ArrowLeft');
  await expect(spellingStep(page)).toHaveText('Group 11 of 11');
});

test('never names a group other than the one that stands under it', async () => {
  const { page } = keydesk();
  const secret = await secretAtOracle();
  const place = await openWay(page, 'Spell aloud');
  await place.evaluate((dialog) => {
    const seen: [string, string][] = [];
    Reflect.set(window, 'seen', seen);
    const look = () => {
      const signs = Array.from(dialog.querySelectorAll('.spelled-sign'), ({ textContent }) => textContent);
      seen.push([dialog.querySelector('h3')?.textContent ?? '', signs.join('')]);
    };
    new MutationObserver(look).observe(dialog, { subtree: true, childList: true, characterData: true });
  });
  for (let group = 1; group <= 11; group += 1) {
    await expect(spellingStep(page)).toHaveText(`Group ${group} of 11`);
    await nextGroup(page).click();
  }
  await expect(spellingStep(page)).toHaveText('All 11 groups');
  const seen: [string, string][] = await page.evaluate(() => Reflect.get(window, 'seen'));
  const spelled = seen.filter(([, signs]) => signs !== '');
  expect(new Set(spelled.map(([step]) => step)).size).toBeGreaterThanOrEqual(10);
  for (const [step, signs] of spelled) {
    const group = Number(/^Group (\d+) of 11$/.exec(step)?.[1]);
    expect(signs).toBe(secret.slice((group - 1) * 4, group * 4));
  }
});

test('goes on once for each press, however long a key is held down', async () => {
  const { page } = keydesk();
  await openWay(page, 'Spell aloud');
  await expect(spellingStep(page)).toHaveText('Group 1 of 11');
  for (let repeated = 0; repeated < 5; repeated += 1) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  await expect(spellingStep(page)).toHaveText('Group 2 of 11');
  await page.keyboard.press('ArrowLeft');
  await expect(spellingStep(page)).toHaveText('Group 1 of 11');
});

test('hears no key that is meant for a dialog before it', async () => {
  const { app, home, page } = keydesk();
  const file = join(home, 'meanwhile.age');
  await writeFile(file, 'Dear Grace');
  await openWay(page, 'Spell aloud');
  await expect(spellingStep(page)).toHaveText('Group 1 of 11');
  await app.evaluate(({ app: it }, path) => it.emit('open-file', { preventDefault: () => {} }, path), file);
  await expect(refusedDialog(page).getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(refusedDialog(page)).toBeHidden();
  await expect(spellingStep(page)).toHaveText('Group 1 of 11');
  await nextGroup(page).click();
  await expect(spellingStep(page)).toHaveText('Group 2 of 11');
});

test('has each group announced as a whole, also a word that stands where it stood before', async () => {
  const { page } = keydesk();
  const place = await openWay(page, 'Spell aloud');
  const stage = place.locator('[aria-live]', { has: page.getByRole('list') });
  await expect(stage).toHaveAttribute('aria-atomic', 'true');
  const first = await stage.getByRole('list').elementHandle();
  await nextGroup(page).click();
  await expect(spellingStep(page)).toHaveText('Group 2 of 11');
  expect(await first?.evaluate((list) => list.isConnected)).toBe(false);
});

test('names the end until the last group is there again', async () => {
  const { page } = keydesk();
  const place = await openWay(page, 'Spell aloud');
  await expect(spellingStep(page)).toHaveText('Group 1 of 11');
  for (let pressed = 0; pressed < 11; pressed += 1) await nextGroup(page).click();
  await expect(spellingStep(page)).toHaveText('All 11 groups');
  await place.evaluate((dialog) => {
    const seen: [string, number][] = [];
    Reflect.set(window, 'seen', seen);
    const look = () =>
      seen.push([dialog.querySelector('h3')?.textContent ?? '', dialog.querySelectorAll('.spelled-sign').length]);
    new MutationObserver(look).observe(dialog, { subtree: true, childList: true, characterData: true });
  });
  await previousGroup(page).click();
  await expect(spelledWords(page)).toHaveCount(4);
  const seen: [string, number][] = await page.evaluate(() => Reflect.get(window, 'seen'));
  expect(seen.filter(([step, signs]) => step === 'Group 11 of 11' && signs === 0)).toEqual([]);
});

test('shows the access key too, which may go any way', async () => {
  const { app, page } = keydesk();
  const place = await openWay(page, 'Spell aloud');
  const { accessKey = '' } = (await keydesk().controls.state('grace.hopper')).keys.at(-1) ?? {};
  const row = place.getByRole('group', { name: 'Access key' });
  await expect(row.getByRole('code')).toHaveText(/^\S{4}( \S{4})*( \S{1,3})?$/);
  expect((await row.getByRole('code').textContent())?.replaceAll(' ', '')).toBe(accessKey);
  await expect(row).toContainText('It is no secret');
  await row.getByRole('button', { name: 'Copy access key' }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(accessKey);
});

test('does not take one Space too many for the word that it has been heard right', async () => {
  const { page } = keydesk();
  await openWay(page, 'Spell aloud');
  await expect(spellingStep(page)).toHaveText('Group 1 of 11');
  await nextGroup(page).focus();
  for (let pressed = 0; pressed < 14; pressed += 1) await page.keyboard.press('Space');
  await expect(wordsAgree(page)).toBeVisible();
  await expect(wordsAgree(page)).not.toBeFocused();
  await expect(pane(page, 'Spell aloud')).toBeVisible();
});

test('shows the check words all along, and is done when they agree', async () => {
  const { page } = keydesk();
  const place = await openWay(page, 'Spell aloud');
  const line = place.getByRole('paragraph').filter({ hasText: 'Check words of the whole:' });
  await expect(line).toHaveText(/: [a-z]+ [a-z]+$/);
  const words = (await line.textContent())?.split(': ')[1] ?? '';
  for (let pressed = 0; pressed < 11; pressed += 1) await nextGroup(page).click();
  await expect(place.getByText(words, { exact: true })).toBeVisible();
  await previousGroup(page).click();
  await nextGroup(page).click();
  await wordsAgree(page).click();
  await expect(handoverRow(page)).toContainText('Read aloud, and the check words agree');
  await expect(wayButton(page, 'Spell aloud')).toBeFocused();
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
  await expect(keyRow(page, 'ci-deploy').getByRole('button', { name: /^Read aloud/ })).toBeVisible();
});

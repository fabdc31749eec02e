import { existsSync } from 'node:fs';
import { mkdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { holdFileDialog, saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { answerPrintDialog } from '../support/dialogs/print-dialog.ts';
import {
  goBack,
  handoverRow,
  lockedWith,
  lockWithPassphrase,
  nextGroup,
  openWay,
  pane,
  passphraseWords,
  spelledWords,
  tellWords,
  wayButton,
  wordsAgree,
} from '../support/views/handover-dialog.ts';
import { openKeyForEach } from '../support/views/open-key.ts';
import { closeButton, generateDialog } from '../support/views/secret-dialog.ts';
import { failureIn } from '../support/views/views.ts';

const keydesk = shareKeydesk();
openKeyForEach(keydesk);

const question = () => keydesk().page.getByRole('alertdialog', { name: 'Make another passphrase?' });
const unwritten = 'was handed over, but that could not be written into its history';

test('stays where it is while a file is saved, whatever is pressed, and keeps its words', async () => {
  const { app, home, page } = keydesk();
  const file = join(home, 'slowly.age');
  const release = await holdFileDialog(app, file);
  const place = await openWay(page, 'Encrypted file');
  const words = await lockWithPassphrase(place);
  const save = place.getByRole('button', { name: 'Save…' });
  await save.focus();
  await page.keyboard.press('Enter');
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await lockedWith(place, 'A passphrase').focus();
  await page.keyboard.press('Enter');
  await place.getByRole('button', { name: 'Make another' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await expect(passphraseWords(place)).toHaveText(words);
  await release();
  await expect(place.getByRole('status')).toContainText(`Saved as ${file}`);
  await expect(passphraseWords(place)).toHaveText(words);
});

test.describe('where the history cannot be written', () => {
  const history = () => join(keydesk().userDataDir, 'history.jsonl');
  const aside = () => `${history()}.aside`;
  test.beforeEach(async () => {
    if (existsSync(history())) await rename(history(), aside());
    await mkdir(history());
  });
  test.afterEach(async () => {
    await rmdir(history());
    if (existsSync(aside())) await rename(aside(), history());
  });

  test('a file counts as saved, and its words are asked about before they go', async () => {
    const { app, home, page } = keydesk();
    const file = join(home, 'unwritten.age');
    await saveInFileDialog(app, file);
    const place = await openWay(page, 'Encrypted file');
    await lockWithPassphrase(place);
    await place.getByRole('button', { name: 'Save…' }).click();
    await expect(place.getByRole('status')).toContainText(`Saved as ${file}`);
    await expect(place.getByRole('status')).toContainText('tell Grace Hopper the ten words');
    await expect(failureIn(place)).toContainText(unwritten);
    await place.getByRole('button', { name: 'Make another' }).click();
    await expect(question()).toBeVisible();
    await question().press('Escape');
    await tellWords(place);
    await goBack(page);
    await expect(handoverRow(page)).toContainText('Encrypted file saved: unwritten.age');
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();
  });

  test('a sheet counts as printed, and a secret as read aloud', async () => {
    const { app, page } = keydesk();
    await answerPrintDialog(app, 'print');
    const sheet = await openWay(page, 'Print');
    await sheet.getByRole('button', { name: 'Print…' }).click();
    await expect(sheet.getByRole('status')).toContainText('handed to the printer');
    await expect(failureIn(sheet)).toContainText(unwritten);
    await goBack(page);
    await openWay(page, 'Spell aloud');
    // Before the first group is there, nobody knows how many follow, and the button does nothing.
    await expect(spelledWords(page)).toHaveCount(4);
    for (let pressed = 0; pressed < 11; pressed += 1) await nextGroup(page).click();
    await wordsAgree(page).click();
    await expect(failureIn(pane(page, 'Spell aloud'))).toContainText(unwritten);
    await pane(page, 'Spell aloud').getByRole('button', { name: 'Done' }).click();
    await expect(wayButton(page, 'Spell aloud')).toBeFocused();
    await expect(handoverRow(page)).toContainText('Sheet printed');
    await expect(handoverRow(page)).toContainText('Read aloud');
  });
});

import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { doFullScrypt } from '../support/app/full-scrypt.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { openAgeProgram } from '../support/programs/age-program.ts';
import { lockWithPassphrase, openWay, tellWords } from '../support/views/handover-dialog.ts';
import { closeButton, generateDialog, generateKey } from '../support/views/secret-dialog.ts';
import { openUse } from '../support/views/usage-views.ts';
import { openUser } from '../support/views/views.ts';

// The save dialog is the system's. Without an option, GTK's dialog replaces a file without a question (Electron's documentation).

const keydesk = shareKeydesk();

test('a file that may be replaced is replaced as a whole, and is its owner’s alone from then on', async () => {
  const { app, page, home } = keydesk();
  await doFullScrypt(app);
  const file = join(home, 'replaced.age');
  // Longer than any handed-over file, and readable by every user.
  await writeFile(file, 'the rest of an older file\n'.repeat(2000), { mode: 0o644 });
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
  await saveInFileDialog(app, file);
  const place = await openWay(page, 'Encrypted file');
  const words = await lockWithPassphrase(place);
  await place.getByRole('button', { name: 'Save…' }).click();
  await expect(place.getByRole('status')).toContainText('Saved as');
  const written = await readFile(file);
  expect(written.length).toBeLessThan(10_000);
  expect(written.includes('older file')).toBe(false);
  expect(written.toString('latin1'), 'each guess costs as much as in age').toMatch(
    /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} 18\n/,
  );
  const age = openAgeProgram();
  expect((await age.decryptWithPassphrase(written, words.join('-'))).toString()).toContain('ci-deploy');
  age.remove();
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  await tellWords(place);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
});

test('the system is told to ask before a file that exists is replaced, wherever one is saved', async () => {
  const { app, page, home } = keydesk();
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');

  const askedForFile = await saveInFileDialog(app, join(home, 'handed-over.age'));
  const file = await openWay(page, 'Encrypted file');
  await lockWithPassphrase(file);
  await file.getByRole('button', { name: 'Save…' }).click();
  await expect(file.getByRole('status')).toContainText('Saved as');
  expect(await askedForFile()).toEqual([
    {
      defaultPath: expect.stringMatching(/ci-deploy-for-Grace-Hopper\.age$/),
      properties: expect.arrayContaining(['showOverwriteConfirmation']),
    },
  ]);
  await page.getByRole('button', { name: 'Back', exact: true }).click();

  const askedForProfile = await saveInFileDialog(app, join(home, 'profile.ini'));
  const profiles = await openUse(page, 'Profiles for tools');
  await profiles.getByRole('button', { name: 'Save as…' }).click();
  await expect(profiles.getByRole('status')).toContainText('profile.ini');
  expect(await askedForProfile()).toEqual([
    {
      defaultPath: expect.stringMatching(/aws-ci-deploy\.ini$/),
      properties: expect.arrayContaining(['showOverwriteConfirmation']),
    },
  ]);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
});

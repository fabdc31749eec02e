import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { listKeychainEntries } from '../support/desktop/keychain-session.ts';
import { openOwnKeychain } from '../support/desktop/own-keychain.ts';
import { chooseInFileDialog } from '../support/dialogs/file-dialog.ts';
import { openPacket, packetsIn } from '../support/programs/open-packet.ts';
import {
  campaignPanel,
  enterReceipts,
  manyDialog,
  receiptsDialog,
  startButton,
} from '../support/views/campaign-views.ts';
import { passphraseWords } from '../support/views/handover-dialog.ts';
import { lookAt } from '../support/views/look-at.ts';
import { openRotations, rotationRow } from '../support/views/rotation-views.ts';
import { copySecret, generateDialog, generateKey, storeAndClose } from '../support/views/secret-dialog.ts';
import { accountButton, heading, openSettings, signIn, signInButton, view } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'a keychain to lock, stop and start: gnome-keyring');

test('does without a keychain that stays locked when the person says so, and moves all into it when it is unlocked', async ({
  launchKeydesk,
  simulator,
  env,
}) => {
  // Without a display the password prompt of a locked keychain counts as dismissed.
  const keychain = await openOwnKeychain({ display: false });
  const own = { ...env, ...keychain.env };
  try {
    await keychain.lock();
    const first = await launchKeydesk({ env: withConfigFile(own, simulator.configFile) });
    const { page } = first;
    await signInButton(page, 'ADMIN').click();
    await expect(page.getByRole('alert')).toContainText('it is locked, and was not unlocked');
    await lookAt(page, 'keychain-refused');
    await page.getByRole('button', { name: 'Keep in memory for this session' }).click();
    await expect(heading(page, 'My profile')).toBeVisible();
    const mark = page.getByRole('banner').getByText('In memory until Keydesk quits: no keychain.');
    await expect(mark).toBeVisible();

    await generateKey(page, 'in-memory');
    await expect(generateDialog(page)).toContainText('This secret key rests in memory only');
    await lookAt(page, 'secret-in-memory');
    await generateDialog(page).getByRole('button', { name: 'Try the keychain again' }).click();
    await expect(generateDialog(page).getByRole('alert')).toContainText('it is locked, and was not unlocked');

    await keychain.restart();
    await generateDialog(page).getByRole('button', { name: 'Try the keychain again' }).click();
    await expect(generateDialog(page)).not.toContainText('This secret key rests in memory only');
    await expect(mark).toBeHidden();
    const entries = async () => (await listKeychainEntries(own)).map((name) => name.split(':')[0]).sort();
    await expect.poll(entries).toEqual(['account', 'secret']);
    const gone = new Promise((resolve) => first.process.once('exit', resolve));
    first.process.kill('SIGKILL');
    await gone;

    const again = await launchKeydesk({ env: withoutConfigFile(own), userDataDir: first.userDataDir });
    await expect(generateDialog(again.page)).toContainText('in-memory');
    await copySecret(again.page).click();
    await storeAndClose(again.page);
    await expect(accountButton(again.page)).toContainText('Ada Byron');
    await openSettings(again.page);
    await expect(view(again.page)).toContainText('In the keyring of this desktop (Secret Service).');
    await expect(again.page.getByText('Waiting for the keychain.')).toBeHidden();

    // A desktop without a default keyring asks the user for the password of a new keyring. Keydesk waits for that answer.
    await keychain.restart({ isEmpty: true });
    await view(again.page).getByRole('button', { name: 'Make a handover address' }).click();
    await expect(again.page.getByText('Waiting for the keychain.')).toBeVisible();
    await lookAt(again.page, 'keychain-waits');
    // The strip is beside the side bar, so it does not cover the buttons there.
    await again.page.getByRole('button', { name: 'Lock', exact: true }).click({ trial: true });
    const strip = await again.page.getByText('Waiting for the keychain.').boundingBox();
    const lock = await again.page.getByRole('button', { name: 'Lock', exact: true }).boundingBox();
    expect(strip?.x).toBeGreaterThan((lock?.x ?? 0) + (lock?.width ?? 0));
  } finally {
    await keychain.close();
  }
});

test('confirms a receipt while the keychain is locked, says what stays there, and removes it when the person confirms again', async ({
  launchKeydesk,
  simulator,
  env,
  home,
}) => {
  const keychain = await openOwnKeychain({ display: false });
  const own = { ...env, ...keychain.env };
  const kinds = async () => (await listKeychainEntries(own)).map((name) => name.split(':')[0]).sort();
  try {
    const { app, page } = await launchKeydesk({ env: withConfigFile(own, simulator.configFile) });
    await signIn(page, 'ADMIN');
    await openRotations(page);
    const list = join(home, 'users.csv');
    await writeFile(list, 'user\ngrace.hopper\n');
    await page.getByRole('button', { name: 'Keys from a list…' }).click();
    await chooseInFileDialog(app, list);
    await manyDialog(page).getByRole('button', { name: 'Choose a CSV file…' }).click();
    await manyDialog(page).getByRole('button', { name: 'Preview' }).click();
    await chooseInFileDialog(app, home);
    await startButton(page).click();
    await expect(campaignPanel(page)).toContainText('1 without a receipt');
    const [folder = ''] = (await readdir(home)).filter((name) => name.startsWith('keydesk-packets'));
    await expect.poll(() => packetsIn(join(home, folder)).catch(() => [])).toHaveLength(1);
    const [{ file } = { file: '' }] = await packetsIn(join(home, folder));
    await rotationRow(page, 'grace.hopper').press('Enter');
    const steps = page.getByRole('dialog', { name: /^(Rotate|New key) / });
    await steps.getByRole('button', { name: 'Show passphrase' }).click();
    await expect(passphraseWords(steps)).toHaveCount(10);
    const { receipt } = await openPacket(file, await passphraseWords(steps).allTextContents());
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Enter receipts…' }).click();

    await keychain.lock();
    await enterReceipts(page, receipt ?? '');
    const dialog = receiptsDialog(page);
    await expect(dialog.getByRole('status')).toContainText('1 receipt confirmed.');
    await expect(dialog.getByRole('alert')).toContainText('Passphrases of their packets may still be in the keychain.');
    await lookAt(page, 'receipts-keychain-locked');

    await keychain.restart();
    expect(await kinds()).toEqual(['account', 'words']);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await expect(dialog.getByRole('status')).toContainText('1 had been confirmed before.');
    await expect(dialog.getByRole('alert')).toBeHidden();
    expect(await kinds()).toEqual(['account']);
  } finally {
    await keychain.close();
  }
});

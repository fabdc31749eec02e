import { expect } from '@playwright/test';
import { withConfigFile, withoutConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { listKeychainEntries } from '../support/desktop/keychain-session.ts';
import { openOwnKeychain } from '../support/desktop/own-keychain.ts';
import { lookAt } from '../support/views/look-at.ts';
import { copySecret, generateDialog, generateKey, storeAndClose } from '../support/views/secret-dialog.ts';
import { accountButton, heading, openSettings, signInButton, view } from '../support/views/views.ts';

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
    expect((await listKeychainEntries(own)).map((name) => name.split(':')[0]).sort()).toEqual(['account', 'secret']);
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

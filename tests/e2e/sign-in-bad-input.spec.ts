import { createPrivateKey } from 'node:crypto';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { type ProfileLines, readProfile, writeConfigFile } from '../support/desktop/oci-config-file.ts';
import { chooseInFileDialog } from '../support/dialogs/file-dialog.ts';
import { chooseInMenu } from '../support/dialogs/menu.ts';
import { lookAt } from '../support/views/look-at.ts';
import { failureIn, heading, signInButton, signOut, view, welcomeHeading } from '../support/views/views.ts';

const keydesk = shareKeydesk({ profile: null, reload: false });

/** Writes a file with one profile, TEAM: the simulator's administrator, with these changes. Gives the path of the file. */
async function offer(changes: ProfileLines): Promise<string> {
  const { simulator, page, configFile: file } = keydesk();
  await writeConfigFile(file, { TEAM: { ...(await readProfile(simulator.configFile, 'ADMIN')), ...changes } });
  await page.reload();
  await expect(signInButton(page, 'TEAM')).toBeVisible();
  return file;
}

async function expectNothingSent(): Promise<void> {
  expect((await keydesk().controls.asked()).latest).toEqual([]);
}

test('names the odd lines of a file, offers the profiles that do not need them, and follows the file', async () => {
  const { page } = keydesk();
  const file = await offer({});
  const good = await readFile(file, 'utf8');
  await writeFile(file, `# f\xfcr die Produktion\n${good}\n[acme/prod]\nuser: ada\nregion\n`, 'latin1');
  await expect(signInButton(page, 'acme/prod')).toBeVisible();
  await expect(failureIn(page)).toContainText(
    /The profile acme\/prod .+ does not say tenancy, fingerprint, key_file and region/,
  );
  // Each skipped line is named at its position: before the first profile, or at the profile that contains the line.
  const passedOver = view(page).getByRole('note');
  await expect(view(page).getByRole('region', { name: 'Profiles' }).getByRole('listitem')).toContainText([
    'Line 1 was passed over: it is not text in UTF-8',
    'TEAM',
    'acme/prod',
    'Line 12 was passed over: it is neither a profile name in brackets nor a key',
  ]);
  await lookAt(page, 'welcome-odd-lines');
  await writeFile(file, good.replace(/^user=.*$/m, 'user=ada'));
  await expect(failureIn(page)).toContainText(`Line 2 of ${file}`);
  await expect(failureIn(page)).toContainText('Correct line 2. Keydesk reads the file again when it has been saved.');
  await expect(passedOver).toHaveCount(0);
  await rm(file);
  await expect(view(page).getByText(`There is no OCI configuration file at ${file}.`)).toBeVisible();
  await writeFile(file, good);
  await expect(failureIn(page)).toBeHidden();
  await expect(signInButton(page, 'TEAM')).toBeVisible();
  await expectNothingSent();
});

test('reads the file and its key again when Refresh is chosen in the menu', async () => {
  const { app, page, home, simulator } = keydesk();
  const { key_file = '' } = await readProfile(simulator.configFile, 'ADMIN');
  await offer({ key_file: join(home, 'later.pem') });
  await expect(failureIn(page)).toContainText('later.pem, which the profile names, is not there');
  await copyFile(key_file, join(home, 'later.pem'));
  await chooseInMenu(app, 'Refresh');
  await expect(failureIn(page)).toBeHidden();
});

test('tells before signing in that user and tenancy are exchanged', async () => {
  const { page, simulator } = keydesk();
  const { user = '', tenancy = '' } = await readProfile(simulator.configFile, 'ADMIN');
  await offer({ user: tenancy, tenancy: user });
  await expect(failureIn(page)).toContainText('user and tenancy are exchanged');
});

test('knows no such region', async () => {
  const { page } = keydesk();
  await offer({ region: 'atlantis-1' });
  await signInButton(page, 'TEAM').click();
  await expect(failureIn(page)).toContainText('The region atlantis-1 is not one that Keydesk knows');
  await expectNothingSent();
});

test('compares the fingerprint of the key with that of the profile, and shows both', async () => {
  const { page, simulator } = keydesk();
  const { fingerprint = '' } = await readProfile(simulator.configFile, 'ADMIN');
  const other = (await readProfile(simulator.configFile, 'USER'))['fingerprint'] ?? '';
  await offer({ fingerprint: other });
  await signInButton(page, 'TEAM').click();
  await expect(failureIn(page)).toContainText(`has the fingerprint ${fingerprint}, but the profile says ${other}`);
  await expectNothingSent();
});

test('cannot read a key that is none', async () => {
  const { page, home } = keydesk();
  const keyFile = join(home, 'no.pem');
  await writeFile(keyFile, 'Dear Sir or Madam,\n');
  await offer({ key_file: keyFile });
  await signInButton(page, 'TEAM').click();
  await expect(failureIn(page)).toContainText(`The private key ${keyFile} could not be read`);
  await expect(welcomeHeading(page)).toBeVisible();
  await expectNothingSent();
});

test('misses a key that is not there', async () => {
  const { page, home } = keydesk();
  await offer({ key_file: join(home, 'gone.pem') });
  await expect(failureIn(page)).toContainText('gone.pem, which the profile names, is not there');
  await expectNothingSent();
});

test('says why the session of a profile of the OCI CLI cannot be used, and how to renew it', async () => {
  const { page, home, simulator } = keydesk();
  const { user: _, ...rest } = await readProfile(simulator.configFile, 'ADMIN');
  await writeConfigFile(keydesk().configFile, { TEAM: { ...rest, security_token_file: join(home, 'token') } });
  await page.reload();
  await signInButton(page, 'TEAM').click();
  await expect(failureIn(page)).toContainText(
    /The session of the profile TEAM cannot be used: .+token: it is not there/,
  );
  await expect(failureIn(page)).toContainText('oci session authenticate --profile-name TEAM');
  await expectNothingSent();
});

test('sends no signature in the clear to another computer', async () => {
  const { page } = keydesk();
  await offer({ keydesk_endpoint: 'http://oracle.example' });
  await signInButton(page, 'TEAM').click();
  await expect(failureIn(page)).toContainText('keydesk_endpoint = http://oracle.example is refused');
  await expectNothingSent();
});

test('tells a profile that lacks something what it lacks', async () => {
  const { page } = keydesk();
  const file = await offer({ user: '', fingerprint: '' });
  await expect(failureIn(page)).toContainText(`The profile TEAM of ${file} does not say user and fingerprint.`);
});

test('tells by how much the clock is off', async () => {
  const { page, controls } = keydesk();
  await offer({});
  await controls.setFault({ kind: 'clock-skew', seconds: 600, times: null });
  await signInButton(page, 'TEAM').click();
  await expect(failureIn(page)).toContainText('The clock of this computer is 10 minutes behind Oracle’s');
  await expect(failureIn(page)).toContainText('Oracle allows five minutes');
});

test('cannot sign in with a key that Oracle does not know', async () => {
  const { page, simulator } = keydesk();
  const { fingerprint = '', key_file = '' } = await readProfile(simulator.configFile, 'USER');
  await offer({ fingerprint, key_file });
  await signInButton(page, 'TEAM').click();
  await expect(failureIn(page)).toContainText('Oracle does not accept the signature of this account');
  await expect(failureIn(page).getByRole('button', { name: 'Copy request id' })).toBeVisible();
});

test('cannot reach a service that is not there', async () => {
  const { page } = keydesk();
  // Nothing listens on the discard port, and only root could open it.
  await offer({ keydesk_endpoint: 'http://127.0.0.1:9' });
  await signInButton(page, 'TEAM').click();
  await expect(failureIn(page)).toContainText('127.0.0.1:9 cannot be reached');
  await expect(failureIn(page)).toContainText('Check the network, the proxy and the VPN');
});

test('says where it looked when there is no configuration file, and leads to the ways without one', async () => {
  const { page } = keydesk();
  const file = await offer({});
  await writeFile(file, '');
  await page.reload();
  await expect(view(page).getByText(`${file} holds no profile.`)).toBeVisible();
  await rm(file);
  await page.reload();
  await expect(view(page).getByText(`There is no OCI configuration file at ${file}.`)).toBeVisible();
  const buttons = page.getByRole('main').getByRole('button');
  await expect
    .poll(async () => (await buttons.allTextContents()).slice(0, 4))
    .toEqual(['Sign in with your browser', 'Set up this computer', 'Another file…', 'Explore the sample tenancy']);
});

test.describe('with a key under a passphrase', () => {
  const passphrase = 'correct # horse; ünïcode';
  const dialog = () => keydesk().page.getByRole('dialog', { name: 'Passphrase' });
  const field = () => dialog().getByLabel('Passphrase of the private key of TEAM');
  const enter = async (text: string) => {
    await field().fill(text);
    await dialog().getByRole('button', { name: 'Sign in' }).click();
  };

  test.beforeEach(async () => {
    const { home, simulator, page } = keydesk();
    const { key_file = '' } = await readProfile(simulator.configFile, 'ADMIN');
    const key = createPrivateKey(await readFile(key_file)).export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase,
    });
    await writeFile(join(home, 'encrypted.pem'), key);
    await offer({ key_file: join(home, 'encrypted.pem') });
    await signInButton(page, 'TEAM').click();
    await expect(dialog()).toBeVisible();
  });

  test('asks for it, and does nothing when that is cancelled', async () => {
    await expect(field()).toHaveAttribute('type', 'password');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog()).toBeHidden();
    await expectNothingSent();
  });

  test('says that a passphrase is wrong, and asks again', async () => {
    await enter('wrong');
    await expect(failureIn(dialog())).toContainText('That passphrase does not open the private key');
    await expect(field()).toHaveValue('');
    await expectNothingSent();
  });

  test('signs in with the right one', async () => {
    const { page } = keydesk();
    await enter('wrong');
    await expect(failureIn(dialog())).toBeVisible();
    await enter(passphrase);
    await expect(heading(page, 'My profile')).toBeVisible();
    await signOut(page);
    await expect(welcomeHeading(page)).toBeVisible();
  });
});

test('takes the private key where the Console has left a placeholder, chosen at the profile or in place of a file', async () => {
  const { app, page, home, simulator } = keydesk();
  const { key_file = '' } = await readProfile(simulator.configFile, 'ADMIN');
  const placeholder = '<path to your private keyfile> # TODO';
  const file = await offer({ key_file: placeholder });
  await expect(failureIn(page)).toContainText('The profile TEAM does not say yet where its private key is.');
  await lookAt(page, 'welcome-key-not-chosen');
  const button = page.getByRole('button', { name: 'Choose the private key…' });
  const other = (await readProfile(simulator.configFile, 'USER'))['key_file'] ?? '';
  await chooseInFileDialog(app, other);
  await button.click();
  await expect(failureIn(page).last()).toContainText(`The key ${other} has the fingerprint`);
  await page.getByRole('button', { name: 'Dismiss' }).click();

  await page.getByRole('button', { name: 'Another file…' }).click();
  await expect(failureIn(page).last()).toContainText(`${other} is a private key and no configuration file`);
  await chooseInFileDialog(app, key_file);
  await page.getByRole('button', { name: 'Another file…' }).click();
  await expect(failureIn(page)).toBeHidden();

  // A second profile of the file has no private key yet.
  await writeConfigFile(file, {
    NEXT: { ...(await readProfile(simulator.configFile, 'USER')), key_file: placeholder },
  });
  await expect(signInButton(page, 'NEXT')).toBeVisible();
  await chooseInFileDialog(app, other);
  await button.click();
  await expect(failureIn(page)).toBeHidden();
  await signInButton(page, 'NEXT').click();
  await expect(heading(page, 'My profile')).toBeVisible();
  await signOut(page);
  expect(await readFile(join(home, 'oci-config'), 'utf8')).toContain(placeholder);
});

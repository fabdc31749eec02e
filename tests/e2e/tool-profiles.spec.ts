import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import { answerQuestion, questionAsked } from '../support/dialogs/message-box.ts';
import { keyOfGrace, openKeyOfGrace } from '../support/views/open-key.ts';
import {
  closeButton,
  closedNotice,
  generateDialog,
  generateKey,
  storeAndClose,
} from '../support/views/secret-dialog.ts';
import { pressWithKeyboard } from '../support/views/tab-to.ts';
import {
  backToSecret,
  buttonOf,
  chooseTool,
  dialogOf,
  openThisComputer,
  openUse,
  profileName,
  profileText,
  profileValue,
  removeKept,
  theUses,
  writeButton,
} from '../support/views/usage-views.ts';
import { failureIn, keyRow, openUser } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'the clipboard and the keychain are looked at from outside');

const keydesk = shareKeydesk();

const keyAtOracle = () => keyOfGrace(keydesk());
const outside = () => readOutsideClipboard(keydesk().env);
const homeFile = (...parts: string[]) => readFile(join(keydesk().home, ...parts), 'utf8');

const newKey = () => openKeyOfGrace(keydesk());

test.describe('the profiles for tools', () => {
  test('are shown masked, written into the tool’s own files, and asked about before one is replaced', async () => {
    const { app, page, home } = keydesk();
    await mkdir(join(home, '.aws'), { recursive: true });
    const other = '# mine\r\n[other]\r\naws_access_key_id = OTHER\r\n';
    await writeFile(join(home, '.aws', 'credentials'), other, { mode: 0o600 });
    await newKey();
    const { accessKey, secretKey } = await keyAtOracle();
    const pane = await openUse(page, 'Profiles for tools');
    await expect(profileText(pane, '~/.aws/credentials')).toContainText(accessKey);
    await expect(profileText(pane, '~/.aws/credentials')).not.toContainText(secretKey);
    await expect(profileText(pane, '~/.aws/config')).toContainText('when_required');
    await expect(pane).toContainText('Holds the secret key in clear');
    await writeButton(pane).click();
    await expect(pane.getByRole('status')).toContainText('Written to ~/.aws/credentials');
    const written = await homeFile('.aws', 'credentials');
    expect(written.startsWith(other)).toBe(true);
    expect(written).toContain(secretKey);
    expect(await homeFile('.aws', 'config')).toContain('[profile ci-deploy]');
    const backup = (await readdir(join(home, '.aws'))).find((name) => /^credentials\./.test(name)) ?? '';
    await expect(pane.getByRole('status')).toContainText(backup);
    expect(await homeFile('.aws', backup)).toBe(other);
    await pane.getByRole('button', { name: 'Done' }).click();
    await expect(generateDialog(page)).toContainText('Written to');
    // The secret has been stored, so Close does not ask.
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();

    await keydesk().controls.deleteKeyElsewhere('grace.hopper', accessKey);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(keyRow(page, 'ci-deploy')).toBeHidden();
    await generateKey(page, 'ci-deploy');
    const fresh = await keyAtOracle();
    await openUse(page, 'Profiles for tools');
    await expect(profileText(pane, '~/.aws/credentials').locator('del')).toContainText(accessKey);
    await expect(profileText(pane, '~/.aws/credentials').locator('ins')).toContainText(fresh.accessKey);
    await answerQuestion(app, 'Cancel');
    await writeButton(pane).click();
    await expect.poll(() => questionAsked(app)).toContain('Replace the profile ci-deploy?');
    const asked = await questionAsked(app);
    expect(asked).toContain(`aws_access_key_id = ${accessKey}`);
    expect(asked).not.toContain(secretKey);
    expect(asked).toContain('The copy from before Keydesk first changed this file stays');
    await expect(writeButton(pane)).toBeEnabled();
    expect(await homeFile('.aws', 'credentials')).toBe(written);
    await answerQuestion(app, 'Replace');
    await writeButton(pane).click();
    await expect(pane.getByRole('status')).toContainText('Written to');
    expect(await homeFile('.aws', 'credentials')).toContain(fresh.secretKey);
    expect(await homeFile('.aws', 'credentials')).not.toContain(secretKey);
    await expect(pane.getByRole('button', { name: 'Done' })).toBeFocused();
    await page.keyboard.press('Enter');
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();
  });

  test('are copied with the secret, guarded as a copied secret is, and saved where the person says', async () => {
    const { page, app, home } = keydesk();
    await page.evaluate(() => Reflect.get(window, 'keydesk').Preferences.ChangeSettings({ clipboardSeconds: 120 }));
    await newKey();
    const { secretKey } = await keyAtOracle();
    const pane = await openUse(page, 'Profiles for tools');
    await chooseTool(page, pane, '.env file s5cmd, boto3');
    await expect(profileText(pane, 'Text to copy')).toContainText('AWS_ACCESS_KEY_ID');
    await pane.getByRole('button', { name: 'Copy profile' }).click();
    await expect(pane).toContainText('The clipboard is cleared in');
    expect(await outside()).toContain(secretKey);

    const file = join(home, 'saved.env');
    const asked = await saveInFileDialog(app, null);
    await pane.getByRole('button', { name: 'Save as…' }).click();
    await expect.poll(asked).toHaveLength(1);
    await expect(pane.getByRole('button', { name: 'Save as…' })).toBeEnabled();
    await expect(pane.getByRole('status')).toHaveCount(0);
    await expect(failureIn(pane)).toHaveCount(0);
    expect((await readdir(home, { recursive: true })).filter((path) => path.endsWith('.env'))).toEqual([]);
    await saveInFileDialog(app, file);
    await pane.getByRole('button', { name: 'Save as…' }).click();
    await expect(pane.getByRole('status')).toContainText(file);
    expect(await readFile(file, 'utf8')).toContain(secretKey);
    await expect(pane.getByRole('button', { name: 'Done' })).toBeFocused();
    await backToSecret(page);
    await storeAndClose(page);
    // The copied profile can be pasted after the dialog is closed. The countdown continues, and the user can end it early.
    expect(await outside()).toContain(secretKey);
    await closedNotice(page).getByRole('button', { name: 'Clear now' }).click();
    await expect.poll(outside).toBeNull();
  });

  test('give plain values one by one, and the secret key by way of main alone', async () => {
    const { page } = keydesk();
    await newKey();
    const { accessKey, secretKey } = await keyAtOracle();
    const pane = await openUse(page, 'Profiles for tools');
    await chooseTool(page, pane, 'Plain values for a form');
    await expect(profileValue(pane, 'Secret key')).toContainText('••••');
    await pane.getByRole('button', { name: 'Copy access key' }).click();
    await expect.poll(outside).toBe(accessKey);
    await pane.getByRole('button', { name: 'Copy path style' }).click();
    await expect.poll(outside).toBe('yes');
    await pane.getByRole('button', { name: 'Copy secret key' }).click();
    await expect(pane).toContainText('The clipboard is cleared in');
    expect(await outside()).toBe(secretKey);
    expect(await page.content()).not.toContain(secretKey);
    await pane.getByRole('textbox', { name: 'Bucket' }).fill('my bucket');
    await expect(pane.getByRole('textbox', { name: 'Bucket' })).toHaveAttribute('aria-invalid', 'true');
    await backToSecret(page);
    await storeAndClose(page);
  });

  test('on demand keep the key in the same press', async () => {
    const { page } = keydesk();
    await newKey();
    const { secretKey } = await keyAtOracle();
    const pane = await openUse(page, 'Profiles for tools');
    await profileName(pane).fill('on-demand');
    await chooseTool(page, pane, 'AWS, on demand no secret on disk');
    await expect(pane).toContainText('The key is kept on this computer as on-demand first');
    await pane.getByRole('button', { name: 'Keep the key and write to ~/.aws/config' }).click();
    await expect(pane.getByRole('status')).toContainText('Written to ~/.aws/config');
    await expect(pane).toContainText('Kept on this computer as on-demand');
    const config = await homeFile('.aws', 'config');
    expect(config).toMatch(/\[profile on-demand\]\ncredential_process = .* credentials on-demand\n/);
    expect(config).not.toContain(secretKey);
    await pane.getByRole('button', { name: 'Done' }).click();
    // The secret is safe in the keychain, so Close does not ask.
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();
    await openThisComputer(page);
    await removeKept(page, 'on-demand');
    await openUser(page, 'grace.hopper');
  });

  test('refuse a name that the tool does not take, and a file that cannot be parsed, each with a sentence', async () => {
    const { page, home } = keydesk();
    await newKey();
    const pane = await openUse(page, 'Profiles for tools');
    await profileName(pane).fill('two words');
    await expect(profileName(pane)).toHaveAttribute('aria-invalid', 'true');
    await expect(pane.getByRole('button', { name: 'Copy profile' })).toBeDisabled();
    await expect(writeButton(pane)).toBeHidden();
    await profileName(pane).fill('one-word');
    await expect(pane.getByRole('button', { name: 'Copy profile' })).toBeEnabled();

    await mkdir(join(home, '.config', 'rclone'), { recursive: true });
    await writeFile(join(home, '.config', 'rclone', 'rclone.conf'), '[[[ not rclone', { mode: 0o600 });
    await chooseTool(page, pane, 'rclone');
    await expect(failureIn(pane)).toContainText('rclone.conf');
    // The remedy that the failure names works.
    await pane.getByRole('button', { name: 'Copy profile' }).click();
    await expect(pane).toContainText('cleared in');

    await mkdir(join(home, '.s3cfg-one-word'));
    await chooseTool(page, pane, 's3cmd');
    await expect(failureIn(pane)).toContainText('.s3cfg-one-word could not be read: it is not a file.');
    await expect(pane.getByRole('button', { name: 'Copy profile' })).toBeEnabled();
    await expect(pane.getByRole('button', { name: 'Save as…' })).toBeEnabled();
    await backToSecret(page);
    await storeAndClose(page);
  });
});

test('leads from the secret to a written profile and back without a pointer', async () => {
  const { page, home } = keydesk();
  await newKey();
  await pressWithKeyboard(page, theUses(page));
  await pressWithKeyboard(page, buttonOf(page, 'Profiles for tools'));
  const pane = dialogOf(page, 'Profiles for tools');
  await expect(pane.getByRole('heading', { name: 'Profiles for tools' })).toBeFocused();
  await pressWithKeyboard(page, pane.getByRole('button', { name: 'Tool' }));
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.type('s3cmd');
  await page.keyboard.press('Enter');
  await expect(profileText(pane, '.s3cfg')).toBeVisible();
  await pressWithKeyboard(page, writeButton(pane));
  await expect(pane.getByRole('status')).toContainText('Written to ~/.s3cfg-ci-deploy');
  expect(existsSync(join(home, '.s3cfg-ci-deploy'))).toBe(true);
  await expect(pane.getByRole('button', { name: 'Done' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(generateDialog(page)).toBeVisible();
  await expect(buttonOf(page, 'Profiles for tools')).toBeFocused();
  await storeAndClose(page);
});

import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { lookAt } from '../support/views/look-at.ts';
import { closeButton, generateDialog, generateKey, storeAndClose } from '../support/views/secret-dialog.ts';
import {
  backToSecret,
  chooseTool,
  commandLine,
  dialogOf,
  keptButton,
  keptRow,
  objectStorageLine,
  openThisComputer,
  openUse,
  profileName,
  profileText,
  profileValue,
  removeKept,
  testPanel,
  testProgress,
  theUses,
  writeButton,
} from '../support/views/usage-views.ts';
import { keyRow, openUser, view } from '../support/views/views.ts';

const keydesk = shareKeydesk();

const noDelay = { seconds: 0, flapping: false, timeFactor: 1 };

test('where keys are used', async () => {
  const { page } = keydesk();
  await objectStorageLine(page).getByRole('button', { name: 'Region and namespace' }).click();
  await expect(commandLine(page, 'Endpoint')).toBeVisible();
  await lookAt(page, 'place');
  await page.keyboard.press('Escape');
});

test.describe('from the dialog of a secret', () => {
  test.beforeEach(async () => {
    await openUser(keydesk().page, 'grace.hopper');
  });

  test('the ways to use it', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    await theUses(page).click();
    await expect(commandLine(generateDialog(page), 'Endpoint')).toContainText('http');
    await lookAt(page, 'use-it');
    await storeAndClose(page);
  });

  test('its test: before, waiting, working, stopped', async () => {
    const { page, controls } = keydesk();
    await controls.setSwitches({ s3Delay: { ...noDelay, seconds: 3600 } });
    await generateKey(page, 'ci-deploy');
    const pane = await openUse(page, 'Test');
    await lookAt(page, 'test');
    await pane.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(testPanel(pane)).toContainText('Waiting for Oracle to know the key');
    await testPanel(pane).getByRole('button', { name: 'What the service said' }).click();
    await lookAt(page, 'test-waiting');
    await controls.setSwitches({ s3Delay: noDelay });
    await expect(testProgress(pane)).toHaveAttribute('value', /^[1-9]/);
    await lookAt(page, 'test-working');
    await pane.getByRole('button', { name: 'Stop' }).click();
    await expect(testPanel(pane)).toContainText('Stopped');
    await lookAt(page, 'test-stopped');
    await backToSecret(page);
    await lookAt(page, 'use-it-tested');
    await storeAndClose(page);
  });

  test('its profiles: new, with a bad name, without a file, written, replacing another', async () => {
    const { page, controls } = keydesk();
    await generateKey(page, 'ci-deploy');
    const pane = await openUse(page, 'Profiles for tools');
    await expect(profileText(pane, '~/.aws/credentials')).toBeVisible();
    await lookAt(page, 'profiles');
    await profileName(pane).fill('two words');
    await expect(profileName(pane)).toHaveAttribute('aria-invalid', 'true');
    await lookAt(page, 'profiles-bad-name');
    await profileName(pane).fill('ci-deploy');
    await chooseTool(page, pane, 'AWS, on demand no secret on disk');
    await expect(writeButton(pane)).toHaveText('Keep the key and write to ~/.aws/config');
    await lookAt(page, 'profiles-on-demand');
    await chooseTool(page, pane, 'Plain values for a form');
    await pane.getByRole('textbox', { name: 'Bucket' }).fill('my-bucket');
    await expect(profileValue(pane, 'Bucket')).toContainText('my-bucket');
    await lookAt(page, 'profiles-values');
    await chooseTool(page, pane, 'Velero Secret and location');
    await expect(profileText(pane, 'Text to copy')).toContainText('BackupStorageLocation');
    await lookAt(page, 'profiles-velero');
    await chooseTool(page, pane, 'Shell sh, bash, zsh');
    await expect(profileText(pane, 'Text to copy')).toBeVisible();
    await pane.getByRole('button', { name: 'Copy profile' }).click();
    await expect(pane).toContainText('The clipboard is cleared in');
    await lookAt(page, 'profiles-copied');
    await chooseTool(page, pane, 'AWS CLI and SDKs');
    await writeButton(pane).click();
    await expect(pane.getByRole('status')).toBeVisible();
    await lookAt(page, 'profiles-written');
    await backToSecret(page);
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();

    const { keys } = await controls.state('grace.hopper');
    await controls.deleteKeyElsewhere('grace.hopper', keys.at(-1)?.accessKey ?? '');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(keyRow(page, 'ci-deploy')).toBeHidden();
    await generateKey(page, 'ci-deploy');
    await openUse(page, 'Profiles for tools');
    await expect(profileText(pane, '~/.aws/credentials').locator('del')).toBeVisible();
    await lookAt(page, 'profiles-replacing');
    await backToSecret(page);
    await storeAndClose(page);
  });
});

test('what is kept on this computer: nothing, one key, its details, its dialogs', async () => {
  const { page } = keydesk();
  await openThisComputer(page);
  await expect(view(page)).toContainText('No key is kept on this computer');
  await lookAt(page, 'this-computer-none');
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'a-name-that-goes-on-and-on-'.repeat(6));
  const pane = await openUse(page, 'Keep on this computer');
  await lookAt(page, 'keep');
  await pane.getByRole('textbox').fill('backup');
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('status')).toBeVisible();
  await lookAt(page, 'kept-now');
  await backToSecret(page);
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();

  await openThisComputer(page);
  await keptRow(page, 'backup').getByRole('button', { name: 'backup', exact: true }).click();
  await expect(commandLine(view(page), 'Line for AWS')).toContainText('credential_process');
  await keptButton(page, 'backup', 'Copy secret key').click();
  await expect(view(page)).toContainText('The clipboard is cleared in');
  await lookAt(page, 'this-computer');
  await keptButton(page, 'backup', 'Profiles for tools').click();
  await expect(writeButton(dialogOf(page, 'Profiles for tools'))).toBeVisible();
  await lookAt(page, 'kept-profiles');
  await page.keyboard.press('Escape');
  await keptButton(page, 'backup', 'Remove').click();
  await expect(page.getByRole('alertdialog', { name: 'Remove backup' })).toBeVisible();
  await lookAt(page, 'kept-remove');
  await page.keyboard.press('Escape');
  await removeKept(page, 'backup');
});

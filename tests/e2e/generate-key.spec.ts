import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  accessRow,
  closeButton,
  closeQuestion,
  copySecret,
  generateButton,
  generateDialog,
  generateKey,
  hideSecret,
  nameField,
  revealSecret,
  secretRow,
  send,
  storeAndClose,
  stored,
} from '../support/views/secret-dialog.ts';
import { keyRow, openUser, pressEscapeIn, view } from '../support/views/views.ts';

const keydesk = shareKeydesk();

/** The simulator's record of the key, with its secret. */
async function keyAtOracle(user: string, name: string) {
  const { keys } = await keydesk().controls.state(user);
  const key = keys.find((one) => one.name === name);
  if (!key) throw new Error(`${user} has no key ${name} at the simulator.`);
  return key;
}

async function creations(): Promise<string[]> {
  const { latest } = await keydesk().controls.asked();
  return latest.filter(({ method }) => method === 'POST').map(({ target }) => target.replace(/^.*\/admin\/v1/, ''));
}

test.describe('for another user', () => {
  test.beforeEach(() => openUser(keydesk().page, 'grace.hopper'));

  test('makes a key of that name for that user, with one request', async () => {
    const { page, controls } = keydesk();
    await generateKey(page, '  ci-deploy ');
    await expect(generateDialog(page)).toContainText('ci-deploy for Grace Hopper');
    await expect(generateDialog(page)).toContainText('grace.hopper · Default domain');
    expect(await creations()).toEqual(['/CustomerSecretKeys']);
    const { accessKey, madeThrough } = await keyAtOracle('grace.hopper', 'ci-deploy');
    await expect(accessRow(page)).toContainText(accessKey);
    expect(madeThrough).toBe('scim');
    await storeAndClose(page);
    await expect(keyRow(page, 'ci-deploy')).toBeVisible();
    expect((await controls.state('grace.hopper')).keys).toHaveLength(2);
  });

  test('names the person beyond doubt before the key is made, and waits until that is known', async () => {
    const { page, controls } = keydesk();
    await controls.setFault({ kind: 'hold', path: '/Users/', times: null });
    await page.reload();
    await expect(view(page).getByText('1 of 2 used')).toBeVisible();
    await expect(generateButton(page)).toBeDisabled();
    await controls.clearFaults();
    await generateButton(page).click();
    await expect(generateDialog(page)).toContainText('For Grace Hopper');
    await expect(generateDialog(page)).toContainText('grace.hopper · Default domain');
    await expect(generateDialog(page)).not.toContainText('inactive');
    await generateDialog(page).getByRole('button', { name: 'Cancel' }).click();
  });

  test('tells of an inactive user before a key is generated', async () => {
    const { page } = keydesk();
    await openUser(page, 'graphite-sync');
    await generateButton(page).click();
    await expect(generateDialog(page)).toContainText('This user is inactive. Oracle may refuse the key');
    await lookAt(page, 'generate-inactive-user');
    await generateDialog(page).getByRole('button', { name: 'Cancel' }).click();
  });

  test('masks the secret until it is revealed, and again when it is hidden', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    const { secretKey } = await keyAtOracle('grace.hopper', 'ci-deploy');
    await expect(secretRow(page)).toContainText('hidden, 44 characters');
    expect(await page.content()).not.toContain(secretKey);
    await revealSecret(page).click();
    await expect(secretRow(page).getByRole('code')).toHaveText(secretKey);
    await hideSecret(page).click();
    await expect(secretRow(page)).toContainText('hidden, 44 characters');
    expect(await page.content()).not.toContain(secretKey);
    await storeAndClose(page);
  });

  test('leaves nothing of a revealed secret in the page once it is closed', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    const { secretKey } = await keyAtOracle('grace.hopper', 'ci-deploy');
    await revealSecret(page).click();
    await expect(secretRow(page).getByRole('code')).toHaveText(secretKey);
    await storeAndClose(page);
    await expect(generateDialog(page)).not.toBeAttached();
    expect(await page.content()).not.toContain(secretKey);
    expect(await page.title()).not.toContain(secretKey);
  });

  test('asks before it closes, and goes back with the secret still there', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    await closeButton(page).click();
    await expect(closeQuestion(page)).toContainText('Without it the key ci-deploy is of no use, and still counts');
    await closeQuestion(page).getByRole('button', { name: 'Go back' }).click();
    await expect(closeQuestion(page)).toBeHidden();
    await revealSecret(page).click();
    const { secretKey } = await keyAtOracle('grace.hopper', 'ci-deploy');
    await expect(secretRow(page).getByRole('code')).toHaveText(secretKey);
    await storeAndClose(page);
  });

  test('asks when Escape is pressed, and takes another Escape as going back', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    await page.keyboard.press('Escape');
    await pressEscapeIn(closeQuestion(page));
    await expect(closeQuestion(page)).toBeHidden();
    await expect(copySecret(page)).toBeVisible();
    await storeAndClose(page);
  });

  test('does not close when somebody clicks beside it', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    await page.mouse.click(5, 5);
    await expect(copySecret(page)).toBeVisible();
    await expect(closeQuestion(page)).toBeHidden();
    await storeAndClose(page);
  });

  test('closes and deletes the key when that is what the person wants', async () => {
    const { page, controls } = keydesk();
    await generateKey(page, 'ci-deploy');
    await closeButton(page).click();
    await expect(closeQuestion(page)).toContainText('The secret key of ci-deploy for Grace Hopper cannot be retrieved');
    await closeQuestion(page).getByRole('button', { name: 'Close and delete the key' }).click();
    await expect(generateDialog(page)).toBeHidden();
    await expect(keyRow(page, 'ci-deploy')).toBeHidden();
    expect((await controls.state('grace.hopper')).keys.map(({ name }) => name)).not.toContain('ci-deploy');
  });

  test('closes and loses the secret when that is what the person wants', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    await closeButton(page).click();
    await closeQuestion(page).getByRole('button', { name: 'Close and lose the secret key' }).click();
    await expect(generateDialog(page)).toBeHidden();
    await expect(keyRow(page, 'ci-deploy')).toBeVisible();
  });

  test('closes without a question while the copy is on the clipboard', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied.');
    await page.keyboard.press('Escape');
    await expect(generateDialog(page)).toBeHidden();
  });

  test('asks again when the tick is taken back', async () => {
    const { page } = keydesk();
    await generateKey(page, 'ci-deploy');
    await stored(page).check();
    await stored(page).uncheck();
    await closeButton(page).click();
    await expect(closeQuestion(page)).toBeVisible();
    await closeQuestion(page).getByRole('button', { name: 'Go back' }).click();
    await storeAndClose(page);
  });

  test('sends description and expiry along', async () => {
    const { page } = keydesk();
    await generateButton(page).click();
    await nameField(page).fill('ci-deploy');
    await generateDialog(page).getByRole('textbox', { name: 'Description (optional)' }).fill('Build server, rack 3');
    await generateDialog(page)
      .getByRole('button', { name: /Expires/ })
      .click();
    await page.getByRole('option', { name: 'In 90 days' }).click();
    await send(page);
    await expect(copySecret(page)).toBeVisible();
    const key = await keyAtOracle('grace.hopper', 'ci-deploy');
    const days = (Date.parse(key.expiresOn ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(88);
    expect(days).toBeLessThan(91);
    await storeAndClose(page);
    await expect(keyRow(page, 'ci-deploy')).toContainText('Build server, rack 3');
    expect((await keyAtOracle('grace.hopper', 'ci-deploy')).description).toBe('Build server, rack 3');
  });

  test('does not send a name that is only spaces, or missing', async () => {
    const { page } = keydesk();
    await generateButton(page).click();
    await send(page);
    await expect(generateDialog(page)).toContainText('Give the key a name');
    await nameField(page).fill('   ');
    await send(page);
    await expect(generateDialog(page)).toContainText('A name needs more than spaces.');
    await expect(nameField(page)).toHaveAttribute('aria-invalid', 'true');
    expect(await creations()).toEqual([]);
  });

  test('sends a name of 255 characters, and not one of 256', async () => {
    const { page } = keydesk();
    await generateButton(page).click();
    await nameField(page).fill('n'.repeat(256));
    await send(page);
    await expect(generateDialog(page)).toContainText('The name is 1 character longer than the 255 allowed.');
    expect(await creations()).toEqual([]);
    await nameField(page).fill('n'.repeat(255));
    await send(page);
    await expect(copySecret(page)).toBeVisible();
    expect((await keyAtOracle('grace.hopper', 'n'.repeat(255))).name).toHaveLength(255);
    await storeAndClose(page);
  });

  test('tells of the limit of two before anything is sent', async () => {
    const { page, controls } = keydesk();
    await controls.addKeyElsewhere('grace.hopper', 'second');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(view(page).getByText('2 of 2 used')).toBeVisible();
    await expect(view(page).getByText('Oracle allows two customer secret keys a user.')).toBeVisible();
    await expect(generateButton(page)).toHaveAttribute('aria-disabled', 'true');
    await generateButton(page).click({ force: true });
    await expect(generateDialog(page)).toBeHidden();
    expect(await creations()).toEqual([]);
  });

  test('notices a second key that was made elsewhere, and sends nothing', async () => {
    const { page, controls } = keydesk();
    await generateButton(page).click();
    await nameField(page).fill('third');
    await controls.addKeyElsewhere('grace.hopper', 'second');
    await send(page);
    await expect(generateDialog(page).getByRole('alert')).toContainText('backup-nas and second');
    await expect(generateDialog(page).getByRole('alert')).toContainText('Delete a key that is no longer used');
    expect(await creations()).toEqual([]);
    await generateDialog(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(keyRow(page, 'second')).toBeVisible();
  });
});

test('makes one’s own key through the path that is for oneself', async () => {
  const { page } = keydesk();
  await generateKey(page, 'my-laptop');
  await expect(generateDialog(page)).toContainText('my-laptop for Ada Byron, yourself');
  await expect(generateDialog(page)).toContainText('ada.byron · Default domain');
  expect(await creations()).toEqual(['/MyCustomerSecretKeys']);
  await storeAndClose(page);
  await expect(keyRow(page, 'my-laptop')).toBeVisible();
});

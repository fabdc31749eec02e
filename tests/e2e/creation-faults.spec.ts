import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  copySecret,
  generateButton,
  generateDialog,
  nameField,
  revealSecret,
  secretRow,
  send,
  storeAndClose,
} from '../support/views/secret-dialog.ts';
import { failureIn, keyRow, openUser, openUsers, searchField, userRow, view } from '../support/views/views.ts';

const keydesk = shareKeydesk();

const stateOfGrace = () => keydesk().controls.state('grace.hopper');
async function creations(): Promise<number> {
  return (await stateOfGrace()).latest.filter(({ method }) => method === 'POST').length;
}
async function askFor(name: string): Promise<void> {
  const { page } = keydesk();
  await generateButton(page).click();
  await nameField(page).fill(name);
  await send(page);
}
const told = () => failureIn(generateDialog(keydesk().page));
const wayOut = (name: string) => generateDialog(keydesk().page).getByRole('button', { name, exact: true });
const cancel = () => generateDialog(keydesk().page).getByRole('button', { name: 'Cancel' }).click();
/** The notice about an unfinished creation, which every view shows. */
const unfinished = (name: string) =>
  view(keydesk().page)
    .getByRole('status')
    .filter({ hasText: `The key ${name} for Grace Hopper was made` });

test.beforeEach(() => openUser(keydesk().page, 'grace.hopper'));

test('says in the service’s own words why it refused, and has sent one request', async () => {
  const { controls } = keydesk();
  await controls.setFault({ kind: 'status', status: 400, method: 'POST', message: 'Only on Tuesdays.', times: null });
  await askFor('refused');
  await expect(told()).toContainText('Oracle refused: Only on Tuesdays.');
  await expect(told()).toContainText('No key was made');
  expect(await creations()).toBe(1);
  await cancel();
});

test('does not repeat a creation by itself when it is asked too often: the button counts down, and can be pressed then', async () => {
  const { controls, page } = keydesk();
  await controls.setFault({ kind: 'status', status: 429, method: 'POST', retryAfterSeconds: 90 });
  await askFor('patience');
  await expect(told()).toContainText('Oracle is being asked too often.');
  const button = generateDialog(page).getByRole('button', { name: /^Generate secret key/ });
  await expect(button).toHaveText(/^Generate secret key \(\d\d s\)$/);
  await expect(button).toBeDisabled();
  await nameField(page).press('Enter');
  await lookAt(page, 'creation-waits');
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 90_000;
  });
  await expect(button).toBeEnabled();
  expect(await creations()).toBe(1);
  await send(page);
  await expect(copySecret(page)).toBeVisible();
  expect(await creations()).toBe(2);
  await storeAndClose(page);
});

test('finds out that a request that got lost has made no key', async () => {
  const { controls } = keydesk();
  await controls.setFault({ kind: 'drop-before', method: 'POST' });
  await askFor('not-there');
  await expect(generateDialog(keydesk().page)).toContainText('Waiting for Oracle…');
  await expect(told()).toContainText('The key was not made.');
  await expect(told()).toContainText('Keydesk has looked: there is no new key.');
  expect(await creations()).toBe(1);
  await cancel();
});

test('finds the key whose answer got lost, and generates it again in its place', async () => {
  const { controls, page } = keydesk();
  await controls.setFault({ kind: 'drop-after', method: 'POST' });
  await askFor('lost-on-the-way');
  await expect(told()).toContainText('The key lost-on-the-way was made (access key');
  await expect(told()).toContainText('but its secret key did not arrive');
  expect(await creations()).toBe(1);
  const lost = (await stateOfGrace()).keys.find(({ name }) => name === 'lost-on-the-way');
  // A button offers the next step. The button that would make a second key is hidden.
  await expect(generateDialog(page).getByRole('button', { name: 'Generate secret key' })).toBeHidden();
  await lookAt(page, 'generate-lost');
  await wayOut('Delete lost-on-the-way and generate again').click();
  await expect(copySecret(page)).toBeVisible();
  const { keys } = await stateOfGrace();
  expect(keys.map(({ name }) => name)).toEqual(['backup-nas', 'lost-on-the-way']);
  expect(keys.map(({ id }) => id)).not.toContain(lost?.id);
  await revealSecret(page).click();
  await expect(secretRow(page).getByRole('code')).toHaveText(keys[1]?.secretKey ?? '');
  await storeAndClose(page);
  await expect(unfinished('lost-on-the-way')).toBeHidden();
});

test('deletes the key without a secret, and generates none, when that is wanted', async () => {
  const { controls, page } = keydesk();
  await controls.setFault({ kind: 'missing-secret', method: 'POST' });
  await askFor('not-wanted');
  await wayOut('Delete it').click();
  await expect(generateDialog(page)).toBeHidden();
  await expect(unfinished('not-wanted')).toBeHidden();
  expect((await stateOfGrace()).keys.map(({ name }) => name)).toEqual(['backup-nas']);
  expect(await creations()).toBe(1);
});

test('says that a key came without its secret, and leaves it when that is wanted', async () => {
  const { controls, page } = keydesk();
  await controls.setFault({ kind: 'missing-secret', method: 'POST' });
  await askFor('half-a-key');
  await expect(told()).toContainText('The key half-a-key was made (access key');
  await expect(told()).toContainText('Nobody can show the secret key again.');
  expect(await creations()).toBe(1);
  await wayOut('Leave it').click();
  await expect(generateDialog(page)).toBeHidden();
  await expect(unfinished('half-a-key')).toBeHidden();
  await expect(keyRow(page, 'half-a-key')).toBeVisible();
});

test('looks again where nothing proves whose the new key is, and offers neither to delete it nor to make a second', async () => {
  const { controls, page } = keydesk();
  await controls.setSwitches({ domains: false });
  await page.reload();
  await openUsers(page);
  await searchField(page).fill('grace.hopper');
  await userRow(page, 'grace.hopper').click();
  await expect(view(page).getByText('1 of 2 used')).toBeVisible();
  await controls.setFault({ kind: 'drop-after', method: 'POST' });
  await askFor('perhaps');
  await expect(told()).toContainText('Oracle’s answer to generating perhaps did not arrive.');
  await expect(told()).toContainText('The key may have been made');
  expect(await creations()).toBe(1);
  await expect(wayOut('Leave it')).toBeVisible();
  await expect(generateDialog(page).getByRole('button', { name: /^(Delete|Generate)/ })).toHaveCount(0);
  await lookAt(page, 'generate-unclear');
  // A colleague deletes the key in the Console.
  await controls.deleteKeyElsewhere('grace.hopper', 'perhaps');
  await wayOut('Look again').click();
  await expect(generateDialog(page)).toContainText('The key was not made: there is no new key.');
  await wayOut('Try again').click();
  await send(page);
  await expect(generateDialog(page)).toContainText('perhaps for Grace Hopper');
  expect(await creations()).toBe(2);
  await storeAndClose(page);
});

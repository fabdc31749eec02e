import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { openPrivateSession } from '../../scripts/session/private-session.mjs';
import { startBrowserSignIn } from '../support/app/browser-session.ts';
import { type Environment, plainEnvironment, withoutConfigFile } from '../support/app/environment.ts';
import type { RunningKeydesk } from '../support/app/keydesk-test.ts';
import { test } from '../support/app/keydesk-test.ts';
import { launchApp, type RunningApp } from '../support/app/launch-app.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { holdSignInPort } from '../support/app/sign-in-port.ts';
import { watchForPlaintext } from '../support/attacks/plaintext-watch.ts';
import { readKeychainContent } from '../support/desktop/keychain-content.ts';
import { openedDrafts, withMailProgram } from '../support/desktop/mail-program.ts';
import { readMail } from '../support/desktop/read-mail.ts';
import { chooseInFileDialog, saveInFileDialog } from '../support/dialogs/file-dialog.ts';
import {
  addPublicKey,
  addressGroup,
  goBack,
  handoverRow,
  lockWithPassphrase,
  nextGroup,
  openWay,
  pane,
  passphraseDialog,
  publicKeys,
  receivedDialog,
  refusedDialog,
  spelledWords,
  spellingStep,
  tellWords,
  typedCheckWords,
  typedDialog,
  typedSecret,
  typeInDialog,
  wordsAgree,
} from '../support/views/handover-dialog.ts';
import { hear } from '../support/views/hear-spelling.ts';
import { lookAt } from '../support/views/look-at.ts';
import { keyOfGrace, openKeyOfGrace } from '../support/views/open-key.ts';
import { expectSecret, handoverAddress } from '../support/views/received-key.ts';
import { closeButton, generateDialog, storeAndClose } from '../support/views/secret-dialog.ts';
import { dialogOf, keptRow, removeKept } from '../support/views/usage-views.ts';
import { failureIn, keyRow, openSettings, welcomeHeading } from '../support/views/views.ts';

// Two running Keydesks: the administrator and the recipient each have their own desktop, keychain, clipboard and profile folder.
test.skip(process.platform !== 'linux', 'a second desktop with a keychain of its own can be had on Linux only');

const withOwnTemp = (env: Environment, home: string) => {
  mkdirSync(join(home, 'tmp'));
  return withMailProgram({ ...env, TMPDIR: join(home, 'tmp') }, home);
};

const administrator = shareKeydesk({ own: withOwnTemp });
let recipient: RunningApp & { readonly home: string; readonly env: Environment };
let closeRecipient = async () => {};

test.beforeAll(async () => {
  const session = await openPrivateSession();
  const home = await mkdtemp(join(tmpdir(), 'recipient-'));
  const env = withoutConfigFile(withOwnTemp({ ...plainEnvironment(session.env), HOME: home }, home));
  const running = await launchApp({ env, userDataDir: join(home, 'profile') });
  recipient = { ...running, home, env };
  closeRecipient = async () => {
    await running.close();
    await session.close();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  };
  await expect(welcomeHeading(recipient.page)).toBeVisible();
});
test.afterAll(() => closeRecipient());

test.beforeEach(() => openKeyOfGrace(administrator()));

const keyAtOracle = () => keyOfGrace(administrator());

/** Searches both clipboards and both home folders, which contain the profile and temporary folders, for secrets in clear. */
let stopWatching: () => Promise<string[]> = async () => [];
async function watchBoth({ home, env }: Pick<RunningKeydesk, 'home' | 'env'>, passphrases: readonly string[] = []) {
  const { secretKey } = await keyAtOracle();
  const texts = [secretKey, ...passphrases];
  stopWatching = await watchForPlaintext({
    texts,
    folders: [home, recipient.home],
    desktops: [env, recipient.env],
  });
}
test.afterEach(async () => void (await stopWatching()));

const isInKeychain = async (secretKey: string) => (await readKeychainContent(recipient.env)).includes(secretKey);

async function closeAsHandedOver(history: RegExp): Promise<void> {
  const { page } = administrator();
  await expect(handoverRow(page)).toBeVisible();
  await closeButton(page).click();
  await expect(generateDialog(page)).toBeHidden();
  await expect(keyRow(page, 'ci-deploy').getByRole('button', { name: history })).toBeVisible();
}

test('an encrypted file opens for the one whose key it was locked with, and for nobody else', async () => {
  const { app, page, home } = administrator();
  const address = await handoverAddress(recipient.page);
  const expected = await keyAtOracle();
  await watchBoth(administrator());

  const file = join(home, 'for-grace.age');
  await saveInFileDialog(app, file);
  const place = await openWay(page, 'Encrypted file');
  await addPublicKey(place, address.publicKey);
  // Both see the same words of the fingerprint, and can compare them over the telephone.
  await expect(publicKeys(place)).toHaveAccessibleName(new RegExp(address.fingerprint));
  await place.getByRole('button', { name: 'Save…' }).click();
  await expect(place.getByRole('status')).toContainText(`Saved as ${file}`);
  await goBack(page);
  await closeAsHandedOver(/^Handed over as a file for Grace Hopper/);

  // Opens the file by the command line, as a double click does.
  const delivered = join(recipient.home, 'delivered.age');
  copyFileSync(file, delivered);
  expect(await recipient.startAgain([delivered])).toBe(0);
  const received = receivedDialog(recipient.page);
  await expect(received).toContainText('Ada Byron');
  await expect(received).toContainText('ci-deploy');
  expect(await stopWatching()).toEqual([]);
  await expectSecret(received, expected);
  // The key can be opened again from its file, so Close does not ask.
  await received.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(received).toBeHidden();
  expect(await isInKeychain(expected.secretKey)).toBe(false);

  // The private key of another user does not open it.
  await openSettings(page);
  await addressGroup(page).getByRole('button', { name: 'Make a handover address' }).click();
  await expect(addressGroup(page).getByRole('img')).toBeVisible();
  expect(await administrator().startAgain([file])).toBe(0);
  await expect(refusedDialog(page)).toContainText('is encrypted for another public key than your handover address');
  await expect(refusedDialog(page)).not.toContainText(expected.secretKey);
  await refusedDialog(page).getByRole('button', { name: 'Close' }).click();
});

test('what was received can be kept and taken off again, though nobody has signed in', async () => {
  const { page } = recipient;
  await page.getByRole('button', { name: 'Type in a secret key…' }).click();
  await typeInDialog(page).getByRole('textbox', { name: 'Name (optional)' }).fill('from-ada');
  const { accessKey, secretKey } = await keyAtOracle();
  await typeInDialog(page).getByRole('textbox', { name: 'Access key' }).fill(accessKey);
  await typedSecret(page).fill(secretKey);
  await typeInDialog(page).getByRole('button', { name: 'Open' }).click();
  await typedDialog(page)
    .getByRole('button', { name: /^Use it/ })
    .click();
  await typedDialog(page).getByRole('button', { name: 'Keep on this computer' }).click();
  await dialogOf(page, 'Keep on this computer').getByRole('button', { name: 'Keep it here' }).click();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await typedDialog(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(typedDialog(page)).toBeHidden();
  expect(await isInKeychain(secretKey)).toBe(true);

  await page.getByRole('button', { name: 'Keys on this computer' }).click();
  await expect(keptRow(page, 'from-ada')).toContainText(accessKey.slice(0, 6));
  await lookAt(page, 'this-computer-signed-out');
  await removeKept(page, 'from-ada');
  await page.getByRole('button', { name: 'Sign in to Oracle Cloud' }).click();
  await expect(welcomeHeading(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keys on this computer' })).toBeHidden();
  expect(await isInKeychain(secretKey)).toBe(false);
  await storeAndClose(administrator().page);
});

test('who signs in with the browser second is told that the first Keydesk holds the port', async () => {
  const { page, process: first } = administrator();
  await storeAndClose(page);
  const release = await holdSignInPort();
  await startBrowserSignIn(page);
  const waiting = page.getByRole('dialog', { name: 'Continue in your browser' });
  const other = recipient.page;
  const browserButton = other.getByRole('button', { name: 'Sign in with your browser' });
  await browserButton.click();
  await other.getByRole('combobox', { name: 'Region' }).fill('eu-frankfurt-1');
  await browserButton.click();
  await expect(failureIn(other)).toContainText(`(process ${first.pid})`);
  await lookAt(other, 'sign-in-port-of-keydesk');
  await other.getByRole('button', { name: 'Back' }).click();
  await expect(welcomeHeading(other)).toBeVisible();
  await waiting.getByRole('button', { name: 'Cancel' }).click();
  await expect(waiting).toBeHidden();
  await release();
});

test('a draft carries the file, and the passphrase comes by another way', async () => {
  const { page, home } = administrator();
  const expected = await keyAtOracle();
  const place = await openWay(page, 'E-mail draft');
  const words = (await lockWithPassphrase(place)).map((word) => word.replace(/\W|\d/g, ''));
  await watchBoth(administrator(), [words.join('-'), words.join(' ')]);
  await place.getByRole('button', { name: /^Open draft/ }).click();
  await expect(place.getByRole('status')).toContainText('grace.hopper@acme.example');
  await expect.poll(() => openedDrafts(home)).toHaveLength(1);
  const draft = openedDrafts(home).at(-1) ?? '';
  const delivered = join(recipient.home, 'by-mail.age');
  const [attachment] = readMail(readFileSync(draft)).attachments;
  writeFileSync(delivered, attachment?.content ?? '');
  await tellWords(place);
  await goBack(page);
  await closeAsHandedOver(/^E-mail draft for grace\.hopper@acme\.example/);

  await chooseInFileDialog(recipient.app, delivered);
  await recipient.page.getByRole('button', { name: 'Open a file…' }).click();
  const dialog = passphraseDialog(recipient.page);
  const field = dialog.getByRole('textbox', { name: 'Passphrase' });
  await field.fill('not the passphrase at all');
  await dialog.getByRole('button', { name: 'Open' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await field.fill(words.join('-'));
  await dialog.getByRole('button', { name: 'Open' }).click();
  const received = receivedDialog(recipient.page);
  await expect(received).toBeVisible();
  expect(await stopWatching()).toEqual([]);
  await expectSecret(received, expected);
  await received.getByRole('button', { name: 'Close', exact: true }).click();
});

test('a file with a passphrase, a draft for a public key and one that is saved leave nothing in clear either', async () => {
  const { app, page, home } = administrator();
  const address = await handoverAddress(recipient.page);
  const file = join(home, 'by-words.age');
  await saveInFileDialog(app, file);
  const filePane = await openWay(page, 'Encrypted file');
  const words = (await lockWithPassphrase(filePane)).map((word) => word.replace(/\W|\d/g, ''));
  await watchBoth(administrator(), [words.join('-'), words.join(' ')]);
  await filePane.getByRole('button', { name: 'Save…' }).click();
  await expect(filePane.getByRole('status')).toContainText(`Saved as ${file}`);
  await goBack(page);

  const before = openedDrafts(home).length;
  let mail = await openWay(page, 'E-mail draft');
  if ((await publicKeys(mail).count()) === 0) await addPublicKey(mail, address.publicKey);
  await mail.getByRole('button', { name: 'Open draft' }).click();
  await expect(mail.getByRole('status')).toContainText('is open in your mail program');
  await expect.poll(() => openedDrafts(home).length).toBe(before + 1);
  await goBack(page);
  const saved = join(home, 'saved.eml');
  await saveInFileDialog(app, saved);
  mail = await openWay(page, 'E-mail draft');
  await mail.getByRole('button', { name: 'Save draft…' }).click();
  await expect(mail.getByRole('status')).toContainText(`Saved as ${saved}`);
  await goBack(page);
  expect(await stopWatching()).toEqual([]);
  await closeAsHandedOver(/^E-mail draft for grace\.hopper@acme\.example/);
  for (const draft of [openedDrafts(home).at(-1) ?? '', saved]) {
    expect(readMail(readFileSync(draft)).attachments[0]?.content.toString('latin1')).toMatch(/^age-encryption\.org/);
  }
});

test('a secret that is spelled and typed along is the same, and both see the same check words', async () => {
  const { page } = administrator();
  const expected = await keyAtOracle();
  await watchBoth(administrator());
  const other = recipient.page;
  await other.getByRole('button', { name: 'Type in a secret key…' }).click();
  await typeInDialog(other).getByRole('textbox', { name: 'Access key' }).fill(expected.accessKey);

  await openWay(page, 'Spell aloud');
  await expect(spellingStep(page)).toContainText('Group 1 of 11');
  let heard = '';
  for (let group = 1; group <= 11; group += 1) {
    await expect(spellingStep(page)).toContainText(`Group ${group} of 11`);
    // The recipient hears the word, not the character above it.
    await expect(spelledWords(page)).toHaveCount(4);
    const read = await spelledWords(page).evaluateAll((items) =>
      items.map((item) => item.querySelector('.spelled-word')?.textContent ?? ''),
    );
    heard += hear(read.join(', ')) ?? '?';
    await typedSecret(other).fill(heard.replace(/(.{4})(?=.)/g, '$1 '));
    await nextGroup(page).click();
  }
  expect(heard).toBe(expected.secretKey);
  const words = await pane(page, 'Spell aloud')
    .getByText(/^[a-z]+ [a-z]+$/)
    .innerText();
  await expect(typedCheckWords(other)).toHaveText(words);
  // One wrong character changes the check words.
  await typedSecret(other).fill(`${heard.slice(0, 9)}${heard[9] === 'x' ? 'y' : 'x'}${heard.slice(10)}`);
  await expect(typedCheckWords(other)).not.toHaveText(words);
  await typedSecret(other).fill(heard);
  await expect(typedCheckWords(other)).toHaveText(words);

  await typeInDialog(other).getByRole('button', { name: 'Open' }).click();
  await expect(typedDialog(other)).toBeVisible();
  await wordsAgree(page).click();
  await expect(handoverRow(page)).toContainText('Read aloud');
  expect(await stopWatching()).toEqual([]);
  await closeAsHandedOver(/^Read aloud/);
  await expectSecret(typedDialog(other), expected);
  await typedDialog(other).getByRole('checkbox', { name: 'I have stored this secret key' }).check();
  await typedDialog(other).getByRole('button', { name: 'Close', exact: true }).click();
});

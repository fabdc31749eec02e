import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { holdSignInPort } from '../support/app/sign-in-port.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { comeBack, isPortFree } from '../support/simulator/browser-back.ts';
import { pressAtLogin } from '../support/simulator/login-page.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  closeQuestion,
  copySecret,
  generateButton,
  generateDialog,
  nameField,
  storeAndClose,
} from '../support/views/secret-dialog.ts';
import { pressWithKeyboard } from '../support/views/tab-to.ts';
import {
  accountButton,
  countWords,
  failureIn,
  heading,
  keyRow,
  pressEscapeIn,
  signOut,
  view,
  welcomeHeading,
} from '../support/views/views.ts';

// No browser is opened, since KEYDESK_BROWSER is "none". The tests send over HTTP what a browser would send.
const keydesk = shareKeydesk({ profile: null });

let release = async () => {};
test.beforeEach(async () => {
  release = await holdSignInPort();
});
test.afterEach(async () => {
  await keydesk().page.evaluate(() => Reflect.get(window, 'keydesk').BrowserSignIn.CancelBrowserSignIn());
  await release();
});

const browserButton = () => keydesk().page.getByRole('button', { name: 'Sign in with your browser' });
const again = () => keydesk().page.getByRole('button', { name: 'Sign in again' });

/** Begins a sign-in on the welcome screen, up to the wait for the browser. Copies the address, and gives it from the clipboard. */
async function beginSignIn(): Promise<string> {
  const { page } = keydesk();
  await browserButton().click();
  // The button does nothing before the regions have been read.
  await expect(page.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-frankfurt-1');
  await browserButton().click();
  await expect(heading(page, 'Continue in your browser')).toBeVisible();
  return copiedAddress();
}

async function copiedAddress(
  press = () => keydesk().page.getByRole('button', { name: 'Copy the address' }).click(),
): Promise<string> {
  const { app, env } = keydesk();
  // Otherwise the address of the last sign-in could be taken for the new one.
  await app.evaluate(({ clipboard }) => clipboard.clear());
  await press();
  let address = '';
  await expect
    .poll(async () => {
      address = (await readOutsideClipboard(env)) ?? '';
      return address;
    })
    .toContain('/v1/oauth2/authorize?');
  return address;
}

/** Presses a button on the login page, and returns to Keydesk as the browser does. */
async function answerInBrowser(address: string, button: string): Promise<void> {
  await comeBack((await pressAtLogin(address, button)).location);
}

async function signInAsAda(): Promise<void> {
  await answerInBrowser(await beginSignIn(), 'Sign in as Ada Byron');
  await expect(heading(keydesk().page, 'My profile')).toBeVisible();
}

test('signs in with the browser from a computer that knows the region, and says until when', async () => {
  const { page, simulator } = keydesk();
  await browserButton().click();
  const region = page.getByRole('combobox', { name: 'Region' });
  await expect(region).toHaveValue('eu-frankfurt-1');
  await expect(page.getByRole('option', { selected: true })).toContainText(simulator.url);
  await lookAt(page, 'sign-in-region');
  expect(await countWords(page)).toBeLessThanOrEqual(60);
  // A region is found by a part of its name. A region that Keydesk does not know can be typed too.
  await region.fill('gov ashb');
  await expect(page.getByRole('option')).toHaveText(['us-gov-ashburn-1 oraclegovcloud.com']);
  await region.fill('');
  await browserButton().click();
  await expect(page.getByText('Choose the region of your tenancy.')).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();

  const address = await beginSignIn();
  await expect(page.getByText(/\d+ min \d+ s left/)).toBeVisible();
  await lookAt(page, 'sign-in-waiting');
  expect(await countWords(page)).toBeLessThanOrEqual(60);
  await answerInBrowser(address, 'Sign in as Ada Byron');
  await expect(heading(page, 'My profile')).toBeVisible();
  await accountButton(page).click();
  const menu = page.getByRole('dialog', { name: 'Accounts' });
  await expect(menu).toContainText('Signed in with your browser');
  await expect(menu).toContainText(/Until \d\d:\d\d\..*Prolonged while it is used, until .+ at the latest\./);
  await lookAt(page, 'account-session');
  await page.keyboard.press('Escape');
  await signOut(page);
  await expect(welcomeHeading(page)).toBeVisible();
});

test('says which program holds the port that the browser comes back to, and goes on when it is free', async () => {
  const { page } = keydesk();
  const holder = createServer().listen(8181, '127.0.0.1');
  await once(holder, 'listening');
  await browserButton().click();
  await expect(page.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-frankfurt-1');
  await browserButton().click();
  await expect(failureIn(page)).toContainText('8181');
  holder.close();
  await once(holder, 'close');
  await browserButton().click();
  await expect(heading(page, 'Continue in your browser')).toBeVisible();
});

test('goes back when the wait is cancelled, by keyboard alone, and leaves nobody listening', async () => {
  const { page } = keydesk();
  await pressWithKeyboard(page, browserButton());
  await expect(page.getByRole('combobox', { name: 'Region' })).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Region' })).toHaveValue('eu-frankfurt-1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copy the address' })).toBeFocused();
  await pressWithKeyboard(page, page.getByRole('button', { name: 'Cancel' }));
  await expect(heading(page, 'Where is your tenancy?')).toBeVisible();
  await expect.poll(isPortFree).toBe(true);
});

test('says that the sign-in was denied in the browser, and why another try is refused', async () => {
  const { page } = keydesk();
  await answerInBrowser(await beginSignIn(), 'Deny');
  await expect(heading(page, 'Not signed in')).toBeVisible();
  await expect(failureIn(page)).toContainText('denied');
  await lookAt(page, 'sign-in-denied');
  // Another program has taken the port in the meantime: the form says so.
  const holder = createServer().listen(8181, '127.0.0.1');
  await once(holder, 'listening');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(heading(page, 'Where is your tenancy?')).toBeVisible();
  await expect(failureIn(page)).toContainText('8181');
  holder.close();
  await once(holder, 'close');
  await browserButton().click();
  await expect(heading(page, 'Continue in your browser')).toBeVisible();
});

test('offers to renew a session before its end, and what was renewed lasts', async () => {
  const { page, controls } = keydesk();
  await controls.setSwitches({ tokenLife: 300 });
  await signInAsAda();
  const notice = view(page).getByRole('status').filter({ hasText: 'Your session ends in' });
  await expect(notice).toBeVisible();
  await lookAt(page, 'session-ending');
  await controls.setSwitches({ tokenLife: 3600 });
  await notice.getByRole('button', { name: 'Renew' }).click();
  await expect(notice).toBeHidden();
  await signOut(page);
});

test('signs in again in front of an open dialog, which stays with what was typed or with its secret, and sends nothing by itself', async () => {
  const { page, controls, env } = keydesk();
  await signInAsAda();
  await generateButton(page).click();
  await nameField(page).fill('ci-deploy');
  await controls.endSessions('ada.byron');
  await page.keyboard.press('Enter');
  await expect(failureIn(generateDialog(page))).toContainText('session');
  await lookAt(page, 'session-over-in-dialog');
  await again().click();
  const waiting = page.getByRole('dialog', { name: 'Continue in your browser' });
  await expect(waiting).toBeVisible();
  await lookAt(page, 'sign-in-again');
  await answerInBrowser(await copiedAddress(), 'Sign in as Ada Byron');
  await expect(failureIn(generateDialog(page))).toBeHidden();
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(nameField(page)).toHaveValue('ci-deploy');
  expect((await controls.state('ada.byron')).keys.map(({ name }) => name)).not.toContain('ci-deploy');
  await nameField(page).press('Enter');
  await expect
    .poll(async () => (await controls.state('ada.byron')).keys.map(({ name }) => name))
    .toContain('ci-deploy');
  await expect(copySecret(page)).toBeVisible();

  // The user signs in again by keyboard alone, in front of a secret that is shown once. The secret stays, and can be copied afterwards.
  await controls.endSessions('ada.byron');
  await pressEscapeIn(generateDialog(page));
  const question = closeQuestion(page);
  await expect(question.getByRole('button', { name: 'Go back' })).toBeFocused();
  await pressWithKeyboard(page, question.getByRole('button', { name: 'Close and delete the key' }));
  await expect(failureIn(question)).toContainText('session');
  await pressWithKeyboard(page, again());
  await expect(page.getByRole('button', { name: 'Copy the address' })).toBeFocused();
  await answerInBrowser(await copiedAddress(() => page.keyboard.press('Enter')), 'Sign in as Ada Byron');
  await expect(waiting).toBeHidden();
  await expect(failureIn(question)).toBeHidden();
  await pressWithKeyboard(page, question.getByRole('button', { name: 'Go back' }));
  await expect(question).toBeHidden();
  await pressWithKeyboard(page, copySecret(page));
  await expect(generateDialog(page)).toContainText('Copied.');
  const created = (await controls.state('ada.byron')).keys.find(({ name }) => name === 'ci-deploy');
  await expect.poll(() => readOutsideClipboard(env)).toBe(created?.secretKey);
  await storeAndClose(page);
  await expect(keyRow(page, 'ci-deploy')).toBeVisible();
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { lookAt } from '../support/views/look-at.ts';
import {
  generateButton,
  generateDialog,
  generateKey,
  nameField,
  send,
  storeAndClose,
} from '../support/views/secret-dialog.ts';
import { keysTable, openSettings, openUser, view, welcomeHeading } from '../support/views/views.ts';

// What the page shows of a company's policy, and what it no longer offers. That main refuses a forbidden call too is tested in
// `unit/policy` and beside the use cases.

const folder = mkdtempSync(join(tmpdir(), 'policy-'));
const policyFile = join(folder, 'policy.json');
const keydesk = shareKeydesk({ own: (env) => ({ ...env, KEYDESK_POLICY_FILE: policyFile }) });

/** Writes the policy file as an administrator does, and waits until the running Keydesk has taken it. */
async function prescribe(page: Page, content: object | string): Promise<void> {
  writeFileSync(policyFile, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o644 });
  const expected = typeof content === 'string' ? 'trouble' : Object.keys(content).sort().join();
  const held = () =>
    page.evaluate(async () => {
      const { policies, trouble } = await Reflect.get(window, 'keydesk').Policy.policyStore.getState();
      if (trouble !== null) return 'trouble';
      const prescribed = policies.filter(({ enforced }: { enforced: boolean }) => enforced);
      return prescribed
        .map(({ name }: { name: string }) => name)
        .sort()
        .join();
    });
  await expect.poll(held).toBe(expected);
}
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const group = (page: Page, name: string) => view(page).getByRole('region', { name });
const note = (text: string) => `Prescribed by your company: ${text}`;

test('the settings say what is prescribed, from where, and do not let it be changed', async () => {
  const { page } = keydesk();
  await prescribe(page, {});
  await openSettings(page);
  await expect(group(page, 'Company policy')).toContainText('Your company prescribes nothing.');
  await expect(page.getByRole('radio', { name: '60 s' })).toBeEnabled();

  await prescribe(page, {
    clipboardSeconds: 10,
    lockMinutes: 5,
    overdueDays: 45,
    handOver: ['print'],
    regions: ['eu-frankfurt-1'],
  });
  const clipboard = group(page, 'Clipboard');
  await expect(clipboard.getByRole('radio', { name: '10 s' })).toBeChecked();
  await expect(clipboard.getByRole('radio', { name: '60 s' })).toBeDisabled();
  await expect(clipboard).toContainText(note('A copied secret leaves the clipboard after 10 seconds.'));
  await expect(group(page, 'Lock').getByRole('radio', { name: 'Never' })).toBeDisabled();
  await expect(page.getByRole('textbox', { name: 'Days until a key is overdue' })).toBeDisabled();
  await expect(page.getByRole('textbox', { name: 'Days until a key is overdue' })).toHaveValue('45');
  const policy = group(page, 'Company policy');
  await expect(policy.getByRole('term')).toHaveCount(5);
  await expect(policy).toContainText('A secret key can be handed over on a printed sheet.');
  await expect(policy.getByText(`From ${policyFile}`)).toHaveCount(5);
  await policy.getByRole('button', { name: 'Not prescribed (9)' }).click();
  await expect(policy.getByRole('term')).toHaveCount(14);
  await policy.scrollIntoViewIfNeeded();
  await lookAt(page, 'policy-settings');
});

test('a new key: the form of its name and its longest lifetime stand beside the fields', async () => {
  const { page } = keydesk();
  await prescribe(page, { maxLifetimeDays: 60, namePattern: 'svc-*' });
  await generateButton(page).click();
  const dialog = generateDialog(page);
  await expect(dialog).toContainText(note('The name of a key has the form svc-*.'));
  await expect(dialog).toContainText(note('A new key expires within 60 days.'));
  await expect(dialog.getByRole('button', { name: /In 60 days/ })).toBeVisible();
  await lookAt(page, 'policy-generate');
  await dialog.getByRole('button', { name: /In 60 days/ }).click();
  await expect(page.getByRole('option')).toHaveText(['In 30 days', 'In 60 days', 'On a day…']);
  await page.getByRole('option', { name: 'On a day…' }).click();
  await dialog.getByLabel('Day', { exact: true }).fill('2031-01-01');
  await expect(dialog).toContainText('Your company prescribes 60 days at the most.');
  await nameField(page).fill('svc-backup');
  await send(page);
  await expect(dialog).toBeVisible();
  const { requests } = await keydesk().controls.asked();
  expect(requests.filter(({ method }) => method === 'POST')).toEqual([]);
  await page.keyboard.press('Escape');
});

test('a secret key: ways that are forbidden are not offered', async () => {
  const { page } = keydesk();
  await prescribe(page, {
    handOver: ['file-recipient', 'print'],
    saveOnThisComputer: false,
    writeSecretsToFiles: false,
  });
  await openUser(page, 'murasaki');
  await generateKey(page, 'svc-backup');
  const dialog = generateDialog(page);
  const handover = dialog.getByRole('group', { name: /^Hand it over/ });
  await expect(handover.getByRole('button')).toHaveText(['Encrypted file', 'Print']);
  await expect(handover).toContainText(note('A secret key can be handed over in a file for the public key'));
  await dialog.getByRole('button', { name: 'Use it' }).click();
  const uses = dialog.getByRole('group', { name: 'Use it' });
  await expect(uses.getByRole('button')).toHaveText(['Test', 'Profiles for tools']);
  await expect(dialog).toContainText(note('No key is kept on this computer'));
  await lookAt(page, 'policy-secret');

  await handover.getByRole('button', { name: 'Encrypted file' }).click();
  await expect(page.getByRole('radiogroup', { name: 'Encrypted with' })).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Passphrase' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Back' }).click();
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await uses.getByRole('button', { name: 'Profiles for tools' }).click();
  await expect(page.getByText(note('No secret key is written into the files of tools.'))).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy profile' })).toBeEnabled();
  await expect(page.getByRole('button', { name: /^(Write to|Save as)/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Back' }).click();
  await storeAndClose(page);
});

test('the welcome page: ways to sign in that are not allowed are not offered, and it says why', async () => {
  const { page } = keydesk();
  await prescribe(page, { signInMethods: ['computer-key', 'file-key'], sampleTenancy: false });
  await page.evaluate(() => {
    window.location.hash = '#/add-account';
  });
  await expect(welcomeHeading(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Set up this computer' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in as ADMIN' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in with your browser' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Explore the sample tenancy' })).toHaveCount(0);
  await expect(page.getByText(note('You can sign in with an API key'))).toBeVisible();
  await expect(page.getByText(note('The sample tenancy cannot be opened.'))).toBeVisible();
  await lookAt(page, 'policy-welcome');

  await prescribe(page, { signInMethods: ['browser-session'] });
  await expect(page.getByRole('button', { name: 'Sign in with your browser' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Profiles' })).toHaveCount(0);
});

test('a policy that cannot be used is told before everything else, and no key is made', async () => {
  const { app, page } = keydesk();
  await prescribe(page, '{ "clipboardSeconds": ');
  // In the previous test the account was not allowed, so its keys were not read. Now they are read without a press.
  const trouble = view(page).getByRole('alert').filter({ hasText: 'The policy of your company cannot be used' });
  await expect(trouble).toContainText('Ask your administrator');
  await expect(trouble).toContainText(policyFile);
  await expect(keysTable(page)).toBeVisible();
  await generateButton(page).click();
  await expect(generateDialog(page)).toContainText('No key can be made here.');
  await expect(nameField(page)).toHaveCount(0);
  await generateDialog(page).getByRole('button', { name: 'Close' }).click();
  await openSettings(page);
  await lookAt(page, 'policy-trouble');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(720, 520));
  await lookAt(page, 'policy-trouble-small');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

import { expect } from '@playwright/test';
import { keydeskWords, startCommand, withoutDisplay } from '../support/app/command-line.ts';
import { test } from '../support/app/keydesk-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { readOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { keyOfGrace, openKeyOfGrace } from '../support/views/open-key.ts';
import { closeButton, generateDialog } from '../support/views/secret-dialog.ts';
import {
  backToSecret,
  chooseRegion,
  chooseTool,
  commandLine,
  dialogOf,
  keptButton,
  keptRow,
  keptTable,
  openThisComputer,
  openUse,
  profileText,
  regionButton,
  removeKept,
  testPanel,
} from '../support/views/usage-views.ts';
import { columnsOf, lock, pressEscapeIn, view } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'the clipboard and the keychain are looked at from outside');

const keydesk = shareKeydesk();

const keyAtOracle = () => keyOfGrace(keydesk());
const outside = () => readOutsideClipboard(keydesk().env);

const newKey = () => openKeyOfGrace(keydesk());

test.describe('keeping a key on this computer', () => {
  test('is told in words, shows the key in its view, gives its secret to the clipboard, and is undone', async () => {
    const { page } = keydesk();
    await openThisComputer(page);
    await expect(view(page)).toContainText('No key is kept on this computer');
    await newKey();
    const { accessKey, secretKey } = await keyAtOracle();
    const pane = await openUse(page, 'Keep on this computer');
    await expect(pane).toContainText('Anybody who can use your unlocked session can use it too.');
    const name = pane.getByRole('textbox', { name: 'Name for the command line' });
    await expect(name).toBeFocused();
    await name.fill('no spaces please');
    await page.keyboard.press('Enter');
    await expect(name).toHaveAttribute('aria-invalid', 'true');
    await name.fill('backup');
    await expect(commandLine(pane, 'Command')).toContainText('exec backup -- COMMAND');
    await page.keyboard.press('Enter');
    await expect(pane.getByRole('status')).toContainText('as backup');
    await expect(pane.getByRole('button', { name: 'Done' })).toBeFocused();
    // Escape does nothing as long as the key is being kept.
    await expect(page.getByRole('button', { name: 'Back', exact: true })).toBeEnabled();
    await page.keyboard.press('Escape');
    await expect(generateDialog(page)).toContainText('Kept on this computer as backup');
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();

    await openThisComputer(page);
    await keptRow(page, 'backup').getByText('ci-deploy for Grace Hopper').click({ button: 'right' });
    const menu = page.getByRole('menu', { name: 'Actions for backup' });
    const items = ['Copy access key', 'Test', 'Rotate', 'Profiles for tools', 'Copy secret key', 'Remove'];
    await expect(menu.getByRole('menuitem')).toHaveText(items);
    await menu.getByRole('menuitem', { name: 'Copy access key' }).click();
    await expect.poll(outside).toBe(accessKey);
    const columns = await columnsOf(keptTable(page));
    await keptRow(page, 'backup').getByRole('button', { name: 'backup', exact: true }).click();
    await expect(commandLine(view(page), 'Endpoint')).toContainText('http');
    expect(await columnsOf(keptTable(page))).toEqual(columns);
    await expect(commandLine(view(page), 'Line for AWS')).toContainText(/^credential_process = .*credentials backup$/);
    // The copied command is `exec`, since `credentials` would show the secret on the screen of a terminal.
    await commandLine(view(page), 'Command').getByRole('button').click();
    await expect.poll(outside).toMatch(/ exec backup -- COMMAND$/);
    const line = (await outside())?.replace('COMMAND', `sh -c 'echo "$AWS_SECRET_ACCESS_KEY"'`);
    const elsewhere = startCommand(['sh', '-c', `cd / && ${line}`], withoutDisplay(keydesk().env));
    expect((await elsewhere.ended).out).toBe(`${secretKey}\n`);
    await keptButton(page, 'backup', 'Copy secret key').click();
    await expect(view(page)).toContainText('The clipboard is cleared in');
    await expect.poll(outside).toBe(secretKey);

    await keptButton(page, 'backup', 'Profiles for tools').click();
    const profiles = dialogOf(page, 'Profiles for tools');
    await chooseTool(page, profiles, 'AWS, on demand no secret on disk');
    await expect(profileText(profiles, '~/.aws/config')).toContainText('credential_process');
    await expect(profiles).not.toContainText('Holds the secret key in clear');
    await chooseTool(page, profiles, 'Plain values for a form');
    await profiles.getByRole('button', { name: 'Copy host' }).click();
    await expect.poll(outside).toMatch(/^127\.0\.0\.1:\d+$/);
    await profiles.getByRole('button', { name: 'Copy secret key' }).click();
    await expect.poll(outside).toBe(secretKey);
    await profiles.getByRole('button', { name: 'Close' }).click();

    await keptButton(page, 'backup', 'Test').click();
    const testing = dialogOf(page, 'Test');
    await testing.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(testPanel(testing)).toContainText('It works. Making sure of it');
    await testing.getByRole('button', { name: 'Stop' }).click();
    await pressEscapeIn(testing);
    await removeKept(page, 'backup');
    await expect(view(page)).toContainText('No key is kept on this computer');
    await expect(view(page).getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('keeps the region that was chosen for it, and the one that is chosen later, for the command line too', async () => {
    const { page, env, userDataDir } = keydesk();
    const inList = async () => {
      const words = [...keydeskWords(userDataDir), 'list', '--json'];
      const { out } = await startCommand(words, withoutDisplay(env)).ended;
      return JSON.parse(out).map(({ name, region }: Record<string, unknown>) => `${name} ${region}`);
    };
    await newKey();
    await chooseRegion(page, await openUse(page, 'Test'), 'us-ashburn-1');
    await backToSecret(page);
    const pane = await openUse(page, 'Keep on this computer');
    await pane.getByRole('textbox').fill('far-away');
    await page.keyboard.press('Enter');
    await expect(pane.getByRole('status')).toContainText('as far-away, to be used in us-ashburn-1');
    expect(await inList()).toEqual(['far-away us-ashburn-1']);
    await backToSecret(page);
    await closeButton(page).click();

    await openThisComputer(page);
    await keptRow(page, 'far-away').getByRole('button', { name: 'far-away', exact: true }).click();
    await expect(regionButton(view(page))).toContainText('us-ashburn-1');
    await chooseRegion(page, view(page), 'eu-frankfurt-1');
    expect(await inList()).toEqual(['far-away eu-frankfurt-1']);
    await lock(page);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await keptRow(page, 'far-away').getByRole('button', { name: 'far-away', exact: true }).click();
    await expect(regionButton(view(page))).toContainText('eu-frankfurt-1');
    await removeKept(page, 'far-away');
  });
});

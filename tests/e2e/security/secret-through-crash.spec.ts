import { expect } from '@playwright/test';
import { withConfigFile } from '../../support/app/environment.ts';
import { takeHeapSnapshot } from '../../support/app/heap-snapshot.ts';
import { test } from '../../support/app/keydesk-test.ts';
import { formsOf, readAllFiles, tracesIn } from '../../support/attacks/traces.ts';
import { readKeychainContent } from '../../support/desktop/keychain-content.ts';
import { readOutsideClipboard } from '../../support/desktop/outside-clipboard.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';
import {
  copySecret,
  generateDialog,
  generateKey,
  hideSecret,
  revealSecret,
  secretRow,
  storeAndClose,
} from '../../support/views/secret-dialog.ts';
import { keyRow, openSettings, signIn } from '../../support/views/views.ts';

// Security line 18, with crashes and locks: `secret-traffic.spec.ts` follows a secret without them.
test.skip(process.platform !== 'linux', 'the keychain is looked at from outside through secret-tool');

test('a secret that went through crash, lock and diagnostics is in the keychain while it is open, and nowhere after', async ({
  launchKeydesk,
  simulator,
  env,
  home,
}) => {
  const controls = simulatorControls(simulator.url);
  const configured = withConfigFile(env, simulator.configFile);
  const first = await launchKeydesk({ env: configured });
  await signIn(first.page, 'ADMIN');
  await generateKey(first.page, 'canary');
  const secret = (await controls.state('ada.byron')).keys.at(-1)?.secretKey ?? '';
  expect(secret).toHaveLength(44);
  const forms = formsOf(secret);
  const traces = (content: Buffer | string) => tracesIn(Buffer.from(content), forms);
  /** Everything below the home folder: profile folder, logs, dumps, cores. */
  const files = async () =>
    (await readAllFiles(home)).filter(({ content }) => tracesIn(content, forms).length > 0).map(({ path }) => path);

  await test.step('open and revealed: in the keychain, and in no file', async () => {
    await revealSecret(first.page).click();
    await expect(secretRow(first.page).getByRole('code')).toHaveText(secret);
    expect(traces(await readKeychainContent(env))).not.toEqual([]);
    expect(await files()).toEqual([]);
  });

  const second = await test.step('the program crashes with the secret on its screen, and offers it again', async () => {
    const gone = new Promise((resolve) => first.process.once('exit', resolve));
    // Not SIGKILL: this signal leaves a dump or a core, if the system makes one.
    first.process.kill('SIGSEGV');
    await gone;
    expect(await files()).toEqual([]);
    expect(traces(await readKeychainContent(env))).not.toEqual([]);
    const restarted = await launchKeydesk({ env: configured, userDataDir: first.userDataDir });
    await expect(secretRow(restarted.page)).toContainText('hidden, 44 characters');
    expect(traces(await takeHeapSnapshot(restarted.page))).toEqual([]);
    return restarted;
  });
  const { page } = second;

  await test.step('locked while it is on the screen and on the clipboard: in neither, nor in the page’s memory', async () => {
    await revealSecret(page).click();
    await copySecret(page).click();
    await expect(generateDialog(page)).toContainText('Copied. The clipboard is cleared');
    expect(await readOutsideClipboard(env)).toBe(secret);
    await page.evaluate(() => void Reflect.get(window, 'keydesk').Accounts.Lock());
    const unlock = page.getByRole('button', { name: 'Unlock' });
    await unlock.waitFor();
    expect(await readOutsideClipboard(env)).toBeNull();
    expect(traces(await takeHeapSnapshot(page))).toEqual([]);
    expect(traces(await readKeychainContent(env))).not.toEqual([]);
    await unlock.click();
    await revealSecret(page).click();
    await expect(secretRow(page).getByRole('code')).toHaveText(secret);
    await hideSecret(page).click();
  });

  await test.step('closed: not in the keychain, nor in the page’s memory, a file, a log, or the diagnostics', async () => {
    await storeAndClose(page);
    await expect(keyRow(page, 'canary')).toBeVisible();
    await openSettings(page);
    await expect.poll(async () => traces(await readKeychainContent(env))).toEqual([]);
    expect(traces(await takeHeapSnapshot(page))).toEqual([]);

    // Causes a failure, so that log and diagnostics have an entry.
    await page.evaluate(() => Reflect.get(window, 'keydesk').Secrets.RevealSecret(crypto.randomUUID()));
    await page.evaluate(() => Reflect.get(window, 'keydesk').Preferences.CopyDiagnostics());
    const diagnostics = (await readOutsideClipboard(env)) ?? '';
    expect(diagnostics).toContain('secret-gone');
    expect(traces(diagnostics)).toEqual([]);
    expect(diagnostics).not.toMatch(/ocid1\.\w+\.\w*\.[\w-]*\.\w{5,}/);
    const all = await readAllFiles(home);
    expect(all.some(({ path }) => path.endsWith('main.log'))).toBe(true);
    expect(all.some(({ path }) => path.endsWith('creations.jsonl'))).toBe(true);
    expect(await files()).toEqual([]);
    expect(traces(first.log() + second.log())).toEqual([]);
  });
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { keydeskWords, shellLine, startCommand, withoutDisplay } from '../support/app/command-line.ts';
import { withConfigFile } from '../support/app/environment.ts';
import { childrenOf, commandLinesBelow } from '../support/app/process-status.ts';
import { accessKey, place, SECRET, test } from '../support/app/saved-key-test.ts';
import { formsOf, processesWithTraces, readAllFiles, tracesIn } from '../support/attacks/traces.ts';
import { withoutKeychain } from '../support/desktop/keychain-session.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { closeButton, generateKey } from '../support/views/secret-dialog.ts';
import {
  backToSecret,
  commandLine,
  keptRow,
  openThisComputer,
  openUse,
  removeKept,
} from '../support/views/usage-views.ts';
import { keysTable, lock, signIn, view } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'a keychain of our own, and a look at all processes');

const forms = formsOf(SECRET);

const processesWith = (file: 'cmdline' | 'environ') => processesWithTraces(file, forms);

test('prints what AWS tools expect, without a display, and writes no file', async ({ computer }) => {
  expect(await computer.run('credentials', 'backup')).toEqual({
    code: 0,
    out: `{"Version":1,"AccessKeyId":"${accessKey}","SecretAccessKey":"${SECRET}"}\n`,
    err: '',
  });
  expect(await readdir(computer.folder)).toEqual(['kept.json']);
});

test('lists what is kept, tells its version and how it is used', async ({ computer }) => {
  const { out } = await computer.run('list', '--json');
  expect(JSON.parse(out)).toMatchObject([{ name: 'backup', keyName: 'ci-deploy', accessKey, ...place }]);
  expect((await computer.run('list')).out).toContain('backup  ci-deploy');
  expect((await computer.run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await computer.run('--help')).out).toContain('keydesk exec NAME -- COMMAND...');
});

test('ends with a line and an exit code where it cannot help', async ({ computer }) => {
  expect(await computer.run('credentials', 'other')).toEqual({
    code: 1,
    out: '',
    err: 'keydesk: no key is kept under the name other. There is backup.\n',
  });
  const wrong = await computer.run('lst');
  expect(wrong).toMatchObject({ code: 2, out: '', err: expect.stringContaining('there is no command lst\nUsage: ') });
  const bare = withoutKeychain(computer.env);
  const words = [...keydeskWords(computer.folder), 'credentials', 'backup'];
  expect(await startCommand(words, bare).ended).toEqual({
    code: 1,
    out: '',
    err: 'keydesk: the keychain did not give the secret key: no keychain is running on this desktop.\n',
  });
});

test('ends in peace when nobody reads any more', async ({ computer }) => {
  const { process: keydesk, ended } = computer.start('credentials', 'backup');
  keydesk.stdout?.destroy();
  expect(await ended).toEqual({ code: 1, out: '', err: '' });
});

test('says why its output could not be written', async ({ computer }) => {
  const words = ['sh', '-c', '"$@" > /dev/full', 'sh', ...keydeskWords(computer.folder), 'list'];
  expect(await startCommand(words, computer.env).ended).toEqual({
    code: 1,
    out: '',
    err: 'keydesk: the output could not be written: the disk is full.\n',
  });
});

test('runs a command with the key, its words untouched, and gives its exit code', async ({ computer }) => {
  const show =
    'printf "%s|" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_ENDPOINT_URL_S3" "$AWS_REGION" "$@"; exit 9';
  const words = ['--inspect', '--user-data-dir=/elsewhere', '--help', '', 'a "b" $c'];
  expect(await computer.run('exec', 'backup', '--', 'sh', '-c', show, 'sh', ...words)).toEqual({
    code: 9,
    out: `${[accessKey, SECRET, place.endpoint, place.region, ...words].join('|')}|`,
    err: '',
  });
  expect(await computer.run('exec', 'backup', 'true')).toMatchObject({ code: 0 });
  expect(await computer.run('exec', 'backup', '--', 'sh', '-c', 'kill -KILL $$')).toMatchObject({ code: 137 });
  expect(await computer.run('exec', 'backup', '--', 'no-such-program', '-x')).toEqual({
    code: 127,
    out: '',
    err: 'keydesk: no-such-program: command not found\n',
  });
});

test('changes nothing else in the environment of a command', async ({ computer }) => {
  const { out } = await computer.run('exec', 'backup', '--', 'env', '-0');
  const theirs = Object.fromEntries(
    out
      .split('\0')
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s)),
  );
  const changed = Object.keys({ ...theirs, ...computer.env }).filter((name) => theirs[name] !== computer.env[name]);
  expect(changed.toSorted()).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_DEFAULT_REGION',
    'AWS_ENDPOINT_URL_S3',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'AWS_REGION',
    'AWS_REQUEST_CHECKSUM_CALCULATION',
    'AWS_RESPONSE_CHECKSUM_VALIDATION',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_USE_DUALSTACK_ENDPOINT',
    'AWS_USE_FIPS_ENDPOINT',
    'S3_ENDPOINT_URL',
  ]);
});

test('warns at a terminal that the secret is on the screen', async ({ computer }) => {
  const words = [...keydeskWords(computer.folder), 'credentials', 'backup'].join(' ');
  const { out } = await startCommand(['script', '-qec', words, '/dev/null'], computer.env).ended;
  expect(out).toContain('keydesk: warning: the secret key stands on this screen in clear text');
});

test('has the secret in no command line and no environment but the command’s, and leaves nothing behind', async ({
  computer,
  home,
}) => {
  const running = computer.start('exec', 'backup', '--', 'sh', '-c', 'echo ready; read line; exit 0');
  await running.saying('ready');
  const keydesk = running.process.pid ?? 0;
  const command = childrenOf(keydesk).filter((pid) => commandLinesBelow(pid)[0]?.[0] === 'sh');
  expect(command).toHaveLength(1);
  expect(processesWith('cmdline')).toEqual([]);
  expect(processesWith('environ')).toEqual(command);
  running.process.stdin?.end('\n');
  expect((await running.ended).code).toBe(0);

  await computer.run('credentials', 'backup');
  await expect.poll(() => processesWith('environ')).toEqual([]);
  const shell = startCommand(['script', '-qec', 'bash --norc -i', '/dev/null'], computer.env);
  shell.process.stdin?.end(`${shellLine([...keydeskWords(computer.folder), 'exec', 'backup', '--', 'true'])}\nexit\n`);
  expect((await shell.ended).code).toBe(0);
  expect(readFileSync(join(home, '.bash_history'), 'utf8')).toContain("'exec' 'backup'");

  // Search everything below the home folder: profile folder, logs, histories, dumps.
  const files = await readAllFiles(home);
  expect(files.map(({ path }) => path)).toContain(join(computer.folder, 'kept.json'));
  expect(files.filter(({ content }) => tracesIn(content, forms).length > 0)).toEqual([]);
  const mine = () =>
    readdirSync('/proc').filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(computer.folder);
      } catch {
        return false;
      }
    });
  // Chromium's helper processes end a moment after the program.
  await expect.poll(mine).toEqual([]);
});

test('works while Keydesk’s window is open, and while that is locked', async ({
  computer,
  env,
  simulator,
  launchKeydesk,
}) => {
  const { page } = await launchKeydesk({
    env: withConfigFile(env, simulator.configFile),
    userDataDir: computer.folder,
  });
  await signIn(page, 'ADMIN');
  await keysTable(page).waitFor();
  expect(await computer.run('credentials', 'backup')).toMatchObject({ code: 0, err: '' });
  const accounts = () => readFileSync(join(computer.folder, 'accounts.json'), 'utf8');
  const before = accounts();
  const report = ['report', '--domain', 'Robots', '--max-age', '3650', '--format', 'json'];
  const { code, out } = await computer.run(...report);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ account: 'Ada Byron (ada.byron)', complete: true });
  await lock(page);
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
  expect(await computer.run('exec', 'backup', 'true')).toEqual({ code: 0, out: '', err: '' });
  expect(await computer.run(...report, '--account', 'ada.byron')).toMatchObject({ code: 0 });
  expect(await computer.run(...report, '--account', 'nobody')).toEqual({
    code: 1,
    out: '',
    err: 'keydesk: not exactly one account goes by nobody. There is ada.byron (acme).\n',
  });
  expect(accounts()).toBe(before);
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible();
});

test('gives a key that was kept in the window, by the very line that the window shows, until it is removed there', async ({
  env,
  simulator,
  launchKeydesk,
}) => {
  const { page } = await launchKeydesk({ env: withConfigFile(env, simulator.configFile) });
  await signIn(page, 'ADMIN');
  await generateKey(page, 'ci-deploy');
  const key = (await simulatorControls(simulator.url).state('ada.byron')).keys.at(-1);
  const pane = await openUse(page, 'Keep on this computer');
  await pane.getByRole('textbox', { name: 'Name for the command line' }).fill('from-window');
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('status')).toContainText('as from-window');
  await backToSecret(page);
  await closeButton(page).click();

  await openThisComputer(page);
  await keptRow(page, 'from-window').getByRole('button', { name: 'from-window', exact: true }).click();
  const line = commandLine(view(page), 'Line for AWS');
  await expect(line).toContainText('credential_process');
  const shown = (await line.innerText()).match(/credential_process = (.*)/)?.[1] ?? '';
  const run = () => startCommand(['sh', '-c', shown], withoutDisplay(env)).ended;
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ Version: 1, AccessKeyId: key?.accessKey, SecretAccessKey: key?.secretKey });

  await removeKept(page, 'from-window');
  expect(await run()).toMatchObject({ code: 1, out: '', err: expect.stringContaining('no key is kept') });
});

test('says what the company prescribes, and gives out no key that it forbids', async ({ computer, home }) => {
  const file = join(home, 'policy.json');
  const env = { ...computer.env, KEYDESK_POLICY_FILE: file };
  const run = (...words: string[]) => startCommand([...keydeskWords(computer.folder), ...words], env).ended;
  writeFileSync(file, JSON.stringify({ saveOnThisComputer: false }), { mode: 0o644 });
  const [policy, refused] = await Promise.all([run('policy', '--json'), run('credentials', 'backup')]);
  expect(policy).toMatchObject({ code: 0, err: '' });
  const prescribed = JSON.parse(policy.out).filter(({ enforced }: { enforced: boolean }) => enforced);
  expect(prescribed).toEqual([{ name: 'saveOnThisComputer', value: false, source: file, enforced: true }]);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('Your company prescribes that no key is kept on this computer');

  writeFileSync(file, '{"saveOnThisComputer": true,}', { mode: 0o644 });
  expect(await run('policy')).toMatchObject({ code: 1, err: expect.stringContaining('cannot be used') });
});

import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { keydeskWords, startCommand, withoutDisplay } from '../support/app/command-line.ts';
import { test } from '../support/app/keydesk-test.ts';
import { hurryAttempts, passKeyTest } from '../support/app/pass-key-test.ts';
import { shareKeydesk } from '../support/app/shared-keydesk.ts';
import { formsOf, readAllFiles, tracesIn } from '../support/attacks/traces.ts';
import { answerQuestion } from '../support/dialogs/message-box.ts';
import { type ProgramResult, runS3Program } from '../support/programs/s3-programs.ts';
import { closeButton, generateDialog, generateKey } from '../support/views/secret-dialog.ts';
import {
  backToSecret,
  chooseTool,
  dialogOf,
  keptButton,
  openThisComputer,
  openUse,
  removeKept,
  testPanel,
  writeButton,
} from '../support/views/usage-views.ts';
import { keyRow, openUser, pressEscapeIn } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'awscli comes from the system’s packages');

const keydesk = shareKeydesk();

/** awscli reads `endpoint_url` of a profile from 2.13 on. An older awscli needs the endpoint as an option, as docs/using/aws.md says. */
const aws = (...args: string[]) =>
  runS3Program('aws', ['--profile', 'ci-deploy', '--endpoint-url', keydesk().simulator.s3Url, ...args], {
    home: keydesk().home,
  });

type S3 = (...words: string[]) => Promise<ProgramResult>;
const there = 's3://round/a + b.bin';

/** Makes a bucket, uploads a file and lists it. Gives the content of the file. */
async function storeAndList(home: string, s3: S3): Promise<Buffer> {
  const bytes = randomBytes(100_000);
  await writeFile(join(home, 'sent'), bytes);
  expect(await s3('mb', 's3://round')).toMatchObject({ code: 0 });
  expect(await s3('cp', join(home, 'sent'), there)).toMatchObject({ code: 0 });
  expect((await s3('ls', 's3://round/')).stdout).toContain('100000 a + b.bin');
  return bytes;
}

/** Downloads the file of `storeAndList`, compares its content with `stored`, and deletes the file. */
async function fetchAndDelete(home: string, s3: S3, stored: Buffer): Promise<void> {
  expect(await s3('cp', there, join(home, 'fetched'))).toMatchObject({ code: 0 });
  expect((await readFile(join(home, 'fetched'))).equals(stored)).toBe(true);
  expect(await s3('rm', there)).toMatchObject({ code: 0 });
  expect(await s3('ls', 's3://round/')).toMatchObject({ code: 0, stdout: '' });
}

test('from nothing to a working tool: generate, test, write the profile, list; delete, and it is refused', async () => {
  const { app, page, home, controls } = keydesk();
  const delay = { seconds: 3600, flapping: false, timeFactor: 1 };
  await controls.setSwitches({ s3Delay: delay });
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');

  await test.step('ready only after a minute without a failure', async () => {
    const place = await openUse(page, 'Test');
    const calmAttempts = await hurryAttempts(app);
    await place.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(testPanel(place)).toContainText('Oracle does not know the key yet');
    await controls.setSwitches({ s3Delay: { ...delay, seconds: 0 } });
    await expect(testPanel(place)).toContainText('It works. Making sure of it');
    const state = () => page.evaluate(() => Reflect.get(window, 'keydesk').Usage.readinessStore.getState());
    const { successSince } = await state();
    await passKeyTest({ app, page });
    await expect(testPanel(place)).toContainText('Ready to use');
    expect((await state()).endedAt - successSince).toBeGreaterThanOrEqual(60_000);
    await calmAttempts();
    await backToSecret(page);
  });

  await test.step('the tool works with what Keydesk wrote', async () => {
    const place = await openUse(page, 'Profiles for tools');
    await writeButton(place).click();
    await expect(place.getByRole('status')).toContainText('Written to ~/.aws/credentials');
    await place.getByRole('button', { name: 'Done' }).click();
    await closeButton(page).click();
    await expect(generateDialog(page)).toBeHidden();
    expect(await aws('s3', 'mb', 's3://shelf')).toMatchObject({ code: 0 });
    await writeFile(join(home, 'note.txt'), 'for the shelf');
    expect(await aws('s3', 'cp', 'note.txt', 's3://shelf/')).toMatchObject({ code: 0 });
    expect((await aws('s3', 'ls')).stdout).toContain('shelf');
    expect((await aws('s3', 'ls', 's3://shelf/')).stdout).toContain('note.txt');
  });

  await test.step('the tool is refused, in the words that the docs explain, once the key is deleted in Keydesk', async () => {
    await keyRow(page, 'ci-deploy').getByRole('button', { name: 'Delete' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete ci-deploy?' });
    await question.getByRole('button', { name: 'Delete' }).click();
    await expect(keyRow(page, 'ci-deploy')).toBeHidden();
    const refused = await aws('s3', 'ls');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain(
      'SignatureDoesNotMatch) when calling the ListBuckets operation: The secret key required to complete authentication could not be found.',
    );
  });
});

test('awscli asks Keydesk for a kept key, by its own profile and through keydesk exec, and no file holds the secret', async () => {
  const { app, page, home, env, userDataDir, controls, simulator } = keydesk();
  await openUser(page, 'grace.hopper');
  await generateKey(page, 'ci-deploy');
  const { secretKey } = (await controls.state('grace.hopper')).keys.at(-1) ?? {};
  const keep = await openUse(page, 'Keep on this computer');
  await keep.getByRole('button', { name: 'Keep it here' }).click();
  await backToSecret(page);
  await closeButton(page).click();
  await openThisComputer(page);
  await keptButton(page, 'ci-deploy', 'Profiles for tools').click();
  const profiles = dialogOf(page, 'Profiles for tools');
  await chooseTool(page, profiles, 'AWS, on demand no secret on disk');
  // The previous test left a profile with another secret in the file that AWS tools read first. "Replace" removes that profile.
  await answerQuestion(app, 'Replace');
  await writeButton(profiles).click();
  const written = profiles.getByRole('status');
  await expect(written).toContainText('Written to');
  await pressEscapeIn(profiles);

  const { DBUS_SESSION_BUS_ADDRESS = '', XDG_RUNTIME_DIR = '' } = env;
  const keychain = { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR };
  const args = ['--profile', 'ci-deploy', '--endpoint-url', simulator.s3Url, 's3'];
  const byProfile = (...words: string[]) => runS3Program('aws', [...args, ...words], { home, env: keychain });
  const stored = await test.step('by its profile', () => storeAndList(home, byProfile));

  const exec = [...keydeskWords(userDataDir), 'exec', 'ci-deploy', '--'];
  const byExec = async (...words: string[]) => {
    const command = [...exec, '/usr/bin/aws', '--endpoint-url', simulator.s3Url, 's3', ...words];
    const { code, out, err } = await startCommand(command, withoutDisplay({ ...env, AWS_CONFIG_FILE: '/dev/null' }))
      .ended;
    return { code, stdout: out, stderr: err };
  };
  await test.step('through keydesk exec', () => fetchAndDelete(home, byExec, stored));

  const forms = formsOf(secretKey ?? '');
  const holding = (await readAllFiles(home)).filter(({ content }) => tracesIn(content, forms).length > 0);
  expect(holding.map(({ path }) => path)).toEqual([]);

  await removeKept(page, 'ci-deploy');
  const refused = await byProfile('ls');
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain('no key is kept');
});

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import type { Environment } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { launchApp, type RunningApp } from '../support/app/launch-app.ts';
import { passDays } from '../support/app/pass-time.ts';
import { recordFiles } from '../support/attacks/file-record.ts';
import { createTraceFinder } from '../support/attacks/traces.ts';
import { listKeychainEntries } from '../support/desktop/keychain-session.ts';
import { readOutsideClipboard, writeOutsideClipboard } from '../support/desktop/outside-clipboard.ts';
import { chooseInFileDialog } from '../support/dialogs/file-dialog.ts';
import { greyPictureOf, holdPrint, textOfPdf } from '../support/dialogs/held-print.ts';
import { answerQuestion, questionAsked } from '../support/dialogs/message-box.ts';
import { endAt } from '../support/faults/end-at.ts';
import { openPacket, packetsIn, pagesOf, wordsOnSheet } from '../support/programs/open-packet.ts';
import { paced } from '../support/runner/pace.ts';
import { leaveOverdueKeys, nameOfKeys } from '../support/simulator/overdue-keys.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { allKeyRows, forSelected, keySearch, readAllKeys } from '../support/views/all-keys-views.ts';
import {
  campaignPanel,
  enterReceipts,
  manyDialog,
  previewRows,
  receiptsDialog,
  startButton,
} from '../support/views/campaign-views.ts';
import { lookAt } from '../support/views/look-at.ts';
import { currentStep, forSelectedRotations, nextStep, rotateDialog } from '../support/views/rotation-views.ts';
import { screenshotPath } from '../support/views/screenshots.ts';
import { closeButton, stored } from '../support/views/secret-dialog.ts';
import { heading, signIn, view } from '../support/views/views.ts';

test.skip(process.platform !== 'linux', 'the sheet of passphrases is read by poppler, the clipboard through xclip');

let home = '';
let env: Environment;
let controls: ReturnType<typeof simulatorControls>;
let keydesk: RunningApp;
const start = async () => {
  keydesk = await launchApp({ env, userDataDir: join(home, 'profile') });
  await keydesk.page.emulateMedia({ reducedMotion: 'reduce' });
};

test.beforeAll(async ({ desktop, workerSimulator }) => {
  home = await mkdtemp(join(tmpdir(), 'home-'));
  // The temporary folder is in this home too, so that one record has all that the app leaves.
  env = { ...desktop, HOME: home, TMPDIR: join(home, 'tmp'), OCI_CLI_CONFIG_FILE: workerSimulator.configFile };
  await mkdir(join(home, 'tmp'));
  controls = simulatorControls(workerSimulator.url);
  await controls.reset();
  await start();
  await signIn(keydesk.page, 'ADMIN');
});
test.afterAll(async () => {
  await keydesk.close();
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
});
// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
test.afterEach(async ({}, testInfo) => {
  if (testInfo.status === testInfo.expectedStatus) return;
  const picture = await keydesk.page.screenshot({ timeout: 5000 }).catch(() => null);
  if (picture !== null) await testInfo.attach('window', { body: picture, contentType: 'image/png' });
});

test('brings thirty users from overdue to none overdue, with a restart in the middle and two presses a key', async () => {
  // The test takes about twenty seconds if nothing else runs on the computer.
  test.setTimeout(paced(180_000));
  const closed = await leaveOverdueKeys(controls);
  // Other tests may have left secrets in this keychain.
  const secretsKept = async () => (await listKeychainEntries(env)).filter((entry) => entry.startsWith('secret:'));
  const keptBefore = await secretsKept();
  let presses = 0;
  const press = async (button: Locator, options?: { button: 'right' }) => {
    presses += 1;
    await button.click(options);
  };
  const button = (name: string | RegExp) => keydesk.page.getByRole('button', { name });
  /** Reads all keys, and shows the overdue keys that match the text. */
  const showOverdue = async (text: string) => {
    await readAllKeys(keydesk.page);
    await press(button(/^Show these/));
    await keySearch(keydesk.page).fill(text);
    presses += 3;
  };
  await showOverdue(nameOfKeys);
  await press(button(/^Select all 30$/));
  await press(forSelected(keydesk.page, 'Rotate'));
  await press(manyDialog(keydesk.page).getByRole('button', { name: 'Preview' }));
  await expect(manyDialog(keydesk.page).getByRole('status')).toContainText(
    /(?=.*26 ready)(?=.*2 with two keys already)(?=.*1 without permission)(?=.*1 inactive)/,
  );
  const twoKeys = previewRows(keydesk.page).filter({ hasText: 'Two keys' });
  for (const left of [1, 0]) {
    await press(twoKeys.first(), { button: 'right' });
    await press(keydesk.page.getByRole('menuitem', { name: /^Delete .* first$/ }));
    await expect(twoKeys).toHaveCount(left);
  }
  await press(startButton(keydesk.page));
  await expect(manyDialog(keydesk.page)).toContainText('The number of keys is 28.');
  await manyDialog(keydesk.page).getByRole('textbox', { name: 'Type 28 to make 28 keys.' }).fill('28');
  await chooseInFileDialog(keydesk.app, home);
  const record = await recordFiles([home]);
  await writeOutsideClipboard('of another program', env);
  await answerQuestion(keydesk.app, 'Delete and go on');
  // Otherwise all keys may have been made before this test sees the first one.
  await controls.setFault({ kind: 'latency', ms: 200, method: 'POST', times: null });
  await press(startButton(keydesk.page));
  presses += 1;
  await expect(heading(keydesk.page, 'Rotations')).toBeVisible();
  expect(await questionAsked(keydesk.app)).toContain('Delete 2 keys to make room?');
  await expect(campaignPanel(keydesk.page)).toContainText(/[1-9]\d* of 28/);
  await controls.setFault({ kind: 'status', status: 429, method: 'POST', retryAfterSeconds: 90, times: null });
  await expect(campaignPanel(keydesk.page)).toContainText('Oracle asks to wait');

  const resume = () => campaignPanel(keydesk.page).getByRole('button', { name: 'Resume' });
  await campaignPanel(keydesk.page).getByRole('button', { name: 'Pause' }).click();
  await expect(resume()).toBeVisible();
  await controls.clearFaults();
  // The program is killed between a new key and its packet.
  await endAt({ channel: 'keydesk:campaign', step: 'words-stored', signal: 'SIGKILL' }, keydesk, async (arm) => {
    await arm();
    await resume().click();
  });
  const secretsLeft = async () => (await secretsKept()).filter((entry) => !keptBefore.includes(entry));
  expect(await secretsLeft()).toHaveLength(1);
  await start();
  // Keydesk opens in the view where the administrator left it. No dialog shows the new key's secret, since the secret goes into a packet.
  await expect(view(keydesk.page).getByText('1 paused campaign waits for you')).toBeVisible();
  await press(resume());
  const campaign = campaignPanel(keydesk.page);
  await expect(campaign).toContainText('28 without a receipt');
  await expect.poll(secretsLeft).toEqual([]);

  const held = await holdPrint(keydesk.app);
  await press(campaign.getByRole('button', { name: 'Print passphrases' }));
  const sheet = await held.pdf('A4');
  await writeFile(screenshotPath('sheet-of-passphrase'), await greyPictureOf(sheet));
  const pages = pagesOf(await textOfPdf(sheet));
  await held.end('print');
  const [folder = ''] = (await readdir(home)).filter((name) => name.startsWith('keydesk-packets'));
  const packets = await packetsIn(join(home, folder));
  expect(pages).toHaveLength(packets.length);
  // Each recipient opens the packet with the words on the sheet, and reads the receipt code.
  const codes: string[] = [];
  for (const { file } of packets) codes.push((await openPacket(file, wordsOnSheet(pages, file))).receipt ?? '');
  await press(button('Enter receipts…'));
  await enterReceipts(keydesk.page, codes.join(' and\n'));
  await expect(receiptsDialog(keydesk.page)).toContainText('28 receipts confirmed.');
  await press(receiptsDialog(keydesk.page).getByRole('button', { name: 'Close' }));
  presses += 2;
  // No file, even if it was removed later, had a secret key or a passphrase, and nothing was copied.
  const [{ file, userName } = { file: '', userName: '' }] = packets;
  const secrets = (await controls.state(userName)).keys.map(({ secretKey }) => secretKey);
  const words = wordsOnSheet(pages, file);
  const holdsTrace = createTraceFinder([...secrets, words.join('-'), words.join(' ')]);
  const seen = record.take();
  record.stop();
  expect(seen.map(({ path }) => path)).toContain(file);
  expect(seen.filter(({ content }) => holdsTrace(content)).map(({ path }) => path)).toEqual([]);
  expect(await readOutsideClipboard(env)).toBe('of another program');

  // Now the keys of the last user, which could not be read before, can be read.
  await showOverdue(closed.name ?? '');
  await press(allKeyRows(keydesk.page).filter({ hasText: closed.user.userName }), { button: 'right' });
  await press(keydesk.page.getByRole('menuitem', { name: 'Rotate' }));
  await press(rotateDialog(keydesk.page, closed.name ?? '').getByRole('button', { name: 'Rotate' }));
  await press(stored(keydesk.page));
  await press(closeButton(keydesk.page));
  await press(nextStep(keydesk.page));
  await expect(currentStep(keydesk.page)).toContainText('Old key deactivated');
  await press(rotateDialog(keydesk.page, closed.name ?? '').getByRole('button', { name: 'Close' }));

  await press(keydesk.page.getByRole('link', { name: 'Rotations' }));
  await lookAt(keydesk.page, 'rotations-many');
  await press(forSelectedRotations(keydesk.page, 'Deactivate 29 old keys'));
  await lookAt(keydesk.page, 'rotations-deactivate-many');
  await keydesk.page.getByRole('textbox', { name: 'Type 29 to deactivate 29 old keys.' }).fill('29');
  await press(keydesk.page.getByRole('alertdialog').getByRole('button', { name: 'Deactivate' }));
  await expect(view(keydesk.page).getByText('No rotation waits for you')).toBeVisible();
  // The last key may still be under way: its waiting time begins when it is deactivated.
  const run = () => keydesk.page.evaluate(() => Reflect.get(window, 'keydesk').Rotations.rotationsStore.getState());
  await expect.poll(async () => (await run()).run).toBe(null);

  await passDays({ app: keydesk.app, controls }, 8);
  await keydesk.page.reload();
  await answerQuestion(keydesk.app, 'Delete');
  await press(button('Delete 29 old keys'));
  presses += 1;
  await expect(view(keydesk.page).getByText('0 open')).toBeVisible();
  // The last user is inactive and needs no new key.
  await showOverdue(nameOfKeys);
  await press(button(/^Select all 1$/));
  await press(forSelected(keydesk.page, 'Delete'));
  await press(keydesk.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }));
  await expect(view(keydesk.page).getByText('No key matches')).toBeVisible();
  expect(presses).toBeLessThanOrEqual(2 * 30);
});

import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { withConfigFile } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { launchApp, type RunningApp } from '../support/app/launch-app.ts';
import { paced } from '../support/runner/pace.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import type { SimulatorProcess } from '../support/simulator/start-simulator-process.ts';
import {
  generateButton,
  generateDialog,
  nameField,
  revealSecret,
  secretRow,
  send,
  storeAndClose,
} from '../support/views/secret-dialog.ts';
import { failureIn, openSettings, signIn, view } from '../support/views/views.ts';

const disk = process.env['KEYDESK_SMALL_DISK'] ?? '';
test.skip(disk === '', 'only root can make a small disk to fill: run this as root');

let folder = '';
const filler = () => join(folder, 'filler');
/** Fills the disk until nothing more can be written. */
async function fill(): Promise<void> {
  const block = Buffer.alloc(64 * 1024);
  const handle = await open(filler(), 'a');
  try {
    for (let size = block.length; size >= 1; ) {
      const written = await handle.write(block, 0, size).catch(() => null);
      if (!written) size = Math.floor(size / 2);
    }
  } finally {
    await handle.close();
  }
}
const empty = () => writeFile(filler(), '');

const running: RunningApp[] = [];
async function start(env: Readonly<Record<string, string>>, simulator: SimulatorProcess): Promise<RunningApp> {
  const app = await launchApp({ env: withConfigFile(env, simulator.configFile), userDataDir: join(folder, 'profile') });
  running.push(app);
  return app;
}

test.beforeEach(async () => {
  folder = await mkdtemp(join(disk, 'home-'));
});
test.afterEach(async () => {
  await empty();
  for (const app of running.splice(0)) await app.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

const creations = async (simulator: SimulatorProcess) =>
  (await simulatorControls(simulator.url).state('ada.byron')).latest.filter(({ method }) => method === 'POST').length;

test('a full disk keeps the request from being sent, and says so; with room again it is sent', async ({
  env,
  simulator,
}) => {
  const { page } = await start(env, simulator);
  await signIn(page, 'ADMIN');
  await fill();
  await generateButton(page).click();
  await nameField(page).fill('ci-deploy');
  await send(page);
  await expect(failureIn(generateDialog(page))).toContainText('Keydesk could not write down what it is about to do');
  await expect(failureIn(generateDialog(page))).toContainText('Check that the disk has space');
  expect(await creations(simulator)).toBe(0);

  await empty();
  await send(page);
  await expect(secretRow(page)).toBeVisible();
  expect(await creations(simulator)).toBe(1);
  await storeAndClose(page);
});

test('a disk that fills up before the answer is taken in loses nothing: after a crash the secret is offered again', async ({
  env,
  simulator,
}) => {
  const first = await start(env, simulator);
  await signIn(first.page, 'ADMIN');
  // Main itself fills the disk, at the moment when the answer arrives.
  await first.app.evaluate((_electron, file) => {
    const { openSync, writeSync, closeSync } = process.getBuiltinModule('node:fs');
    process.getBuiltinModule('node:diagnostics_channel').subscribe('keydesk:creation', (message) => {
      const step = Reflect.get(Object(message), 'step');
      if (step === 'untagged') process.kill(process.pid, 'SIGKILL');
      if (step !== 'answered') return;
      const handle = openSync(file, 'a');
      for (let size = 64 * 1024; size >= 1; ) {
        try {
          writeSync(handle, Buffer.alloc(size));
        } catch {
          size = Math.floor(size / 2);
        }
      }
      closeSync(handle);
    });
  }, filler());
  const gone = new Promise((resolve) => first.process.once('exit', resolve));
  await generateButton(first.page).click();
  await nameField(first.page).fill('ci-deploy');
  await send(first.page).catch(() => {});
  await gone;
  await wait(300);

  const second = await start(env, simulator);
  await expect(secretRow(second.page)).toContainText('hidden, 44 characters', { timeout: paced(30_000) });
  await revealSecret(second.page).click();
  const [, key] = (await simulatorControls(simulator.url).state('ada.byron')).keys;
  await expect(secretRow(second.page).getByRole('code')).toHaveText(key?.secretKey ?? 'no key');
  await empty();
  await storeAndClose(second.page);
});

test('a full disk keeps settings from being saved, and says so', async ({ env, simulator }) => {
  const { page } = await start(env, simulator);
  await signIn(page, 'ADMIN');
  await openSettings(page);
  await fill();
  await view(page).getByRole('radio', { name: 'Dark' }).click({ force: true });
  await expect(failureIn(page).first()).toContainText('Keydesk could not save its settings');
});

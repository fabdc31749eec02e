import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';
import type { KeyStep } from '../../main/computer-key/key-steps.ts';
import type { Environment } from '../support/app/environment.ts';
import { test } from '../support/app/keydesk-test.ts';
import { launchApp, type RunningApp } from '../support/app/launch-app.ts';
import { listKeychainEntries } from '../support/desktop/keychain-session.ts';
import { endAt, PATIENCE } from '../support/faults/end-at.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../support/simulator/start-simulator-process.ts';
import { heading, signIn } from '../support/views/views.ts';

// The real app, with a real keychain, is killed while it makes, replaces or deletes its API key, and started again. All steps:
// `tests/unit/computer-key/ended-in-the-middle.test.ts`.

test.skip(process.platform !== 'linux', 'the keychain is looked at from outside through secret-tool');

type Call = 'StaySignedIn' | 'ReplaceKey' | 'SignOutAndDeleteKey';
/** How many API keys are there afterwards, and whether the account still signs in with one of its own. */
interface Point {
  readonly call: Call;
  readonly step: KeyStep;
  readonly keys: number;
  readonly signedIn: boolean;
}
const brief: readonly Point[] = [
  { call: 'StaySignedIn', step: 'added', keys: 1, signedIn: true },
  { call: 'ReplaceKey', step: 'signed-in', keys: 1, signedIn: true },
];
const more: readonly Point[] = [
  { call: 'ReplaceKey', step: 'added', keys: 1, signedIn: true },
  { call: 'ReplaceKey', step: 'switched', keys: 1, signedIn: true },
  { call: 'ReplaceKey', step: 'deleting', keys: 1, signedIn: true },
  { call: 'SignOutAndDeleteKey', step: 'deleting', keys: 1, signedIn: true },
  { call: 'SignOutAndDeleteKey', step: 'deleted', keys: 0, signedIn: false },
];

let simulator: SimulatorProcess | null = null;
let home = '';
let running: RunningApp | null = null;
const start = (env: Environment) =>
  launchApp({
    env: { ...env, HOME: home, OCI_CLI_CONFIG_FILE: simulator?.configFile ?? '' },
    userDataDir: join(home, 'profile'),
  });
/** Of Ada Byron, but for the one of the configuration file. */
async function keysAtOracle() {
  const { apiKeys } = await simulatorControls(simulator?.url ?? '').state('ada.byron');
  return apiKeys
    .filter(({ madeThrough }) => madeThrough !== 'configuration-file')
    .map(({ fingerprint }) => fingerprint);
}
/** The current account's id, and what it signs in with. */
const current = ({ page }: RunningApp) =>
  page.evaluate(async () => {
    const { Accounts } = Reflect.get(window, 'keydesk');
    const { accounts, current } = await Accounts.sessionStore.getState();
    const account = accounts.find(({ id }: { id: string }) => id === current);
    return { id: String(current), kind: String(account?.signedInBy.kind ?? 'nobody') };
  });

test.beforeAll(async ({ desktop }) => {
  home = await mkdtemp(join(tmpdir(), 'home-'));
  simulator = await startSimulatorProcess(['--users', '20'], desktop);
  running = await start(desktop);
  await signIn(running.page, 'ADMIN');
});
test.afterAll(async () => {
  await running?.close();
  await simulator?.close();
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
});

for (const { call, step, keys, signedIn } of process.env['KEYDESK_LONG'] === 'yes' ? [...brief, ...more] : brief) {
  test(`killed at "${step}" of ${call}: no key that nobody knows of, nobody signed out`, async ({ desktop }) => {
    const dying = running ?? (await start(desktop));
    running = null;
    await heading(dying.page, 'My profile').waitFor();
    const { id } = await current(dying);
    await endAt({ channel: 'keydesk:computer-key', step, signal: 'SIGKILL' }, dying, async (arm) => {
      await arm();
      await dying.page.evaluate(([name, account]) => Reflect.get(window, 'keydesk').ApiKeys[name](account), [
        call,
        id,
      ] as const);
    });
    const app = await start(desktop);
    running = app;
    const settled = async () => ({ keys: (await keysAtOracle()).length, kind: (await current(app)).kind });
    const expected = { keys, kind: signedIn ? 'computer-key' : 'nobody' };
    await expect.poll(settled, { timeout: PATIENCE }).toEqual(expected);
    if (signedIn) {
      const listed = await app.page.evaluate(() =>
        Reflect.get(window, 'keydesk').ApiKeys.ListApiKeys(crypto.randomUUID()),
      );
      const [fingerprint] = await keysAtOracle();
      expect(listed.value.keys).toContainEqual(expect.objectContaining({ fingerprint, use: 'this-computer' }));
    }
    const left = async () =>
      (await listKeychainEntries({ ...desktop, HOME: home })).filter((entry) => entry.startsWith('computer-key:'));
    await expect.poll(left).toEqual([]);
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../app/environment.ts';
import { test } from '../app/keydesk-test.ts';
import { launchApp, type RunningApp } from '../app/launch-app.ts';
import { listKeychainEntries } from '../desktop/keychain-session.ts';
import { simulatorControls } from '../simulator/simulator-controls.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../simulator/start-simulator-process.ts';
import { heading, signIn } from '../views/views.ts';

let simulator: SimulatorProcess | null = null;
let home = '';
let running: RunningApp | null = null;

/** The controls of the shared computer's simulator (see `shareEndedComputer`). */
export const controls = () => simulatorControls(simulator?.url ?? '');

/** Starts Keydesk again, after its end. */
export async function startAgain(desktop: Environment): Promise<RunningApp> {
  running = await launchApp({
    env: { ...desktop, HOME: home, OCI_CLI_CONFIG_FILE: simulator?.configFile ?? '' },
    userDataDir: join(home, 'profile'),
  });
  return running;
}

/** Gives the running Keydesk to a test that will end it. Starts one if none runs. */
export async function takeRunning(desktop: Environment): Promise<RunningApp> {
  const dying = running ?? (await startAgain(desktop));
  running = null;
  await heading(dying.page, 'My profile').waitFor();
  return dying;
}

export const keychainEntries = async (desktop: Environment, kind: string): Promise<string[]> =>
  (await listKeychainEntries({ ...desktop, HOME: home })).filter((entry) => entry.startsWith(`${kind}:`));

/**
 * One computer for all tests of a file, on which Keydesk is ended again and again. The tests share a profile folder, a keychain and a
 * service, as if all the crashes happened to one user on one day. `ADMIN` is signed in.
 */
export function shareEndedComputer(): void {
  test.skip(process.platform !== 'linux', 'the keychain is looked at from outside through secret-tool');

  test.beforeAll(async ({ desktop }) => {
    home = await mkdtemp(join(tmpdir(), 'home-'));
    simulator = await startSimulatorProcess(['--users', '20'], desktop);
    await signIn((await startAgain(desktop)).page, 'ADMIN');
  });
  test.afterAll(async () => {
    await running?.close();
    await simulator?.close();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Environment } from './environment.ts';
import { test } from './keydesk-test.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { simulatorControls } from './simulator-controls.ts';
import { type SimulatorProcess, startSimulatorProcess } from './start-simulator-process.ts';
import { signIn } from './views.ts';

export interface SharedKeydesk extends RunningApp {
  readonly simulator: SimulatorProcess;
  readonly controls: ReturnType<typeof simulatorControls>;
  /** With the simulator's configuration file as this computer's own. */
  readonly env: Environment;
  readonly home: string;
  readonly userDataDir: string;
}

export interface SharedOptions {
  readonly simulatorArgs?: readonly string[];
  /** Null: nobody is signed in. */
  readonly profile?: 'ADMIN' | 'USER' | null;
  /** The environment, where it is to differ from the worker's desktop. */
  readonly changeEnv?: (env: Environment, home: string) => Environment;
}

/**
 * One simulator and one running app for all tests of a file, because starting both takes longer than most tests. Each test
 * begins with the simulator as it was at first, and with the page loaded anew. Call it at the top of the file.
 */
export function shareKeydesk({
  simulatorArgs = ['--users', '200'],
  profile = 'ADMIN',
  changeEnv = (env) => env,
}: SharedOptions = {}): () => SharedKeydesk {
  let shared: SharedKeydesk | null = null;
  const current = () => {
    if (shared === null) throw new Error('The app is not running yet.');
    return shared;
  };

  test.beforeAll(async ({ desktop }) => {
    const home = await mkdtemp(join(tmpdir(), 'home-'));
    const simulator = await startSimulatorProcess(simulatorArgs, desktop);
    const env = changeEnv({ ...desktop, HOME: home, OCI_CLI_CONFIG_FILE: simulator.configFile }, home);
    const userDataDir = join(home, 'profile');
    const running = await launchApp({ env, userDataDir });
    shared = { ...running, simulator, controls: simulatorControls(simulator.url), env, home, userDataDir };
    if (profile !== null) await signIn(running.page, profile).catch((error) => fail(error, running));
  });

  test.beforeEach(async () => {
    const { page, controls } = current();
    await controls.reset();
    await startAnew(page);
  });

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  test.afterEach(async ({}, testInfo) => {
    if (testInfo.status === testInfo.expectedStatus) return;
    const { page, log } = current();
    // A window that has crashed or gone cannot be photographed.
    const picture = await page.screenshot({ timeout: 5000 }).catch(() => null);
    if (picture !== null) await testInfo.attach('window', { body: picture, contentType: 'image/png' });
    await testInfo.attach('log of the app', { body: log(), contentType: 'text/plain' });
  });

  test.afterAll(async () => {
    if (shared === null) return;
    const { close, simulator, home } = shared;
    shared = null;
    await close();
    await simulator.close();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  });

  return current;
}

/** In a hook nothing can be attached to a test: what the app said goes with the error. */
async function fail(error: unknown, { page, log }: RunningApp): Promise<never> {
  const text = await page.locator('body').innerText();
  throw new Error(`Nobody could be signed in. The window shows:\n${text}\nThe app said:\n${log()}`, { cause: error });
}

/** A page without anything read before, on one's own profile (or the welcome screen), with no secret left open. */
async function startAnew(page: Page): Promise<void> {
  await page.evaluate(() => window.history.replaceState(null, '', '#/profile'));
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test as base } from '@playwright/test';
import { openPrivateSession } from '../../../scripts/session/private-session.mjs';
import { withMailProgram } from '../desktop/mail-program.ts';
import { simulatorControls } from '../simulator/simulator-controls.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../simulator/start-simulator-process.ts';
import { type Environment, plainEnvironment } from './environment.ts';
import { type LaunchOptions, launchApp, type RunningApp } from './launch-app.ts';

export interface RunningKeydesk extends RunningApp {
  readonly simulator: SimulatorProcess;
  readonly controls: ReturnType<typeof simulatorControls>;
  /** Names `configFile` as the OCI configuration file, and has a mail program. */
  readonly env: Environment;
  readonly home: string;
  /** The OCI configuration file of this computer: the simulator's, until a test writes another. */
  readonly configFile: string;
  readonly userDataDir: string;
}

export interface KeydeskFixtures {
  /** The worker's simulator, reset. */
  simulator: SimulatorProcess;
  /** An empty home folder for this test, removed after it. */
  home: string;
  /** The environment of this test: the worker's desktop, with `home` as the home folder. */
  env: Environment;
  /** Starts the app, on a fresh profile folder unless one is given, and closes it after the test. */
  launchKeydesk: (options?: Partial<LaunchOptions>) => Promise<RunningApp & { readonly userDataDir: string }>;
}

export interface DesktopFixtures {
  /** The kind of the worker's display (Linux). A file changes it with `test.use({ display: 'wayland' })` at its top. */
  display: 'x11' | 'wayland';
  /** The environment of a desktop that only this worker uses: display, clipboard and keychain (Linux). */
  desktop: Environment;
  /** The simulator of this worker, with 12,480 users. */
  workerSimulator: SimulatorProcess;
  /** The app of this worker, started when a test first needs it: see `shareKeydesk`. */
  workerKeydesk: () => Promise<RunningKeydesk>;
  /** Starts an app for one file. */
  startKeydesk: (changeEnv: (env: Environment, home: string) => Environment) => Promise<RunningKeydesk>;
}

export const test = base.extend<KeydeskFixtures, DesktopFixtures>({
  display: ['x11', { option: true, scope: 'worker' }],

  desktop: [
    async ({ display }, use) => {
      if (process.platform !== 'linux') return use(plainEnvironment());
      const session = await openPrivateSession(process.env, display);
      // No test opens a browser unless it asks for one.
      await use({ ...plainEnvironment(session.env), KEYDESK_BROWSER: 'none' });
      await session.close();
    },
    { scope: 'worker' },
  ],

  workerSimulator: [
    async ({ desktop }, use) => {
      const simulator = await startSimulatorProcess(['--users', '12480'], desktop);
      await use(simulator);
      await simulator.close();
    },
    { scope: 'worker' },
  ],

  workerKeydesk: [
    async ({ startKeydesk: start }, use) => {
      let running: Promise<RunningKeydesk> | null = null;
      await use(() => {
        running ??= start((env) => env);
        return running;
      });
      const started = running as Promise<RunningKeydesk> | null;
      await (await started?.catch(() => null))?.close();
    },
    { scope: 'worker' },
  ],

  startKeydesk: [
    ({ desktop, workerSimulator }, use) => use((changeEnv) => startKeydesk(workerSimulator, desktop, changeEnv)),
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  home: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'home-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },

  env: ({ desktop, home }, use) => use({ ...desktop, HOME: home }),

  simulator: async ({ workerSimulator }, use) => {
    await simulatorControls(workerSimulator.url).reset();
    await use(workerSimulator);
  },

  launchKeydesk: async ({ env, home }, use, testInfo) => {
    const running: RunningApp[] = [];
    let launches = 0;
    await use(async (options = {}) => {
      launches += 1;
      const userDataDir = options.userDataDir ?? join(home, `profile-${launches}`);
      const launched = await launchApp({ env, ...options, userDataDir });
      running.push(launched);
      return { ...launched, userDataDir };
    });
    for (const app of running) {
      await app.close();
      if (testInfo.status !== testInfo.expectedStatus && app.log() !== '') {
        await testInfo.attach('log of the app', { body: app.log(), contentType: 'text/plain' });
      }
    }
  },
});

/** Starts the app in a home folder of its own, on a computer whose OCI configuration file names the simulator. */
async function startKeydesk(
  simulator: SimulatorProcess,
  desktop: Environment,
  changeEnv: (env: Environment, home: string) => Environment = (env) => env,
): Promise<RunningKeydesk> {
  const home = await mkdtemp(join(tmpdir(), 'home-'));
  const configFile = join(home, 'oci-config');
  await copyFile(simulator.configFile, configFile);
  const env = changeEnv(withMailProgram({ ...desktop, HOME: home, OCI_CLI_CONFIG_FILE: configFile }, home), home);
  const userDataDir = join(home, 'profile');
  const running = await launchApp({ env, userDataDir });
  return {
    ...running,
    simulator,
    controls: simulatorControls(simulator.url),
    env,
    home,
    configFile,
    userDataDir,
    async close() {
      await running.close();
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

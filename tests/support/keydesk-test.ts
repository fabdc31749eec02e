import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test as base } from '@playwright/test';
import { openPrivateSession } from '../../scripts/session/private-session.mjs';
import { type Environment, plainEnvironment } from './environment.ts';
import { type LaunchOptions, launchApp, type RunningApp } from './launch-app.ts';
import { type SimulatorProcess, startSimulatorProcess } from './start-simulator-process.ts';

export interface KeydeskFixtures {
  /** Arguments of the simulator: `test.use({ simulatorArgs: ['--users', '500'] })`. */
  simulatorArgs: readonly string[];
  /** A simulator of this test's own. */
  simulator: SimulatorProcess;
  /** An empty home folder of this test's own, gone after it. */
  home: string;
  /** The environment of this test: the worker's desktop, and that home folder. */
  env: Environment;
  /** Starts the app, on a fresh profile folder unless one is given, and closes it after the test. */
  launchKeydesk: (options?: Partial<LaunchOptions>) => Promise<RunningApp & { readonly userDataDir: string }>;
}

export interface DesktopFixtures {
  /** The desktop that this worker shares with no other: display, clipboard and keychain of its own (Linux). */
  desktop: Environment;
}

export const test = base.extend<KeydeskFixtures, DesktopFixtures>({
  desktop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      if (process.platform !== 'linux') return use(plainEnvironment());
      const session = await openPrivateSession();
      await use(plainEnvironment(session.env));
      await session.close();
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  home: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'home-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },

  env: ({ desktop, home }, use) => use({ ...desktop, HOME: home }),

  simulatorArgs: [['--users', '200'], { option: true }],

  simulator: async ({ env, simulatorArgs }, use) => {
    const simulator = await startSimulatorProcess(simulatorArgs, env);
    await use(simulator);
    await simulator.close();
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

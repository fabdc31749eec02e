import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from './keydesk-test.ts';
import { launchApp, type RunningApp } from './launch-app.ts';
import { simulatorControls } from './simulator-controls.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import { keysTable, signIn } from './views.ts';

export interface OnceOptions {
  readonly profile?: 'ADMIN' | 'USER' | null;
}
export type OneKeydesk = RunningApp & { readonly controls: ReturnType<typeof simulatorControls> };

/**
 * One simulator and one app for all tests of a file, each left as the test before left it: for many tests that change
 * nothing. Call it at the top of the file.
 */
export function launchOnce({ profile = null }: OnceOptions = {}): () => OneKeydesk {
  let running: OneKeydesk | null = null;
  const ends: (() => Promise<unknown>)[] = [];

  test.beforeAll(async ({ desktop }) => {
    const home = await mkdtemp(join(tmpdir(), 'home-'));
    ends.unshift(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
    const simulator = await startSimulatorProcess(['--users', '200'], desktop);
    ends.unshift(simulator.close);
    const env = { ...desktop, HOME: home, OCI_CLI_CONFIG_FILE: simulator.configFile };
    const app = await launchApp({ env, userDataDir: join(home, 'profile') });
    ends.unshift(app.close);
    await app.page.getByRole('heading', { level: 1 }).waitFor();
    if (profile !== null) {
      await signIn(app.page, profile);
      await keysTable(app.page).waitFor();
    }
    running = { ...app, controls: simulatorControls(simulator.url) };
  });
  test.afterAll(async () => {
    running = null;
    for (const end of ends.splice(0)) await end();
  });

  return () => {
    if (running === null) throw new Error('The app is not running yet.');
    return running;
  };
}

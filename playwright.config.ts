import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { outputFolder } from './tests/support/runner/output-folder.ts';
import { paced } from './tests/support/runner/pace.ts';

/** Runs in Electron's own Node, as a user that Electron's sandbox accepts: `npm run test:e2e`. */
export default defineConfig({
  timeout: paced(60_000),
  // The longest wait of a single expectation: for an app to open, or for a passphrase to be derived into a key.
  expect: { timeout: paced(30_000) },
  // A whole run may repeat a failed test once, and lists each repeated test: `scripts/project/test-counts.mjs`.
  retries: process.env['KEYDESK_SECOND_ATTEMPTS'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  // On Linux each worker opens its own display, clipboard and keychain. On other systems all workers would share them, so there is
  // one worker. On Linux two for each core, since a worker waits for half of its time.
  workers: process.platform === 'linux' ? 2 * availableParallelism() : 1,
  reporter: [['list'], ['./tests/support/runner/playwright-record.ts']],
  // Each suite has its own output folder: a run empties its folder first, and another suite may run at the same time.
  projects: ['e2e', 'package', 'faults'].map((name) => ({
    name,
    testDir: `tests/${name}`,
    outputDir: join(outputFolder, 'test-results', name),
  })),
});

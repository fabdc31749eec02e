import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { outputFolder } from './tests/support/runner/output-folder.ts';
import { paced } from './tests/support/runner/pace.ts';

/** Runs in Electron's own Node, as a user that Electron's sandbox accepts: `npm run test:e2e`. */
export default defineConfig({
  timeout: paced(60_000),
  // As long as the longest thing that one look waits for: an app that opens, a passphrase that is worked on.
  expect: { timeout: paced(30_000) },
  // A whole run may try a failed test once more, and tells each test for which it did: `scripts/project/test-counts.mjs`.
  retries: process.env['KEYDESK_SECOND_ATTEMPTS'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  // Display, clipboard and keychain belong to a worker where it opens its own (Linux), to everybody elsewhere. A worker waits
  // for half of its time: for an answer, a countdown, a window.
  workers: process.platform === 'linux' ? 2 * availableParallelism() : 1,
  reporter: [['list'], ['./tests/support/runner/playwright-record.ts']],
  // Each has a folder of its own for what its tests leave: a run empties it first, and another suite may run beside it.
  projects: ['e2e', 'package', 'faults'].map((name) => ({
    name,
    testDir: `tests/${name}`,
    outputDir: join(outputFolder, 'test-results', name),
  })),
});

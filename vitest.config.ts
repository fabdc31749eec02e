import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { paced } from './tests/support/runner/pace.ts';
import { vitestRecord } from './tests/support/runner/vitest-record.ts';

/** What changes more than its own file: modules that are replaced, the keychain of the process. Those files get processes of their own. */
const changesItsProcess = /\bvi\.(mock|doMock|resetModules)\(|support\/desktop\/own-keychain\.ts'/;

const all = readdirSync(join(import.meta.dirname, 'tests', 'unit'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => join('tests', 'unit', name));
const alone = all.filter((file) => changesItsProcess.test(readFileSync(join(import.meta.dirname, file), 'utf8')));

/** Runs in Electron's own Node: `npm run test:unit`, `npm run test:conformance`. */
export default defineConfig({
  test: {
    pool: 'forks',
    // Vitest leaves one core to itself, which is half of two.
    maxWorkers: availableParallelism(),
    // No test is about speed: these end what hangs, on the busiest of machines.
    testTimeout: paced(60_000),
    hookTimeout: paced(60_000),
    expect: { poll: { timeout: paced(20_000) } },
    reporters: ['default', vitestRecord()],
    projects: [
      // Projects run in the order of their names: first what cannot share a process, and at the end many short files, which keep all cores busy.
      // One process for many files: to start one for each, and load everything again, takes most of the time of most of them.
      {
        extends: true,
        test: { name: 'unit-together', isolate: false, include: ['tests/unit/**/*.test.{ts,tsx}'], exclude: alone },
      },
      { extends: true, test: { name: 'unit-alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'conformance',
          isolate: false,
          include: ['tests/conformance/**/*.test.ts'],
          // Each starts other people's programs, several times, while the unit tests run beside it.
          testTimeout: paced(120_000),
          hookTimeout: paced(120_000),
        },
      },
    ],
  },
});

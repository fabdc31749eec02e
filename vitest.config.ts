import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { paced } from './tests/support/runner/pace.ts';
import { vitestRecord } from './tests/support/runner/vitest-record.ts';

/** Matches test files that change their whole process: they replace modules, or its keychain. Each of them gets its own process. */
const changesItsProcess = /\bvi\.(mock|doMock|resetModules)\(|support\/desktop\/own-keychain\.ts'/;

const all = readdirSync(join(import.meta.dirname, 'tests', 'unit'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => join('tests', 'unit', name));
const alone = all.filter((file) => changesItsProcess.test(readFileSync(join(import.meta.dirname, file), 'utf8')));

/** Runs in Electron's own Node: `npm run test:unit`, `npm run test:conformance`. */
export default defineConfig({
  test: {
    pool: 'forks',
    // By default Vitest keeps one core for itself, which on two cores is half of them.
    maxWorkers: availableParallelism(),
    // No test measures speed. These limits only end a test that hangs, so they are long enough for a very busy machine.
    testTimeout: paced(60_000),
    hookTimeout: paced(60_000),
    expect: { poll: { timeout: paced(20_000) } },
    reporters: ['default', vitestRecord()],
    projects: [
      // Projects run in the order of their names: first the files that cannot share a process, last the many short files, which keep
      // all cores busy. These share processes: to start one for each file and load all modules again takes longer than most of the files.
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
          // Each test starts other programs several times, while the unit tests run at the same time.
          testTimeout: paced(120_000),
          hookTimeout: paced(120_000),
        },
      },
    ],
  },
});

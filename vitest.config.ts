import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { paced } from './tests/support/pace.ts';
import { vitestRecord } from './tests/support/vitest-record.ts';

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
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] } },
      { extends: true, test: { name: 'conformance', include: ['tests/conformance/**/*.test.ts'] } },
    ],
  },
});

import process from 'node:process';

/** Electron's program. The suites run in Electron's own Node, so this is the running program. */
export function electronProgram(): string {
  if (process.versions['electron'] === undefined) throw new Error('Run the tests with "npm run test:e2e".');
  return process.execPath;
}

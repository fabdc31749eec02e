import process from 'node:process';

/** Electron's program. The suites run in its own Node, so it is the program that runs this. */
export function electronProgram(): string {
  if (process.versions['electron'] === undefined) throw new Error('Run the tests with "npm run test:e2e".');
  return process.execPath;
}

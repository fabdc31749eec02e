import { execFile } from 'node:child_process';
import { failed, type Outcome, success } from '../basics/outcome.ts';

/** Runs a program of the system by its whole path, and gives what it prints. A problem is a phrase. */
export type RunTool = (
  program: string,
  args: readonly string[],
  input?: Uint8Array,
) => Promise<Outcome<string, string>>;

/** Milliseconds. */
const PATIENCE = 10_000;
const MOST_OUTPUT = 256 * 1024;

export const runTool: RunTool = (program, args, input) =>
  new Promise((resolve) => {
    const options = { timeout: PATIENCE, maxBuffer: MOST_OUTPUT, windowsHide: true };
    const child = execFile(program, [...args], options, (error, stdout) =>
      resolve(
        error === null ? success(stdout) : failed(`${program} ended with ${error.code ?? error.signal ?? 'an error'}`),
      ),
    );
    // A program that does not start takes no input.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });

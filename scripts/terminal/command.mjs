import process from 'node:process';
import { say } from './step.mjs';

/**
 * An error with a message for the user at the terminal: what happened, and what to do.
 * @param {string} sentence
 */
export function problem(sentence) {
  return Object.assign(new Error(sentence), { forPeople: true });
}

/**
 * Runs a command of package.json. The number that `main` returns becomes the exit code. A problem is printed as a sentence, any
 * other error with its stack.
 * @param {(args: string[]) => Promise<number>} main
 */
export async function command(main) {
  endWithParent();
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    say(`\n${describe(error)}`);
    process.exitCode = 1;
  }
}

/** Milliseconds between two checks of our parent process. */
const LOOK_EVERY = 500;

/** Ends this process when its parent process has ended. A signal to npm ends npm and its shell, but does not reach this process. */
function endWithParent() {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY);
  look.unref();
}

/** @param {unknown} error */
export function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return 'forPeople' in error ? error.message : (error.stack ?? error.message);
}

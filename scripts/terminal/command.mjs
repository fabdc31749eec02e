import process from 'node:process';
import { say } from './step.mjs';

/**
 * An error whose message is meant for the person at the terminal: what happened, and what to do.
 * @param {string} sentence
 */
export function problem(sentence) {
  return Object.assign(new Error(sentence), { forPeople: true });
}

/**
 * Runs a command of package.json: its number becomes the exit code; a problem is told as a sentence, a mistake of ours with its stack.
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

/** Milliseconds between two looks at who our parent is. */
const LOOK_EVERY = 500;

/**
 * A signal to npm ends npm and its shell, and never reaches us: that our parent has gone is how we learn of it.
 */
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

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
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    say(`\n${describe(error)}`);
    process.exitCode = 1;
  }
}

/** @param {unknown} error */
export function describe(error) {
  if (!(error instanceof Error)) return String(error);
  return 'forPeople' in error ? error.message : (error.stack ?? error.message);
}

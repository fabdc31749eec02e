import { parseArgs } from 'node:util';
import { fewestUsers } from './directory/known-people.ts';
import { defaultSeed, defaultUsers } from './start-simulator.ts';

export interface Command {
  readonly port: number;
  readonly users: number;
  readonly seed: string;
  /** People in several domains, two keys each. */
  readonly full: boolean;
  /** Stop when standard input ends: for a program that starts the simulator as a child with a pipe. */
  readonly parentPipe: boolean;
}

const usage = 'simulator [--port N] [--users N] [--seed S] [--full] [--parent-pipe]';
const mostUsers = 100_000;

/** Reads the arguments. If an argument is wrong, returns a sentence about it. */
export function readCommandLine(args: readonly string[]): Command | string {
  const given = parse(args);
  if (typeof given === 'string') return given;
  const port = wholeNumber(given.port, 0, 65_535);
  if (port === null) return `--port must be a whole number from 0 to 65535, and is "${given.port}".`;
  const users = wholeNumber(given.users, fewestUsers, mostUsers);
  if (users === null) {
    return `--users must be a whole number from ${fewestUsers} to ${mostUsers}, and is "${given.users}".`;
  }
  if (given.seed === '') return '--seed must not be empty.';
  return { port, users, seed: given.seed, full: given.full, parentPipe: given['parent-pipe'] };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        users: { type: 'string', default: String(defaultUsers) },
        seed: { type: 'string', default: defaultSeed },
        full: { type: 'boolean', default: false },
        'parent-pipe': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/[.\n]/, 1)[0] : String(error);
    return `${reason}; the usage is ${usage}.`;
  }
}

function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,9}$/.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { CommandProblem } from './command-errors.ts';

export interface ProgramToRun {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** What a terminal sends to all that runs in its foreground, the program included. */
const FROM_KEYBOARD = new Set<string>(['SIGINT', 'SIGQUIT']);

/**
 * Runs a program to its end, with our own input, output and folder, and gives its exit code: 128 + N where signal N has ended
 * it. Signals to us are passed on.
 */
export function runProgram({ program, args, env }: ProgramToRun): Promise<Outcome<number, CommandProblem>> {
  return new Promise((resolve) => {
    let child: ChildProcess | null = null;
    // They listen before the program runs: a signal that comes between would end us and leave it behind.
    const listeners = SIGNALS.map((signal) => {
      // Passed on as well, Ctrl+C would reach the program twice, and many a program takes the second for "at once".
      const listener = () => {
        if (!FROM_KEYBOARD.has(signal) || !hearsKeyboard()) child?.kill(signal);
      };
      process.on(signal, listener);
      return () => process.off(signal, listener);
    });
    const end = (outcome: Outcome<number, CommandProblem>) => {
      for (const remove of listeners) remove();
      resolve(outcome);
    };
    const refuse = (error: unknown) => end(failed(whyNotStarted(program, env['PATH'] ?? '', error)));
    try {
      child = spawn(program, args, { env, stdio: 'inherit' });
    } catch (error) {
      // Node throws what the system says but for a few codes, which it tells as an event.
      refuse(error);
      return;
    }
    child.once('error', refuse);
    child.once('exit', (code, signal) => end(success(signal === null ? (code ?? 1) : 128 + constants.signals[signal])));
  });
}

/**
 * That Ctrl+C at a terminal reaches us now, and with us the program: wherever our input and output lead, we belong to a terminal
 * and run in its foreground. On macOS the foreground cannot be asked for without a library: there the terminal is enough.
 */
function hearsKeyboard(): boolean {
  if (process.platform === 'win32') return true;
  try {
    if (process.platform === 'linux') {
      // Behind the name, which may hold anything: state, parent, process group, session, terminal, and the group in front.
      const [, , group, , , front] = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)?.split(' ') ?? [];
      return group === front;
    }
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

/**
 * The system also says `EACCES` of a program that is nowhere, if there is a folder on the path that we may not enter, and
 * `ENOTDIR` if a file is on it; and `ENOENT` of one that is there, if what its first line names is not. Its message is not
 * repeated: it may show the environment.
 */
function whyNotStarted(program: string, path: string, error: unknown): CommandProblem {
  const { code = 'unknown error', errno = 0 } = error as NodeJS.ErrnoException;
  const isPath = program.includes('/');
  const isThere = isPath ? existsSync(program) : path.split(delimiter).some((dir) => existsSync(join(dir, program)));
  const saysNotThere = code === 'ENOENT' || (!isPath && (code === 'EACCES' || code === 'ENOTDIR'));
  if (saysNotThere && !isThere) return { kind: 'program-not-found', program };
  if (code === 'ENOENT') return { kind: 'program-not-startable', program, reason: 'its interpreter is not there' };
  return { kind: 'program-not-startable', program, reason: getSystemErrorMap().get(errno)?.[1] ?? code };
}

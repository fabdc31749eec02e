import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { CommandProblem } from './command-errors.ts';

interface ProgramToRun {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** Signals that a terminal sends to every process of its foreground, the program included. */
const FROM_KEYBOARD = new Set<string>(['SIGINT', 'SIGQUIT']);

/**
 * Runs a program to its end, with Keydesk's own input, output and folder, and returns its exit code: 128 + N if signal N ended it. Signals
 * to Keydesk are passed on.
 */
export function runProgram({ program, args, env }: ProgramToRun): Promise<Outcome<number, CommandProblem>> {
  return new Promise((resolve) => {
    let child: ChildProcess | null = null;
    // The listeners are added before the program starts: a signal before that would end Keydesk and leave the program running.
    const listeners = SIGNALS.map((signal) => {
      // If Ctrl+C were passed on as well, it would reach the program twice, and many programs take the second one to mean "at once".
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
      // Node throws most errors of the system, and reports a few as an event.
      refuse(error);
      return;
    }
    child.once('error', refuse);
    child.once('exit', (code, signal) => end(success(signal === null ? (code ?? 1) : 128 + constants.signals[signal])));
  });
}

/**
 * Whether Ctrl+C at a terminal reaches Keydesk and the program now: Keydesk belongs to a terminal and runs in its foreground, wherever its
 * input and output lead. On macOS only a library could tell the foreground, so there the terminal is enough.
 */
function hearsKeyboard(): boolean {
  if (process.platform === 'win32') return true;
  try {
    if (process.platform === 'linux') {
      // The fields after the name, which may contain anything: state, parent, process group, session, terminal, and the group in the
      // foreground.
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
 * The system's code can mislead. A missing program gives `EACCES` if Keydesk may not enter a folder of the path, and `ENOTDIR` if the path
 * names a file. A script that is there gives `ENOENT` if its interpreter is missing. The message is not repeated, since it may show the
 * environment.
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

import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { failed, type Outcome, success } from '../outcome.ts';
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
    const hasTerminal = isAtTerminal();
    // They listen before the program runs: a signal that comes between would end us and leave it behind.
    const listeners = SIGNALS.map((signal) => {
      // Passed on as well, Ctrl+C would reach the program twice, and many a program takes the second for "at once".
      const listener = () => (hasTerminal && FROM_KEYBOARD.has(signal) ? undefined : child.kill(signal));
      process.on(signal, listener);
      return () => process.off(signal, listener);
    });
    const child = spawn(program, args, { env, stdio: 'inherit' });
    const end = (outcome: Outcome<number, CommandProblem>) => {
      for (const remove of listeners) remove();
      resolve(outcome);
    };
    child.once('error', (error) => end(failed(whyNotStarted(program, env['PATH'] ?? '', error))));
    child.once('exit', (code, signal) => end(success(signal === null ? (code ?? 1) : 128 + constants.signals[signal])));
  });
}

/** That there is a terminal which belongs to us, wherever our input and output lead. */
function isAtTerminal(): boolean {
  if (process.platform === 'win32') return true;
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

/** The system also says `EACCES` of a program that is nowhere, if there is a folder on the path that we may not enter. */
function whyNotStarted(program: string, path: string, error: Error): CommandProblem {
  const code = 'code' in error ? String(error.code) : '';
  const isNowhere =
    !program.includes('/') && !path.split(delimiter).some((folder) => existsSync(join(folder, program)));
  if (code === 'ENOENT' || (code === 'EACCES' && isNowhere)) return { kind: 'program-not-found', program };
  const reason = code === 'EACCES' ? 'permission denied' : code || error.message;
  return { kind: 'program-not-startable', program, reason };
}

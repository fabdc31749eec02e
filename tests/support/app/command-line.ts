import { type ChildProcess, spawn } from 'node:child_process';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { electronProgram } from './electron-program.ts';
import type { Environment } from './environment.ts';

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export interface RunningCommand {
  readonly process: ChildProcess;
  /** Resolves when the program has written this text. */
  readonly saying: (text: string) => Promise<void>;
  readonly ended: Promise<CommandResult>;
}

/** The words that start Keydesk from the checkout. An option keeps Chromium from complaining of a missing system bus. */
export const keydeskWords = (userDataDir: string): readonly string[] => [
  electronProgram(),
  checkout,
  '--log-level=3',
  `--user-data-dir=${userDataDir}`,
];

/** The words, quoted for a shell. */
export const shellLine = (words: readonly string[]): string =>
  words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/** The environment of a computer without a display. */
export function withoutDisplay(env: Environment): Environment {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = env;
  return rest;
}

/** Starts a program and collects its output. */
export function startCommand(words: readonly string[], env: Environment): RunningCommand {
  const [program = '', ...args] = words;
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  const listeners = new Set<() => void>();
  const add = (stream: 'out' | 'err') => (text: string) => {
    said[stream] += text;
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', add('out'));
  child.stderr.setEncoding('utf8').on('data', add('err'));
  const ended = new Promise<CommandResult>((resolve, reject) =>
    child.once('error', reject).once('close', (code) => resolve({ code, ...said })),
  );
  return {
    process: child,
    saying: (text) =>
      new Promise((resolve) => {
        const look = () => (said.out + said.err).includes(text) && resolve();
        listeners.add(look);
        look();
      }),
    ended,
  };
}

import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { paced } from '../runner/pace.ts';
import { startCommand } from './command-line.ts';
import { electronProgram } from './electron-program.ts';
import type { Environment } from './environment.ts';
import { mainAnswers } from './main-answers.ts';

export interface LaunchOptions {
  readonly env: Environment;
  /** The profile folder. A restart with the same folder finds its content again. */
  readonly userDataDir: string;
  readonly args?: readonly string[];
  /** True: the test continues as soon as the first screen is there, before main answers calls. */
  readonly early?: boolean;
  /** The path of a packaged program. If left out, Electron runs this checkout's `out/`. */
  readonly program?: string;
}

export interface RunningApp {
  readonly app: ElectronApplication;
  /** The page of the window. */
  readonly page: Page;
  readonly process: ChildProcess;
  /** The app's output so far, on standard output and standard error. */
  log(): string;
  /** Starts the program once more, as a person does who forgot that it runs, and waits until it ends. Gives its exit code. */
  startAgain(args?: readonly string[]): Promise<number | null>;
  /** Quits by the menu, and after five seconds by a signal. */
  close(): Promise<void>;
}

/** The most milliseconds for Playwright to connect. It usually takes one or two seconds. */
const CONNECTION_PATIENCE = paced(12_000);
const ATTEMPTS = 3;
/** The most milliseconds for the window to open. It takes one second, several on a busy machine. */
const WINDOW_PATIENCE = paced(30_000);
/** The most milliseconds for the app to quit. */
const QUIT_PATIENCE = paced(5000);
/** The most milliseconds for a program that ends by itself, from its start to its end. */
const END_PATIENCE = paced(20_000);

const partOf = (name: string) => join(checkout, 'tests', 'support', 'app', name);
/** Options that load files before the app. A packaged program does not accept them, so `connect` may have to start it again. */
const before = ['-r', partOf('hold-until-attached.cjs'), '-r', partOf('little-scrypt.cjs')];

// Playwright asks the app to compress its messages. Between two processes of one computer, compression costs more than it saves.
subscribe('http.client.request.created', (message) => {
  const { request } = message as { readonly request: ClientRequest };
  request.removeHeader('sec-websocket-extensions');
});

/** Starts the real app in its real sandbox, which Playwright's default would switch off, and waits for its window. */
export async function launchApp({
  env,
  userDataDir,
  args = [],
  early = false,
  program,
}: LaunchOptions): Promise<RunningApp> {
  const app = await connect({
    executablePath: program ?? electronProgram(),
    args: [...(program === undefined ? [...before, checkout] : []), `--user-data-dir=${userDataDir}`, ...args],
    env: { ...env },
    cwd: checkout,
    chromiumSandbox: true,
  });
  evaluateBetweenTurns(app);
  const child = app.process();
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const close = async () => {
    await Promise.race([app.close().catch(() => undefined), wait(QUIT_PATIENCE, undefined, { ref: false })]);
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  };
  try {
    const page = await app.firstWindow({ timeout: WINDOW_PATIENCE });
    if (!early) await mainAnswers(app, WINDOW_PATIENCE);
    const startAgain = async (more: readonly string[] = []) =>
      (await startAndEnd({ env, userDataDir, args: more })).code;
    return { app, page, process: child, log: () => log, startAgain, close };
  } catch (error) {
    await close();
    throw new Error(`The app opened no window. It said:\n${log}`, { cause: error });
  }
}

interface StartedWith {
  /** Files beside this one that are loaded before the app. */
  readonly parts?: readonly string[];
}

/**
 * Starts the program as a user does, and waits until it ends. `output`: its output on both streams, and the text of its error box,
 * which is closed at once.
 */
export async function startAndEnd({ env, userDataDir, args = [], parts = [] }: LaunchOptions & StartedWith) {
  const before = ['error-box.cjs', ...parts].flatMap((name) => ['-r', partOf(name)]);
  const words = [electronProgram(), ...before, checkout, `--user-data-dir=${userDataDir}`, ...args];
  const { process: child, ended } = startCommand(words, env);
  const impatient = setTimeout(() => child.kill('SIGKILL'), END_PATIENCE);
  const { code, out, err } = await ended.finally(() => clearTimeout(impatient));
  return { code, output: out + err };
}

/**
 * Makes `app.evaluate` call its function in a separate turn of Node's event loop. Playwright's debugger may interrupt main anywhere, even
 * while Node checks whether callbacks of `process.nextTick` are left. If the function adds a callback then, Node never calls it, nor any
 * later one.
 */
function evaluateBetweenTurns(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app);
  const inOwnTurn = (work: unknown, argument: unknown) =>
    evaluate(
      async (electron, [source, given]) => {
        await new Promise((resolve) => setImmediate(resolve));
        return process.getBuiltinModule('node:vm').runInThisContext(`(${source})`)(electron, given);
      },
      [String(work), argument] as const,
    );
  Object.assign(app, { evaluate: inOwnTurn });
}

/**
 * Starts Electron, and starts it again if Playwright does not connect. About once in thirty starts Playwright attaches to the window
 * just when the first page is committed. It then misses that navigation, and waits for it until its limit.
 */
async function connect(options: NonNullable<Parameters<typeof _electron.launch>[0]>): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch({ ...options, timeout: CONNECTION_PATIENCE });
    } catch (error) {
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      if (!isTimeout || attempt >= ATTEMPTS) throw error;
    }
  }
}

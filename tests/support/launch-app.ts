import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { checkout } from '../../scripts/project/checkout.mjs';
import { electronProgram } from './electron-program.ts';
import type { Environment } from './environment.ts';
import { launchElectron } from './launch-electron.ts';
import { paced } from './pace.ts';

export interface LaunchOptions {
  readonly env: Environment;
  /** The profile folder: what a restart with the same one finds again. */
  readonly userDataDir: string;
  readonly args?: readonly string[];
  /** A packaged program; without one, Electron's with this checkout's `out/`. */
  readonly program?: string;
}

export interface RunningApp {
  readonly app: ElectronApplication;
  /** The page of the window. */
  readonly page: Page;
  readonly process: ChildProcess;
  /** What the app has written to its standard output and standard error. */
  log(): string;
  /** Quits as the person does, and after five seconds as the system does. */
  close(): Promise<void>;
}

/** Milliseconds for the window to open: it takes one second, several on a busy machine. */
const WINDOW_PATIENCE = paced(30_000);
/** Milliseconds for the app to quit. */
const QUIT_PATIENCE = paced(5000);

/** A packaged program takes no such thing: there, `launchElectron` must help itself. */
const hold = join(checkout, 'tests', 'support', 'hold-until-attached.cjs');

/** Starts the real app in its real sandbox (Playwright's default would switch it off), and waits for its window. */
export async function launchApp({ env, userDataDir, args = [], program }: LaunchOptions): Promise<RunningApp> {
  const app = await launchElectron({
    executablePath: program ?? electronProgram(),
    args: [...(program === undefined ? ['-r', hold, checkout] : []), `--user-data-dir=${userDataDir}`, ...args],
    env: { ...env },
    cwd: checkout,
    chromiumSandbox: true,
  });
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
    return { app, page: await app.firstWindow({ timeout: WINDOW_PATIENCE }), process: child, log: () => log, close };
  } catch (error) {
    await close();
    throw new Error(`The app opened no window. It said:\n${log}`, { cause: error });
  }
}

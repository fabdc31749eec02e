import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from '../../../scripts/project/checkout.mjs';
import { paced } from '../runner/pace.ts';
import { electronProgram } from './electron-program.ts';
import type { Environment } from './environment.ts';

/** The real app, driven through its bridge by `driver.cjs`: no Playwright, so that hundreds of starts take minutes. */
export interface DrivenApp {
  readonly pid: number;
  /** Runs code in the page and gives its result; rejects when the app ends first. */
  evaluate<T>(code: string): Promise<T>;
  /** The steps of creations so far, as the main process has reported them. */
  readonly steps: readonly string[];
  /** Called at each step, at once. */
  onStep: (step: string) => void;
  /** Kills main and all its children, and waits until they are gone. */
  kill(): Promise<void>;
}

const driver = join(checkout, 'tests', 'support', 'app', 'driver.cjs');
const MARK = '@@';

/** The most milliseconds for an answer from the page. A creation whose answer is lost takes eight seconds. */
const PATIENCE = paced(60_000);

/** Starts the app and waits for its page. `folder`: the folder of another Electron app, which is driven instead of Keydesk. */
export async function startDrivenApp(env: Environment, userDataDir: string, folder = checkout): Promise<DrivenApp> {
  const child = spawn(electronProgram(), ['-r', driver, folder, `--user-data-dir=${userDataDir}`], {
    env: { ...env },
    cwd: checkout,
    // A separate process group, so that main and its children are killed at once.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const loaded = Promise.withResolvers<void>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const steps: string[] = [];
  let asked = 0;

  const app: DrivenApp = {
    pid: child.pid ?? 0,
    steps,
    onStep: () => {},
    async evaluate<T>(code: string) {
      asked += 1;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(asked, answer);
      child.stdin.write(`${JSON.stringify({ id: asked, evaluate: code })}\n`);
      const timer = setTimeout(() => answer.reject(new Error(`The page did not answer: ${code}`)), PATIENCE);
      return answer.promise.finally(() => clearTimeout(timer)) as Promise<T>;
    },
    async kill() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGKILL');
      }
      await gone;
    },
  };

  child.stdin.on('error', () => {});
  createInterface(child.stdout).on('line', (line) => {
    if (!line.startsWith(MARK)) return;
    const told = JSON.parse(line.slice(MARK.length));
    if ('step' in told) {
      steps.push(told.step);
      app.onStep(told.step);
    } else if ('loaded' in told) loaded.resolve();
    else if ('error' in told) waiting.get(told.id)?.reject(new Error(told.error));
    else waiting.get(told.id)?.resolve(told.value);
  });
  void gone.then(() => {
    const ended = new Error('The app has ended.');
    loaded.reject(ended);
    for (const { reject } of waiting.values()) reject(ended);
  });
  await loaded.promise;
  return app;
}

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkout } from '../../scripts/project/checkout.mjs';
import { electronProgram } from '../support/app/electron-program.ts';
import { plainEnvironment } from '../support/app/environment.ts';
import { writeBareWindow } from './bare-window.ts';
import { type BenchCase, compare } from './figure.ts';
import { median, medianOfRounds } from './interleave.ts';
import { familyMemory } from './process-family.ts';

const rounds = { rounds: 11, warmUp: 1 };
/** Milliseconds after which a started app has finished its work after the first screen: reading ahead, collecting garbage. */
const settling = 3000;
/** Longer than any start, in ms. */
const patience = 30_000;

interface Start {
  /** From spawning the program to the first screen, in ms. */
  readonly launch: number;
  readonly memory: number;
}

/** The profile folder of an app in `folder`. */
export const profileIn = (folder: string, firstScreen: string) =>
  join(folder, `profile-${firstScreen.replace(/\W/g, '')}`);

/** Starts an app and waits for its first screen. With `settle` it also waits and measures its memory. */
export async function start(app: string, firstScreen: string, folder: string, settle: boolean): Promise<Start> {
  // The same folder for all starts, as on a user's computer: Chromium stores compiled scripts there.
  const profile = profileIn(folder, firstScreen);
  const hook = join(checkout, 'tests', 'bench', 'first-screen.cjs');
  const env = {
    ...plainEnvironment(),
    HOME: folder,
    OCI_CLI_CONFIG_FILE: join(folder, 'none'),
    FIRST_SCREEN: firstScreen,
  };
  const began = performance.now();
  const child = spawn(electronProgram(), ['-r', hook, app, `--user-data-dir=${profile}`], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`${app} ended before its first screen: ${code ?? signal}`)));
  });
  // A program that has shown its first screen may end in any way.
  ended.catch(() => {});
  const usable = new Promise<number>((resolve) => child.stdout.once('data', () => resolve(performance.now() - began)));
  const tooLate = wait(patience, undefined, { ref: false }).then(() =>
    Promise.reject(new Error(`${app} did not start`)),
  );
  try {
    const launch = await Promise.race([usable, ended, tooLate]);
    if (settle) await wait(settling);
    return { launch, memory: settle && child.pid !== undefined ? familyMemory(child.pid) : Number.NaN };
  } finally {
    const gone = new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)));
    child.stdin.end();
    const killed = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(killed);
  }
}

/**
 * The time from starting the program to a usable first screen, and the memory of all its processes (PSS) three seconds later.
 * Keydesk's welcome screen is compared with a bare sandboxed window with a heading, on the same binary.
 */
export const launch: BenchCase = {
  name: 'launch',
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'keydesk-bench-'));
    try {
      await writeBareWindow(folder);
      const keydesk = (settle: boolean) => start(checkout, 'main button', folder, settle);
      const bare = (settle: boolean) => start(folder, 'h1', folder, settle);
      const timeOf = (app: typeof bare) => async () => (await app(false)).launch;
      const [ours = Number.NaN, theirs = Number.NaN] = await medianOfRounds([timeOf(keydesk), timeOf(bare)], rounds);
      const weights = { ours: [] as number[], theirs: [] as number[] };
      for (let round = 0; round < 3; round += 1) {
        weights.ours.push((await keydesk(true)).memory);
        weights.theirs.push((await bare(true)).memory);
      }
      return [
        compare({
          name: 'launch to a usable first screen, against a bare window',
          unit: 'ms',
          ours,
          theirs,
          limit: { atMost: 1.15 },
        }),
        compare({
          name: 'memory on the first screen (PSS), against a bare window',
          unit: 'MB',
          ours: median(weights.ours),
          theirs: median(weights.theirs),
          limit: { atMost: 1.15 },
        }),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

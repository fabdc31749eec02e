import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from '../../scripts/project/checkout.mjs';
import { electronProgram } from './electron-program.ts';
import type { LaunchOptions } from './launch-app.ts';
import { paced } from './pace.ts';

const pressedAway = join(checkout, 'tests', 'support', 'error-box.cjs');

/**
 * Starts the program as a person does who expects a window, and waits until it ends. `output`: what it said, on both streams and
 * in its error box, which is pressed away at once.
 */
export async function startAndEnd({ env, userDataDir, args = [] }: LaunchOptions) {
  const words = ['-r', pressedAway, checkout, `--user-data-dir=${userDataDir}`, ...args];
  const child = spawn(electronProgram(), words, { env: { ...env }, cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const impatient = setTimeout(() => child.kill('SIGKILL'), paced(20_000));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject),
  );
  clearTimeout(impatient);
  return { code, output };
}

/** Starts the program as a person does who forgot that it runs already, and waits until it ends. Gives its exit code. */
export const startAgain = async (options: LaunchOptions): Promise<number | null> => (await startAndEnd(options)).code;

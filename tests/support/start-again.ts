import { spawn } from 'node:child_process';
import { checkout } from '../../scripts/project/checkout.mjs';
import { electronProgram } from './electron-program.ts';
import type { LaunchOptions } from './launch-app.ts';

/** Starts the program as a person does who forgot that it runs already, and waits until it ends. Gives its exit code. */
export async function startAgain({ env, userDataDir, args = [] }: LaunchOptions): Promise<number | null> {
  const words = [checkout, `--user-data-dir=${userDataDir}`, ...args];
  const child = spawn(electronProgram(), words, { env: { ...env }, cwd: checkout, stdio: 'ignore' });
  const impatient = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const code = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
  clearTimeout(impatient);
  return code;
}

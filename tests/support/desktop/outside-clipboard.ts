import { execFile, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** The clipboard as other programs see it (X11): read and written by xclip, on the display that `env` names. */

import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/** X11's two selections. `primary`: the text that was selected last. */
type Selection = 'clipboard' | 'primary';

/** Null for an empty clipboard: xclip then finds no text in it. */
export async function readOutsideClipboard(env: Environment, from: Selection = 'clipboard'): Promise<string | null> {
  try {
    return (await promisify(execFile)('xclip', ['-selection', from, '-o'], { env, timeout: paced(30_000) })).stdout;
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    if (complaint.includes('not available') || complaint.includes('no owner')) return null;
    throw error;
  }
}

/** Copies a text, as another program does. */
export async function writeOutsideClipboard(
  text: string,
  env: Environment,
  to: Selection = 'clipboard',
): Promise<void> {
  // xclip stays in the background to serve the copied text. It must not hold our pipes open.
  const child = spawn('xclip', ['-selection', to, '-i'], { env, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(text);
  const code = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
  if (code !== 0) throw new Error(`xclip ended with code ${code}`);
  // The background process takes over the clipboard a moment later.
  while ((await readOutsideClipboard(env, to)) !== text) await wait(20);
}

/** Starts a program that copies the text and then hangs. Gives a function that ends the program. */
export async function hangWithClipboard(text: string, env: Environment): Promise<() => void> {
  // In the foreground, so that the stopped process is the owner of the clipboard.
  const owner = spawn('xclip', ['-selection', 'clipboard', '-i', '-quiet'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  owner.stdin.end(text);
  while ((await readOutsideClipboard(env)) !== text) await wait(20);
  owner.kill('SIGSTOP');
  return () => owner.kill('SIGKILL');
}

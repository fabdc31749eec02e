import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** The clipboard as other programs see it (X11): read and written by xclip, on the display that `env` names. */

import type { Environment } from './environment.ts';

/** Null for an empty clipboard: xclip then finds no text in it. */
export async function readOutsideClipboard(env: Environment): Promise<string | null> {
  try {
    return (await promisify(execFile)('xclip', ['-selection', 'clipboard', '-o'], { env, timeout: 5000 })).stdout;
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    if (complaint.includes('not available') || complaint.includes('no owner')) return null;
    throw error;
  }
}

/** As another program does when the person copies something there. */
export async function writeOutsideClipboard(text: string, env: Environment): Promise<void> {
  // xclip stays in the background to serve what was copied: it must not hold our pipes open.
  const child = spawn('xclip', ['-selection', 'clipboard', '-i'], { env, stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(text);
  const code = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
  if (code !== 0) throw new Error(`xclip ended with code ${code}`);
}

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/** The clipboard as other programs see it on Wayland, read by wl-paste, which takes the focus for a moment. Empty text: no content. */
export async function readWaylandClipboard(env: Environment): Promise<string> {
  try {
    return (await promisify(execFile)('wl-paste', ['--no-newline'], { env, timeout: paced(30_000) })).stdout.trim();
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    if (/No selection|Nothing is copied|No suitable type/.test(complaint)) return '';
    throw error;
  }
}

/**
 * Presses a key of the session's keyboard. On Wayland a program may set the clipboard only after an input, and to the compositor a
 * click by Playwright is no input.
 */
export const pressKey = (env: Environment): Promise<void> =>
  writeFile(join(`${env['XDG_RUNTIME_DIR']}`, 'keyboard'), '\n');

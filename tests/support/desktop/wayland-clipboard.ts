import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { paced } from '../runner/pace.ts';

/** The clipboard as other programs see it on Wayland: read by wl-paste, which has the focus for a moment. Empty: nothing. */
export async function readWaylandClipboard(env: Environment): Promise<string> {
  try {
    return (await promisify(execFile)('wl-paste', ['--no-newline'], { env, timeout: paced(5000) })).stdout.trim();
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    if (/No selection|Nothing is copied|No suitable type/.test(complaint)) return '';
    throw error;
  }
}

/**
 * Presses a key of the session's keyboard: on Wayland a program may fill the clipboard only in answer to the person, and what
 * Playwright clicks is none to the compositor.
 */
export const pressKey = (env: Environment): Promise<void> =>
  writeFile(join(`${env['XDG_RUNTIME_DIR']}`, 'keyboard'), '\n');

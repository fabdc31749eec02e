import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { firstLine, startService } from './service.mjs';

/** Wide enough for the window at its usual size; 24 bits, as every desktop has. */
const SCREEN = '1440x1000x24';

/**
 * Starts our own virtual X display, with a random number. X's own search for a free number is not safe: two searches at the same time
 * remove each other's sockets, and a search does not see servers in other containers of the same network.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => Promise<void> }>}
 */
export async function startX11Display(env) {
  makeSocketFolder();
  const DISPLAY = `:${randomInt(100, 50_000)}`;
  const args = [DISPLAY, '-displayfd', '1', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  const { close } = await startService({ program: 'Xvfb', args, env, ready: firstLine });
  return { env: { DISPLAY }, close };
}

/** X makes this folder only as root, and here X does not run as root. A bare container does not have the folder. */
function makeSocketFolder() {
  const before = process.umask(0);
  try {
    mkdirSync('/tmp/.X11-unix', { mode: 0o1777 });
  } catch {
    // The folder exists.
  } finally {
    process.umask(before);
  }
}

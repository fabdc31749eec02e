import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { firstLine, startService } from './service.mjs';

/** Wide enough for the window at its usual size; 24 bits, as every desktop has. */
const SCREEN = '1440x1000x24';

/**
 * Starts a virtual X display of our own. Its number is drawn from many: X's own search for a free one takes another server's
 * sockets away when two search at once, and sees nothing of servers in other containers of the same network.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ name: string, close: () => Promise<void> }>}
 */
export async function startDisplay(env) {
  makeSocketFolder();
  const name = `:${randomInt(100, 50_000)}`;
  const args = [name, '-displayfd', '1', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  const { close } = await startService({ program: 'Xvfb', args, env, ready: firstLine });
  return { name, close };
}

/** X makes this folder itself only if it is root, which it is not here; a bare container has none. */
function makeSocketFolder() {
  const before = process.umask(0);
  try {
    mkdirSync('/tmp/.X11-unix', { mode: 0o1777 });
  } catch {
    // It is there already.
  } finally {
    process.umask(before);
  }
}

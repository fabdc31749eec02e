import { mkdirSync } from 'node:fs';
import { firstLine, startService } from './service.mjs';

/** Wide enough for the window at its usual size; 24 bits, as every desktop has. */
const SCREEN = '1440x1000x24';

/**
 * Starts a virtual X display of our own, on the first number that is free.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ name: string, close: () => Promise<void> }>}
 */
export async function startDisplay(env) {
  makeSocketFolder();
  const args = ['-displayfd', '1', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'];
  const { address, close } = await startService({ program: 'Xvfb', args, env, ready: firstLine });
  return { name: `:${address}`, close };
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

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkout } from '../project/checkout.mjs';
import { firstLine, startService } from './service.mjs';

const NAME = 'wayland-keydesk';

/**
 * Starts GNOME's own compositor (mutter) without a screen but with a keyboard: on Wayland only the window with the keyboard's focus
 * can use the clipboard.
 * @param {NodeJS.ProcessEnv} env with a session bus, and a folder for the socket
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => Promise<void> }>}
 */
export async function startWaylandDisplay(env) {
  const own = { WAYLAND_DISPLAY: NAME, XDG_SESSION_TYPE: 'wayland', XDG_CURRENT_DESKTOP: 'GNOME' };
  const options = ['--wayland', '--headless', '--no-x11', '--virtual-monitor', '1440x1000', '--wayland-display', NAME];
  const compositor = await startService({
    program: 'mutter',
    args: options,
    env: { ...env, XDG_SESSION_TYPE: 'wayland', LIBGL_ALWAYS_SOFTWARE: '1' },
    async ready() {
      while (!existsSync(join(String(env['XDG_RUNTIME_DIR']), NAME))) await wait(20);
    },
  });
  try {
    const script = join(checkout, 'scripts', 'session', 'wayland-keyboard.py');
    const keyboard = await startService({ program: '/usr/bin/python3', args: [script], env, ready: firstLine });
    return {
      env: own,
      async close() {
        await keyboard.close();
        await compositor.close();
      },
    };
  } catch (error) {
    await compositor.close();
    throw error;
  }
}

import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { startX11Display } from './display.mjs';
import { bringBackUnlocked, startBus, startKeychain } from './keychain.mjs';
import { startWaylandDisplay } from './wayland-display.mjs';

/**
 * Opens a desktop session that no other program uses: a virtual display (and so a clipboard), a bus, an unlocked keychain, a bus that
 * replaces the system's, and a home folder. Linux only. The caller must not be root.
 * @param {NodeJS.ProcessEnv} [outer]
 * @param {'x11' | 'wayland'} [kind] of the display
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => Promise<void> }>}
 */
export async function openPrivateSession(outer = process.env, kind = 'x11') {
  const folder = mkdtempSync(join(tmpdir(), 'session-'));
  const own = (/** @type {string} */ name) => {
    const path = join(folder, name);
    mkdirSync(path, { mode: 0o700 });
    chmodSync(path, 0o700);
    return path;
  };
  const { DISPLAY: _, WAYLAND_DISPLAY: __, XAUTHORITY: ___, ...rest } = outer;
  const bare = { ...rest, HOME: own('home'), XDG_RUNTIME_DIR: own('run') };
  /** @type {(() => unknown)[]} */
  const closers = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })];
  const close = async () => {
    for (const end of closers.toReversed()) await end();
  };
  try {
    bringBackUnlocked(bare);
    const bus = await startBus(bare);
    closers.push(bus.close);
    const systemBus = await startBus(bare);
    closers.push(systemBus.close);
    const buses = { DBUS_SESSION_BUS_ADDRESS: bus.address, DBUS_SYSTEM_BUS_ADDRESS: systemBus.address };
    const display = await (kind === 'x11' ? startX11Display : startWaylandDisplay)({ ...bare, ...buses });
    closers.push(display.close);
    const env = { ...bare, ...buses, ...display.env };
    const keychain = await startKeychain(env);
    closers.push(keychain.close);
    return { env, close };
  } catch (error) {
    await close();
    throw error;
  }
}

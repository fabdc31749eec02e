import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run } from '../terminal/run.mjs';
import { firstLine, startService } from './service.mjs';

const SECRET_SERVICE = 'org.freedesktop.secrets';
const UNLOCKED = ['--foreground', '--unlock', '--components=secrets'];

/**
 * Starts our own session bus.
 * @param {NodeJS.ProcessEnv} env
 */
export function startBus(env) {
  const args = ['--session', '--nofork', '--print-address=1'];
  return startService({ program: 'dbus-daemon', args, env, ready: firstLine });
}

/**
 * Starts a real keychain (gnome-keyring's Secret Service) on the bus that `env` names, unlocked with an empty password. Its
 * file is below HOME, so HOME must be our own folder.
 * @param {NodeJS.ProcessEnv} env
 * @param {object} [options]
 * @param {boolean} [options.unlock] false: starts it with the keyrings of HOME, and unlocks none
 */
export function startKeychain(env, { unlock = true } = {}) {
  const args = unlock ? UNLOCKED : UNLOCKED.filter((word) => word !== '--unlock');
  const ready = async () => {
    while (!(await isOwned(SECRET_SERVICE, env))) await wait(50);
  };
  return startService({ program: 'gnome-keyring-daemon', args, env, input: '\n', ready });
}

/**
 * Lets the bus that is started next restart an ended keychain unlocked. Without this it would restart locked. On a busy machine
 * gnome-keyring sometimes ends when a program connects to the bus: it handles the first call before it knows the caller, and aborts
 * ("assertion 'client' failed", seen in version 42, reported for 50 too). XDG_RUNTIME_DIR must be our own folder.
 * @param {NodeJS.ProcessEnv} env
 */
export function bringBackUnlocked(env) {
  const folder = join(String(env['XDG_RUNTIME_DIR']), 'dbus-1', 'services');
  mkdirSync(folder, { recursive: true });
  const command = `/bin/sh -c "echo | exec gnome-keyring-daemon ${UNLOCKED.join(' ')}"`;
  writeFileSync(
    join(folder, `${SECRET_SERVICE}.service`),
    `[D-BUS Service]\nName=${SECRET_SERVICE}\nExec=${command}\n`,
  );
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
async function isOwned(name, env) {
  const question = ['/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', `string:${name}`];
  const args = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', ...question];
  return (await run('dbus-send', args, { env, output: 'keep' })).stdout.includes('true');
}

import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { bringBackUnlocked, startKeychain } from '../../../scripts/session/keychain.mjs';
import { firstLine, startService } from '../../../scripts/session/service.mjs';

/** A process reads libdbus's address only once, so every bus that a test opens must be at this address. */
const folder = mkdtempSync(join(tmpdir(), 'bus-'));
const address = `unix:path=${join(folder, 'bus')}`;
process.env['DBUS_SESSION_BUS_ADDRESS'] = address;
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

function startBus(env: NodeJS.ProcessEnv) {
  rmSync(join(folder, 'bus'), { force: true });
  const args = ['--session', '--nofork', '--print-address=1', `--address=${address}`];
  return startService({ program: 'dbus-daemon', args, env, ready: firstLine });
}

const send = async (env: NodeJS.ProcessEnv, destination: string, path: string, call: string, argument: string) => {
  const question = ['--session', '--print-reply=literal', `--dest=${destination}`, path, call, argument];
  return (await promisify(execFile)('dbus-send', question, { env })).stdout;
};

interface OwnKeychainOptions {
  readonly display: boolean;
  readonly unlockedAgain?: boolean;
}

/**
 * A separate bus and a real keychain (gnome-keyring), for tests that lock, stop or remove them. A process that imports this file
 * uses this bus until it ends. With `display`, a locked keychain shows its password prompt there, and nobody answers. Without a
 * display the prompt counts as dismissed. With `unlockedAgain`, the bus starts an unlocked keychain when the first one has ended.
 */
export async function openOwnKeychain({ display, unlockedAgain = false }: OwnKeychainOptions) {
  const home = mkdtempSync(join(tmpdir(), 'keychain-'));
  const { DISPLAY, ...rest } = process.env;
  const bare = { ...rest, ...(display ? { DISPLAY } : {}), HOME: home, XDG_RUNTIME_DIR: join(home, 'run') };
  mkdirSync(bare.XDG_RUNTIME_DIR, { mode: 0o700 });
  if (unlockedAgain) bringBackUnlocked(bare);
  const bus = await startBus(bare);
  const env = { ...bare, DBUS_SESSION_BUS_ADDRESS: address };
  let keychain = await startKeychain(env);

  const pid = async () => {
    const call = 'org.freedesktop.DBus.GetConnectionUnixProcessID';
    const answer = await send(
      env,
      'org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      call,
      'string:org.freedesktop.secrets',
    );
    return Number(answer.trim().split(/\s+/).at(-1));
  };

  return {
    /** The variables with which a program finds this keychain. */
    env: { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: bare.XDG_RUNTIME_DIR },
    async lock() {
      const all = 'array:objpath:/org/freedesktop/secrets/collection/login';
      await send(
        env,
        'org.freedesktop.secrets',
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.Lock',
        all,
      );
    },
    /** Starts a new daemon, as the next login does, with the same file, unlocked. `isEmpty`: without a keyring, as on a new desktop. */
    async restart({ isEmpty = false } = {}) {
      await keychain.close();
      if (isEmpty) rmSync(join(home, '.local', 'share', 'keyrings'), { recursive: true, force: true });
      keychain = await startKeychain(env, { unlock: !isEmpty });
    },
    /** Makes the keychain hang. `false` lets it run again. */
    async halt(halted: boolean) {
      process.kill(await pid(), halted ? 'SIGSTOP' : 'SIGCONT');
    },
    async kill() {
      process.kill(await pid(), 'SIGKILL');
    },
    /** Ends the keychain in the middle of the next call, as a crash would. Another process does so, since the call may block this one. */
    async endInNextCall() {
      const id = await pid();
      process.kill(id, 'SIGSTOP');
      spawn('sh', ['-c', `sleep 0.3; kill -KILL ${id}`], { stdio: 'ignore' });
    },
    takeBusAway: () => bus.close(),
    async close() {
      await keychain.close();
      await bus.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

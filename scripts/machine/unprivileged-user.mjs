import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';

const ownUser = 'keydesk-dev';

/**
 * Whom to become before Electron's window is opened: null where we are not root, for then we stay who we are. Electron
 * refuses to start as root unless its sandbox is given up, and Keydesk never gives it up. As root this makes a system user
 * without home, password or shell, once; where that is not possible, `nobody` does.
 * @returns {Promise<{ name: string, uid: number, gid: number } | null>}
 */
export async function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const existing = await findUser(ownUser);
  if (existing !== null) return existing;
  const options = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
  ];
  await run('useradd', [...options, ownUser], { output: 'keep' }).catch(() => null);
  const user = (await findUser(ownUser)) ?? (await findUser('nobody'));
  if (user === null) {
    throw problem('Running as root, and there is no other user to run the app as: start this as an ordinary user.');
  }
  return user;
}

/** @param {string} name */
async function findUser(name) {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { name, uid, gid } : null;
}

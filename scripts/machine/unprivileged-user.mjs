import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { problem } from '../terminal/command.mjs';
import { run } from '../terminal/run.mjs';

const ownUser = 'keydesk-dev';

/**
 * The user to switch to before Electron's window opens; null if we are not root, and need not switch. Electron refuses to start as
 * root with its sandbox on, and Keydesk never switches the sandbox off. As root, the first call creates a system user without home,
 * password or shell. If that is not possible, the user is `nobody`.
 * @returns {Promise<{ name: string, uid: number, gid: number } | null>}
 */
export async function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const existing = await findUser(ownUser);
  if (existing !== null) return existing;
  const nowhere = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  await run('useradd', ['--system', '--user-group', ...nowhere, ownUser], { output: 'keep' }).catch(() => null);
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

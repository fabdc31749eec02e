import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { unprivilegedUser } from '../machine/unprivileged-user.mjs';
import { checkout } from '../project/checkout.mjs';
import { collectFiles, stageAgain, stageTree } from './staged-tree.mjs';

/**
 * Where the app and its tests run: the user, the tree, the environment, and the folder for their results.
 * @typedef {object} Workplace
 * @property {{ name: string, uid: number, gid: number } | null} user the user to switch to; null: no switch
 * @property {string} tree the checkout, or as root a copy of it that the user can read
 * @property {string} output the folder for reports and screenshots, which are then copied to the checkout's `out/`
 * @property {NodeJS.ProcessEnv} env only the basic variables of the caller: no keychain, no display, no OCI settings
 * @property {(path: string) => string} inTree the path in the tree for a path of the checkout
 * @property {(folder: string) => void} bring puts a folder of the checkout into the tree, in place of what the tree has there
 * @property {() => void} collect copies `output` to the checkout
 * @property {() => void} close removes everything
 */

/** Folders that are not staged: made by other commands, large, or not needed by any test. */
const leftBehind = new Set(['.git', 'dist', 'test-results']);

/** @returns {Promise<Workplace>} */
export async function openWorkplace() {
  const user = await unprivilegedUser();
  const folder = mkdtempSync(join(user === null ? tmpdir() : enterableFolder(), 'keydesk-'));
  chmodSync(folder, 0o755);
  const home = ownFolder(join(folder, 'home'), user);
  const temporary = ownFolder(join(folder, 'tmp'), user);
  const runtime = ownFolder(join(folder, 'run'), user);
  const tree = user === null ? checkout : join(folder, 'tree');
  const output = user === null ? join(checkout, 'out') : ownFolder(join(folder, 'output'), user);
  if (user !== null) stageTree(checkout, tree, user, (name) => !leftBehind.has(name));

  return {
    user,
    tree,
    output,
    env: {
      ...pickVariables(['PATH', 'LANG', 'TERM', 'CI', 'NO_COLOR', 'FORCE_COLOR', 'DEBUG', 'PWDEBUG']),
      HOME: home,
      TMPDIR: temporary,
      XDG_RUNTIME_DIR: runtime,
      KEYDESK_OUTPUT: output,
      ...(user === null ? {} : { USER: user.name, LOGNAME: user.name }),
    },
    inTree: (path) => (path.startsWith(checkout) ? join(tree, relative(checkout, path)) : path),
    bring(path) {
      if (user !== null) stageAgain(join(checkout, path), join(tree, path), user);
    },
    collect() {
      if (user !== null) collectFiles(output, join(checkout, 'out'));
    },
    close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 }),
  };
}

/**
 * @param {string} path
 * @param {{ uid: number, gid: number } | null} user
 */
function ownFolder(path, user) {
  mkdirSync(path, { mode: 0o700 });
  if (user !== null) chownSync(path, user.uid, user.gid);
  return path;
}

/** A temporary folder that every user may enter, on the checkout's own disk if possible, since hard links need the same disk. */
function enterableFolder() {
  const candidates = [tmpdir(), '/tmp', '/var/tmp'].filter(isEnterable);
  const disk = statSync(checkout).dev;
  return candidates.find((path) => statSync(path).dev === disk) ?? candidates.at(-1) ?? '/tmp';
}

/** @param {string} path @returns {boolean} */
function isEnterable(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined || (entry.mode & 0o001) === 0) return false;
  return dirname(path) === path || isEnterable(dirname(path));
}

/** @param {string[]} names */
function pickVariables(names) {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

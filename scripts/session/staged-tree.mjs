import {
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const READABLE_BY_ALL = 0o004;

/**
 * Makes `target` a readable copy of `source` for `user`, who cannot enter the original (a checkout under /root, for example). The
 * folders belong to the user. The files are hard links if possible (same disk, readable by all): that takes less than a second for a
 * whole node_modules. Otherwise they are copies.
 * @param {string} source
 * @param {string} target
 * @param {{ uid: number, gid: number }} user
 * @param {(path: string) => boolean} [isIncluded] gets the name of each entry at the first level of `source`
 */
export function stageTree(source, target, user, isIncluded = () => true) {
  makeFolder(target, user);
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    if (!isIncluded(entry.name)) continue;
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) stageTree(from, to, user);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else if (entry.isFile()) stageFile(from, to, user);
  }
}

/**
 * Makes `target` anew. Otherwise files that `source` has lost would stay, and a file that cannot be linked would be written over, which
 * also changes the file of the checkout that shares its content.
 * @param {string} source
 * @param {string} target
 * @param {{ uid: number, gid: number }} user
 */
export function stageAgain(source, target, user) {
  rmSync(target, { recursive: true, force: true });
  stageTree(source, target, user);
}

/**
 * @param {string} path
 * @param {{ uid: number, gid: number }} user
 */
function makeFolder(path, user) {
  mkdirSync(path, { recursive: true, mode: 0o755 });
  chownSync(path, user.uid, user.gid);
}

/**
 * Links or copies one file for `stageTree`. Makes its folder if there is none.
 * @param {string} from
 * @param {string} to
 * @param {{ uid: number, gid: number }} user
 */
export function stageFile(from, to, user) {
  if (!existsSync(dirname(to))) makeFolder(dirname(to), user);
  if ((statSync(from).mode & READABLE_BY_ALL) !== 0 && tryLink(from, to)) return;
  copyFileSync(from, to);
  chownSync(to, user.uid, user.gid);
}

/**
 * @param {string} from
 * @param {string} to
 */
function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}

/**
 * Copies the user's files in `source` to `target`: only regular files. Links are not followed, since the user could have made any link.
 * @param {string} source
 * @param {string} target
 */
export function collectFiles(source, target) {
  if (lstatSync(source, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    if (entry.isDirectory()) collectFiles(from, join(target, entry.name));
    else if (entry.isFile()) copyFileSync(from, join(target, entry.name));
  }
}

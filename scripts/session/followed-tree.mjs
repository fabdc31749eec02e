import { rmSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { stageFile } from './staged-tree.mjs';

/**
 * Copies each change of these folders into the staged tree. The returned function stops the copying. A changed file is replaced as
 * a whole: the tree has hard links, and if an editor replaces a file, the link in the tree still has the old content.
 * @param {string} source
 * @param {string} target
 * @param {{ uid: number, gid: number }} user
 * @param {readonly string[]} folders
 * @returns {() => void}
 */
export function followTree(source, target, user, folders) {
  const watchers = folders.map((folder) =>
    watch(join(source, folder), { recursive: true }, (_, name) => {
      if (name !== null) bring(join(folder, name));
    }),
  );
  /** @param {string} path */
  function bring(path) {
    const from = statSync(join(source, path), { throwIfNoEntry: false });
    if (from?.isDirectory()) return;
    const to = join(target, path);
    const old = statSync(to, { throwIfNoEntry: false });
    // Both paths are the same file, so the change is already there.
    if (from !== undefined && old?.ino === from.ino && old.dev === from.dev) return;
    rmSync(to, { force: true });
    try {
      if (from !== undefined) stageFile(join(source, path), to, user);
    } catch (error) {
      // An editor's temporary file may be gone by now.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    }
  }
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}

import { rmSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { stageFile } from './staged-tree.mjs';

/**
 * Brings each change of these folders into the staged tree, until it is told to stop. A changed file is put in place whole: an
 * editor that replaces a file leaves the tree with the old one.
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
    // One file by two names: the change is there already.
    if (from !== undefined && old?.ino === from.ino && old.dev === from.dev) return;
    rmSync(to, { force: true });
    if (from !== undefined) stageFile(join(source, path), to, user);
  }
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}

import { type FSWatcher, lstatSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Bytes: larger files are not read. Chromium's files about pages are larger, but they stay, so a search at the end finds them. */
const MOST = 2 ** 20;

export interface SeenFile {
  readonly path: string;
  readonly content: Buffer;
}

export interface FileRecord {
  /** The files that were read since the last call. */
  readonly take: () => SeenFile[];
  readonly stop: () => void;
}

/**
 * Reads each file below the folders whenever the system reports that it was written (inotify), so that a file that exists only for a
 * moment is seen too. Resolves when the record has seen a new file in each folder: otherwise an empty record would prove nothing.
 */
export async function recordFiles(folders: readonly string[]): Promise<FileRecord> {
  let seen: SeenFile[] = [];
  const latest = new Map<string, number>();
  const watchers = new Map<string, FSWatcher>();

  const read = (path: string) => {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (entry === undefined) forget(path);
    else if (entry.isDirectory()) follow(path, look);
    else if (entry.isFile() && entry.size <= MOST) keep({ path, content: readFileSync(path) });
  };
  /** A file that only grows is stored once, with its latest content. */
  const keep = (file: SeenFile) => {
    const at = latest.get(file.path) ?? seen.length;
    const before = seen[at]?.content;
    const isGrown = before === undefined || file.content.subarray(0, before.length).equals(before);
    latest.set(file.path, isGrown ? at : seen.length);
    seen[isGrown ? at : seen.length] = file;
  };
  /** A file or folder may be removed between two calls. */
  const unlessGone = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };
  const look = (path: string) => unlessGone(() => read(path));
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const follow = (folder: string, visit: (path: string) => void) => {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, (_event, name) => name !== null && look(join(folder, name)));
    watchers.set(folder, watcher);
    watcher.on('error', () => forget(folder));
    for (const name of readdirSync(folder)) visit(join(folder, name));
  };
  /** Folders that exist before the record begins are followed; their files are read only when they are written. */
  const followFolders = (path: string) =>
    unlessGone(() => {
      if (lstatSync(path).isDirectory()) follow(path, followFolders);
    });

  for (const folder of folders) {
    follow(folder, followFolders);
    const control = join(folder, 'control-of-the-record');
    writeFileSync(control, 'seen');
    while (!seen.some(({ path }) => path === control)) await wait(5);
    rmSync(control);
  }
  return {
    take() {
      const taken = seen;
      seen = [];
      latest.clear();
      return taken;
    },
    stop() {
      for (const folder of [...watchers.keys()]) forget(folder);
    },
  };
}

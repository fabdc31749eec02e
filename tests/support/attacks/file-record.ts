import { type FSWatcher, lstatSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Bytes. What Chromium stores of pages is larger. It stays, so whoever looks at the end sees it. */
const MOST = 2 ** 20;

export interface SeenFile {
  readonly path: string;
  readonly content: Buffer;
}

export interface FileRecord {
  /** What was read since the last call. */
  readonly take: () => SeenFile[];
  readonly stop: () => void;
}

/**
 * Reads each file below the folders whenever the system tells that it was written (inotify). So a file is seen too that comes and goes
 * between two looks at the folder. It resolves when it has seen a file come in each folder: otherwise its silence would prove nothing.
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
  /** What only grows is kept once. */
  const keep = (file: SeenFile) => {
    const at = latest.get(file.path) ?? seen.length;
    const before = seen[at]?.content;
    const isGrown = before === undefined || file.content.subarray(0, before.length).equals(before);
    latest.set(file.path, isGrown ? at : seen.length);
    seen[isGrown ? at : seen.length] = file;
  };
  /** A file or folder may go between two calls. */
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
  /** What is there before the record begins is followed, and read when it is written. */
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

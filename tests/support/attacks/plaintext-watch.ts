import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from '../app/environment.ts';
import { readOutsideClipboard } from '../desktop/outside-clipboard.ts';
import { recordFiles } from './file-record.ts';
import { createTraceFinder, readAllFiles } from './traces.ts';

export interface Watched {
  /** The texts that must not be found: secrets, passphrases. */
  readonly texts: readonly string[];
  readonly folders: readonly string[];
  /** The desktops whose clipboards are read. */
  readonly desktops: readonly Environment[];
}

/** Milliseconds after which all files are read again: a write through shared memory changes the times of its file late. */
const READ_ALL_AFTER = 2000;
/** Milliseconds within which two writes may give a file the same times. */
const TICK = 100;

/** Gives a function that says whether a file may have changed since it was last called for that file. */
function createChangeFinder(): (path: string) => Promise<boolean> {
  const seen = new Map<string, string>();
  return async (path) => {
    const asked = Date.now();
    const file = await stat(path).catch(() => null);
    if (file === null) return false;
    const state = [file.ino, file.size, file.mtimeMs, file.ctimeMs].join(' ');
    const isChanged = seen.get(path) !== state;
    if (asked - file.ctimeMs > TICK) seen.set(path, state);
    return isChanged;
  };
}

/**
 * Searches every file of the folders and the clipboards for traces of texts (`createTraceFinder`), again and again until `stop`, and
 * each file when it is written.
 * `stop` gives the findings. Before that it writes each text into each folder, and rejects if the watcher does not find the text
 * there: otherwise a watcher that finds nothing would prove nothing.
 */
export async function watchForPlaintext({ texts, folders, desktops }: Watched): Promise<() => Promise<string[]>> {
  const holdsTrace = createTraceFinder(texts);
  const found = new Set<string>();
  let isStopped = false;

  const isChanged = createChangeFinder();
  let readAllAt = 0;

  const lookAtFiles = async (all: boolean) => {
    const files = (
      await Promise.all(folders.map((folder) => readAllFiles(folder, all ? undefined : isChanged)))
    ).flat();
    return files.filter(({ content }) => holdsTrace(content)).map(({ path }) => path);
  };
  const look = async ({ all }: { all: boolean }) => {
    if (all) readAllAt = Date.now();
    for (const path of await lookAtFiles(all)) found.add(path);
    for (const { path, content } of record.take()) if (holdsTrace(content)) found.add(path);
    for (const env of desktops) {
      const text = await readOutsideClipboard(env);
      if (text !== null && holdsTrace(Buffer.from(text))) found.add('clipboard');
    }
  };

  for (const text of texts) {
    const controls = folders.map((folder) => join(folder, 'control-of-the-watch'));
    await Promise.all(controls.map((file) => writeFile(file, text)));
    const seen = await lookAtFiles(false);
    await Promise.all(controls.map((file) => rm(file)));
    const unseen = controls.filter((file) => !seen.includes(file));
    if (unseen.length > 0) throw new Error(`The watch does not see what lies in ${unseen.join(', ')}.`);
  }

  const record = await recordFiles(folders);
  const watching = (async () => {
    while (!isStopped) {
      await look({ all: Date.now() - readAllAt > READ_ALL_AFTER });
      await wait(100);
    }
  })();
  // `stop` reports the rejection, so it is not unhandled.
  watching.catch(() => {});

  return async () => {
    isStopped = true;
    await watching;
    await look({ all: true });
    record.stop();
    return [...found];
  };
}

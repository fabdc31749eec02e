import { randomUUID } from 'node:crypto';
import { chmod, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export const OWNER_ONLY = 0o600;
/** How a file is called until it is whole: `NAME.UUID.new`. */
const FRESH = '.new';
/** The longest file name. Linux and macOS count the bytes of a name, Windows its characters, which are fewer. */
const MOST_BYTES = 255;
const UUID_BYTES = 36;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A temporary file of this age was left by a crash: no write takes so long. */
const LEFT_AFTER_MS = 60_000;

/** The part before the UUID: the file's name, or its beginning if the whole would be longer than a name may be. */
function markOf(file: string): string {
  let mark = basename(file);
  while (Buffer.byteLength(mark) > MOST_BYTES - 1 - UUID_BYTES - FRESH.length) mark = [...mark].slice(0, -1).join('');
  return `${mark}.`;
}

/** Removes the temporary files that a crash during a write has left beside `file`. */
async function removeLeftBehind(file: string): Promise<void> {
  const [folder, mark] = [dirname(file), markOf(file)];
  const isFresh = (name: string) =>
    name.startsWith(mark) && name.endsWith(FRESH) && UUID.test(name.slice(mark.length, -FRESH.length));
  for (const name of (await readdir(folder)).filter(isFresh)) {
    const found = await lstat(join(folder, name));
    const isOurs = found.isFile() && (process.getuid === undefined || found.uid === process.getuid());
    if (isOurs && Date.now() - found.mtimeMs > LEFT_AFTER_MS) await rm(join(folder, name), { force: true });
  }
}

/** What is written: bytes, or parts one after the other, so that a large file is never in memory as one text or a second time. */
export type FileContent = Uint8Array | Iterable<string | Uint8Array>;

/**
 * Replaces the file as a whole: after a crash there is the old one or the new one. Its owner alone can read it, from the first byte on.
 * Removes what an earlier crash of Keydesk left beside it. Rejects with the system's error, and leaves nothing then. The new name lasts
 * once the folder is synced: see `syncFolder`.
 */
export async function replaceFile(file: string, content: FileContent): Promise<void> {
  // What cannot be removed now is tried again the next time.
  await removeLeftBehind(file).catch(() => {});
  const fresh = join(dirname(file), `${markOf(file)}${randomUUID()}${FRESH}`);
  try {
    const handle = await open(fresh, 'wx', OWNER_ONLY);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(fresh, OWNER_ONLY);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    throw error;
  }
}

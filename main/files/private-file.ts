import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failed, type Outcome, success } from '../outcome.ts';
import { fileReason } from './file-reason.ts';
import { syncFolder } from './sync-folder.ts';

/** `reason` ends a sentence: see `file-reason.ts`. */
export type FileProblem =
  | { readonly kind: 'file-unreadable'; readonly file: string; readonly reason: string }
  | { readonly kind: 'file-unwritable'; readonly file: string; readonly reason: string }
  /** Somebody else may decide where a link leads: nothing is read or written through one. */
  | { readonly kind: 'file-is-link'; readonly file: string }
  /** The file belongs to another user of this computer. */
  | { readonly kind: 'file-is-foreign'; readonly file: string };

const OWNER_ONLY = 0o600;
const FOLDER_OWNER_ONLY = 0o700;
/** How a file is called until it is whole: `NAME.UUID.new`. */
const FRESH = '.new';

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** A problem where it is a link, no file at all, or somebody else's. */
function checkOwn(file: string, found: Stats): Outcome<null, FileProblem> {
  if (found.isSymbolicLink()) return failed({ kind: 'file-is-link', file });
  if (!found.isFile()) return failed({ kind: 'file-unreadable', file, reason: 'it is not a file' });
  // Windows has no such numbers; there the folder's own rights decide.
  const me = process.getuid?.();
  return me !== undefined && found.uid !== me ? failed({ kind: 'file-is-foreign', file }) : success(null);
}

/** Null where there is no such file. */
async function look(file: string): Promise<Outcome<Stats | null, FileProblem>> {
  try {
    const found = await lstat(file);
    const own = checkOwn(file, found);
    return own.ok ? success(found) : own;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return success(null);
    return failed({ kind: 'file-unreadable', file, reason: fileReason(error) });
  }
}

/** A link that has come meanwhile is not followed, and a pipe not waited at. Windows knows no such flags. */
const AS_LOOKED_AT = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a file of this person's own, at most `maxBytes` of them; null where there is none. A larger file is a problem:
 * it is not what we were told that it is.
 */
export async function readPrivateFile(file: string, maxBytes: number): Promise<Outcome<Buffer | null, FileProblem>> {
  const found = await look(file);
  if (!found.ok || found.value === null) return found.ok ? success(null) : found;
  try {
    const handle = await open(file, AS_LOOKED_AT);
    try {
      // Another may have been put there since it was looked at: what counts is what is open.
      const opened = await handle.stat();
      const own = checkOwn(file, opened);
      if (!own.ok) return own;
      if (opened.size > maxBytes) {
        return failed({ kind: 'file-unreadable', file, reason: `it is larger than ${Math.round(maxBytes / 1024)} kB` });
      }
      return success(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return failed({ kind: 'file-is-link', file });
    return failed({ kind: 'file-unreadable', file, reason: fileReason(error) });
  }
}

/** What keeps this file from being written, as far as it can be told before: a link, somebody else's, read-only. */
export async function checkWritable(file: string): Promise<Outcome<null, FileProblem>> {
  const found = await look(file);
  if (!found.ok) {
    const { problem } = found;
    return problem.kind === 'file-unreadable' ? failed({ ...problem, kind: 'file-unwritable' }) : found;
  }
  // A rename would succeed all the same: whoever made it read-only did not want that.
  const isReadOnly = found.value !== null && (found.value.mode & constants.S_IWUSR) === 0;
  return isReadOnly ? failed({ kind: 'file-unwritable', file, reason: 'it is read-only' }) : success(null);
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Nobody writes for so long: whoever began the file has crashed. */
const LEFT_AFTER_MS = 60_000;

/** A crash while `file` was written left all its secrets in a file beside it. */
async function removeLeftBehind(file: string): Promise<void> {
  const [folder, mark] = [dirname(file), `${basename(file)}.`];
  const isFresh = (name: string) =>
    name.startsWith(mark) && name.endsWith(FRESH) && UUID.test(name.slice(mark.length, -FRESH.length));
  for (const name of (await readdir(folder)).filter(isFresh)) {
    const found = await look(join(folder, name));
    const isLeft = found.ok && found.value !== null && Date.now() - found.value.mtimeMs > LEFT_AFTER_MS;
    if (isLeft) await rm(join(folder, name), { force: true });
  }
}

/**
 * Replaces the file as a whole: after a crash there is the old one or the new one. It and folders that are made for it can be
 * read by their owner alone, from the first byte on. An existing file is replaced, unless it is read-only: whoever calls has asked.
 * What a crash of ours left beside it goes.
 */
export async function writePrivateFile(file: string, bytes: Uint8Array): Promise<Outcome<null, FileProblem>> {
  const writable = await checkWritable(file);
  if (!writable.ok) return writable;
  const fresh = `${file}.${randomUUID()}${FRESH}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_OWNER_ONLY });
    // What cannot be removed now is tried again the next time.
    await removeLeftBehind(file).catch(() => {});
    const handle = await open(fresh, 'wx', OWNER_ONLY);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(fresh, OWNER_ONLY);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => {});
    return failed({ kind: 'file-unwritable', file, reason: fileReason(error) });
  }
  // It is in place, and told as written whatever becomes of the sync: what was there before is gone.
  await syncFolder(dirname(file)).catch(() => {});
  return success(null);
}

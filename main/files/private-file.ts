import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
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

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Null where there is no such file; a problem where it is a link, somebody else's, or no file at all. */
async function look(
  file: string,
): Promise<Outcome<{ readonly size: number; readonly isReadOnly: boolean } | null, FileProblem>> {
  try {
    const found = await lstat(file);
    if (found.isSymbolicLink()) return failed({ kind: 'file-is-link', file });
    if (!found.isFile()) return failed({ kind: 'file-unwritable', file, reason: 'it is not a file' });
    // Windows has no such numbers; there the folder's own rights decide.
    const me = process.getuid?.();
    if (me !== undefined && found.uid !== me) return failed({ kind: 'file-is-foreign', file });
    return success({ size: found.size, isReadOnly: (found.mode & constants.S_IWUSR) === 0 });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return success(null);
    return failed({ kind: 'file-unreadable', file, reason: fileReason(error) });
  }
}

/**
 * The bytes of a file of this person's own, at most `maxBytes` of them; null where there is none. A larger file is a problem:
 * it is not what we were told that it is.
 */
export async function readPrivateFile(file: string, maxBytes: number): Promise<Outcome<Buffer | null, FileProblem>> {
  const found = await look(file);
  if (!found.ok || found.value === null) return found.ok ? success(null) : found;
  if (found.value.size > maxBytes) {
    return failed({ kind: 'file-unreadable', file, reason: `it is larger than ${Math.round(maxBytes / 1024)} kB` });
  }
  try {
    // Looked at above, and not followed even if it has become a link meanwhile. Windows knows no such flag.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      return success(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failed({ kind: 'file-unreadable', file, reason: fileReason(error) });
  }
}

/**
 * Replaces the file as a whole: after a crash there is the old one or the new one. It and folders that are made for it can be
 * read by their owner alone, from the first byte on. An existing file is replaced, unless it is read-only: whoever calls has asked.
 */
export async function writePrivateFile(file: string, bytes: Uint8Array): Promise<Outcome<null, FileProblem>> {
  const found = await look(file);
  if (!found.ok) {
    const { problem } = found;
    return problem.kind === 'file-unreadable' ? failed({ ...problem, kind: 'file-unwritable' }) : found;
  }
  // A rename would succeed all the same: whoever made it read-only did not want that.
  if (found.value?.isReadOnly) return failed({ kind: 'file-unwritable', file, reason: 'it is read-only' });
  const fresh = `${file}.${randomUUID()}.new`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_OWNER_ONLY });
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
  // It is in place. Some file systems refuse to sync a folder (FUSE, CIFS), and make it last in their own time.
  await syncFolder(dirname(file)).catch(() => {});
  return success(null);
}

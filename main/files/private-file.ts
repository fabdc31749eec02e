import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { codeOf, fileReason } from './file-reason.ts';
import { type FileContent, replaceFile } from './replace-file.ts';
import { syncFolder } from './sync-folder.ts';

/** `reason` ends a sentence: see `file-reason.ts`. */
export type FileProblem =
  | { readonly kind: 'file-unreadable'; readonly file: string; readonly reason: string }
  | { readonly kind: 'file-unwritable'; readonly file: string; readonly reason: string }
  /** Another person may decide where a link leads, so nothing is read or written through one. */
  | { readonly kind: 'file-is-link'; readonly file: string }
  /** The file belongs to another user of this computer. */
  | { readonly kind: 'file-is-foreign'; readonly file: string };

/** The reason of any of these problems, as the end of a sentence. */
export function reasonOfFile(problem: FileProblem): string {
  if (problem.kind === 'file-is-link') return 'it is a link';
  return problem.kind === 'file-is-foreign' ? 'it belongs to another user' : problem.reason;
}

const FOLDER_OWNER_ONLY = 0o700;

/** A problem if it is a link, no regular file, or another user's. */
function checkOwn(file: string, found: Stats): Outcome<null, FileProblem> {
  if (found.isSymbolicLink()) return failed({ kind: 'file-is-link', file });
  if (!found.isFile()) return failed({ kind: 'file-unreadable', file, reason: 'it is not a file' });
  // Windows has no numbers for users; there the folder's own rights decide.
  const me = process.getuid?.();
  return me !== undefined && found.uid !== me ? failed({ kind: 'file-is-foreign', file }) : success(null);
}

/** Null: there is no such file. */
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

/** If a link or a pipe has taken the file's place, the link is not followed and the pipe does not block. Windows has no such flags. */
const AS_LOOKED_AT = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a file of this person's own for `use`; null if there is none. */
async function withPrivateFile<T>(
  file: string,
  use: (handle: FileHandle, size: number) => Promise<Outcome<T, FileProblem>>,
): Promise<Outcome<T | null, FileProblem>> {
  const found = await look(file);
  if (!found.ok || found.value === null) return found.ok ? success(null) : found;
  try {
    const handle = await open(file, AS_LOOKED_AT);
    try {
      // Another file may have been put there since the look: the open one counts.
      const opened = await handle.stat();
      const own = checkOwn(file, opened);
      return own.ok ? await use(handle, opened.size) : own;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return failed({ kind: 'file-is-link', file });
    return failed({ kind: 'file-unreadable', file, reason: fileReason(error) });
  }
}

/**
 * The bytes of a file of this person's own, at most `maxBytes` of them; null if there is none. A larger file is a problem: it cannot be
 * what was expected.
 */
export const readPrivateFile = (file: string, maxBytes: number): Promise<Outcome<Buffer | null, FileProblem>> =>
  withPrivateFile(file, async (handle, size) => {
    if (size > maxBytes) {
      return failed({ kind: 'file-unreadable', file, reason: `it is larger than ${Math.round(maxBytes / 1024)} kB` });
    }
    // One call usually reads all of it; `readFile` asks for half a megabyte at a time. The additional byte shows if the file has grown
    // since.
    const bytes = Buffer.alloc(size + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    if (bytesRead === size) return success(bytes.subarray(0, size));
    bytes.fill(0);
    return success(await handle.readFile());
  });

/** How much of a file is compared at a time: a large file is not in memory a second time. */
const CHUNK_BYTES = 512 * 1024;

/** Whether the file holds these bytes and no others; null: whether there is no file. */
export async function isPrivateFileStill(file: string, bytes: Buffer | null): Promise<Outcome<boolean, FileProblem>> {
  const same = await withPrivateFile(file, async (handle, size) => {
    if (size !== bytes?.length) return success(false);
    // The byte more, as above.
    const chunk = Buffer.alloc(Math.min(size + 1, CHUNK_BYTES));
    try {
      for (let at = 0; ; ) {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
        if (bytesRead === 0) return success(at === size);
        if (!chunk.subarray(0, bytesRead).equals(bytes.subarray(at, at + bytesRead))) return success(false);
        at += bytesRead;
      }
    } finally {
      chunk.fill(0);
    }
  });
  return same.ok ? success(same.value ?? bytes === null) : same;
}

/** What will keep this file from being written, as far as it can be known before: it is a link, another user's, or read-only. */
export async function checkWritable(file: string): Promise<Outcome<null, FileProblem>> {
  const found = await look(file);
  if (!found.ok) {
    const { problem } = found;
    return problem.kind === 'file-unreadable' ? failed({ ...problem, kind: 'file-unwritable' }) : found;
  }
  // A rename would replace a read-only file, too. The person who made it read-only did not want that.
  const isReadOnly = found.value !== null && (found.value.mode & constants.S_IWUSR) === 0;
  return isReadOnly ? failed({ kind: 'file-unwritable', file, reason: 'it is read-only' }) : success(null);
}

/**
 * Replaces the file as a whole, as `replaceFile` does. Only the owner can read it, and the folders that are made for it. An existing file
 * is replaced, unless it is read-only: the caller has asked the person before.
 */
export async function writePrivateFile(file: string, content: FileContent): Promise<Outcome<null, FileProblem>> {
  const writable = await checkWritable(file);
  if (!writable.ok) return writable;
  try {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_OWNER_ONLY });
    await replaceFile(file, content);
  } catch (error) {
    return failed({ kind: 'file-unwritable', file, reason: fileReason(error) });
  }
  // The file is in place and counts as written, also if the sync fails: the old content is gone.
  await syncFolder(dirname(file)).catch(() => {});
  return success(null);
}

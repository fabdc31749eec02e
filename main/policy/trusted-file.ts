import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { codeOf, fileReason } from '../files/file-reason.ts';

export interface Trust {
  /** The ids of the users to whom the file and its folders may belong. */
  readonly owners: readonly number[];
  /** The topmost folder that is checked. */
  readonly from: string;
}

/** A policy of every value has two thousand bytes. */
export const MOST_BYTES = 64 * 1024;
const WRITABLE_BY_OTHERS = 0o022;
/** A link is not followed, and a pipe does not block. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a file that only an administrator can have written; null: there is none. The file is opened once, and the open file is
 * checked: it must be a regular file of a trusted owner, not writable by others, and its folders must be so too. A problem is the end of a
 * sentence.
 */
export async function readTrustedFile(file: string, trust: Trust): Promise<Outcome<Buffer | null, string>> {
  try {
    const handle = await open(file, FLAGS);
    try {
      const refused = whyNotTrusted(await handle.stat(), 'file', trust) ?? (await whyFolderNotTrusted(file, trust));
      return refused === null ? await readAll(handle) : failed(refused);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ELOOP') return failed('it is a link');
    if (codeOf(error) !== 'ENOENT') return failed(fileReason(error));
    // A folder that is a broken link may hide a policy.
    const folder = await lstat(dirname(file)).catch(() => null);
    return folder?.isSymbolicLink() ? failed(`the folder ${dirname(file)} is a link`) : success(null);
  }
}

/** The file may grow while it is read. */
async function readAll(handle: FileHandle): Promise<Outcome<Buffer, string>> {
  const bytes = Buffer.alloc(MOST_BYTES + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length);
    if (bytesRead === 0) return success(bytes.subarray(0, length));
    length += bytesRead;
  }
  return failed(`it is larger than ${MOST_BYTES / 1024} kB`);
}

function whyNotTrusted(found: Stats, what: 'file' | 'folder', { owners }: Trust): string | null {
  if (found.isSymbolicLink()) return 'it is a link';
  if (what === 'file' ? !found.isFile() : !found.isDirectory()) return `it is not a ${what}`;
  // Windows has no owner's number and no mode. Its policies come from the registry; only tests read a file there.
  if (process.platform === 'win32') return null;
  if (!owners.includes(found.uid)) return 'it belongs to another user than the administrator (root)';
  return (found.mode & WRITABLE_BY_OTHERS) === 0 ? null : 'other users may write to it';
}

async function whyFolderNotTrusted(file: string, trust: Trust): Promise<string | null> {
  const below = relative(trust.from, dirname(resolve(file))).split(sep);
  const folders = below.map((_, at) => resolve(trust.from, ...below.slice(0, at + 1)));
  for (const folder of new Set([resolve(trust.from), ...folders])) {
    const refused = whyNotTrusted(await lstat(folder), 'folder', trust);
    if (refused !== null) return `of its folder ${folder}: ${refused}`;
  }
  return null;
}

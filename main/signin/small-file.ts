import { constants, open } from 'node:fs/promises';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { FileProblem, ReadFile } from './sign-in-env.ts';

/**
 * Reads a regular file of at most `maxBytes`. A folder, device or pipe is refused instead of waited for: a path in a
 * configuration file may name anything.
 */
export const readSmallFile: ReadFile = async (path, maxBytes) => {
  try {
    // Without O_NONBLOCK (which Windows lacks and does not need) opening a pipe waits for its writer.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = await file.stat();
    if (facts.isDirectory()) return unreadable('it is a folder');
    if (!facts.isFile()) return unreadable('it is not a regular file');
    const tooLarge = unreadable(`it is larger than ${Math.floor(maxBytes / 1024)} kB`);
    if (facts.size > maxBytes) return tooLarge;
    // One byte more than is allowed, because a file can grow after its size was read.
    const bytes = Buffer.alloc(maxBytes + 1);
    let length = 0;
    while (length <= maxBytes) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) return success(bytes.subarray(0, length));
      length += bytesRead;
    }
    bytes.fill(0);
    return tooLarge;
  } catch (error) {
    return fromSystemError(error);
  }
};

const unreadable = (reason: string): Outcome<never, FileProblem> => failed({ kind: 'unreadable', reason });

function fromSystemError(error: unknown): Outcome<never, FileProblem> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return failed({ kind: 'missing' });
  if (code === 'EACCES' || code === 'EPERM') return unreadable('this account may not read it');
  if (code === 'EISDIR') return unreadable('it is a folder');
  return unreadable(`the system says ${code}`);
}

/** The user picked this file, so ownership and symlinks are not checked: it holds no secret of this computer. */
export async function readChosenFile(file: string, maxBytes: number): Promise<Outcome<Buffer, ChosenUnreadable>> {
  const read = await readSmallFile(file, maxBytes);
  if (read.ok) return read;
  const reason = read.problem.kind === 'missing' ? 'it is not there' : read.problem.reason;
  return failed({ kind: 'file-unreadable', file, reason });
}

type ChosenUnreadable = { readonly kind: 'file-unreadable'; readonly file: string; readonly reason: string };

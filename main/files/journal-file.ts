import { type FileHandle, mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './file-reason.ts';
import { type Quarantined, quarantine } from './quarantine.ts';
import { OWNER_ONLY, replaceFile } from './replace-file.ts';
import { syncFolder } from './sync-folder.ts';

const LINE_BREAK = 0x0a;

/** With these codes a file cannot be read, and a later try would not succeed either: it must be renamed. */
const UNREADABLE = new Set(['EACCES', 'EPERM', 'EISDIR']);

/**
 * The whole lines of a file, and how many bytes they take. Bytes after the last line break are half a line, which a power cut or a full
 * disk left. A file that cannot be read goes into quarantine, and `onQuarantine` is called.
 */
export async function readLines(file: string, onQuarantine: (file: Quarantined) => void) {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const bytes = await readFile(file).catch(async (error: unknown) => {
    if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
    if (!UNREADABLE.has(codeOf(error))) throw error;
    onQuarantine(quarantine(file, 'it cannot be read'));
    return Buffer.alloc(0);
  });
  const end = bytes.lastIndexOf(LINE_BREAK) + 1;
  return { text: bytes.toString('utf8', 0, end), end };
}

/** The whole lines after the first `end` bytes, and the size of the file. */
async function linesBehind(handle: FileHandle, end: number) {
  const { size } = await handle.stat();
  if (size <= end) return { behind: Buffer.alloc(0), size };
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - end), 0, size - end, end);
  return { behind: buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(LINE_BREAK) + 1), size };
}

/**
 * Adds a line after the first `end` bytes and syncs it. Half a line that a failed write left there is cut off before, so that this line
 * does not become a part of it. Whole lines there are of other programs, since Keydesk removes a line of its own that failed. They stay,
 * before this line. `onWritten` is called before the sync. Returns the bytes of all whole lines, and the lines of other programs.
 */
export async function appendLine(file: string, line: string, end: number, onWritten: () => void) {
  const text = Buffer.from(`${line}\n`);
  const handle = await open(file, 'a+', OWNER_ONLY);
  try {
    const { behind, size } = await linesBehind(handle, end);
    const start = end + behind.length;
    if (size > start) await handle.truncate(start);
    const takeBack = async (error: unknown) => {
      await handle.truncate(start).catch(() => {});
      throw error;
    };
    await handle.appendFile(text).catch(takeBack);
    onWritten();
    await handle.sync().catch(takeBack);
    // A new file is durable only once its folder is synced.
    if (end === 0) await syncFolder(dirname(file));
    return { end: start + text.length, others: behind.toString('utf8') };
  } finally {
    await handle.close();
  }
}

/** Replaces the file as a whole. Gives the new end. */
export async function replaceLines(file: string, lines: readonly string[]): Promise<number> {
  const text = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  await replaceFile(file, text);
  await syncFolder(dirname(file));
  return text.length;
}

/** In bytes; 0 for a file that is not there. */
export async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
}

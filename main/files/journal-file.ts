import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Quarantined, quarantine } from './quarantine.ts';
import { OWNER_ONLY, replaceFile } from './replace-file.ts';
import { syncFolder } from './sync-folder.ts';

const LINE_BREAK = 0x0a;

/** What can be had of a file that is there and cannot be read: nothing, for as long as it has that name. */
const UNREADABLE = new Set(['EACCES', 'EPERM', 'EISDIR']);

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/**
 * The whole lines of a file, and how many bytes they take: what stands behind the last line break was torn by a power cut
 * or a full disk. A file that cannot be read goes into quarantine, and is told.
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

/**
 * Adds a line behind the first `end` bytes and syncs it; gives the new end. What stands behind them (half a line, of a write
 * that failed) is cut off first, so that it cannot swallow this line. `onWritten` is told before the sync.
 */
export async function appendLine(file: string, line: string, end: number, onWritten: () => void): Promise<number> {
  const text = Buffer.from(`${line}\n`);
  const handle = await open(file, 'a', OWNER_ONLY);
  try {
    const { size } = await handle.stat();
    if (size > end) await handle.truncate(end);
    await handle.appendFile(text);
    onWritten();
    await handle.sync();
  } finally {
    await handle.close();
  }
  // A new file lasts only once its folder does.
  if (end === 0) await syncFolder(dirname(file));
  return end + text.length;
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

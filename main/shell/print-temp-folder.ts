import { lstatSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../files/file-reason.ts';

/** The file systems of Linux that are in memory: tmpfs and ramfs (magic numbers of statfs(2)). */
const IN_MEMORY = new Set([0x01021994, 0x858458f6]);

/** Milliseconds after printing in which the spooler may still read the file. */
const GRACE = 10_000;

function isInMemory(folder: string): boolean {
  try {
    return IN_MEMORY.has(statfsSync(folder).type);
  } catch {
    return false;
  }
}

/** The folders to try, in this order: this person's run-time folder, which systemd keeps in memory, and the system's shared memory. */
const parents = () => [process.env['XDG_RUNTIME_DIR'] ?? '', '/dev/shm'];

/** The name of a folder holds the id of the process to which it belongs. */
const prefixOf = (pid: number) => `keydesk-print-${pid}-`;

/** Removes files only. A folder there belongs to another part: the sample tenancy makes one. */
function remove(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (!entry.isDirectory()) rmSync(join(folder, entry.name));
    rmdirSync(folder);
  } catch {
    // Gone already, or not empty.
  }
}

/**
 * Security line 26. On Linux, Chromium's print dialog writes the pages into a temporary file for the spooler, and leaves it there
 * (measured: Chromium 148, CUPS). From this call on, temporary files go into a folder in memory that only this person can open. The
 * returned function ends that, and removes what is left. Null if no folder is in memory: the pages would touch the disk, so nothing may be
 * printed. It does nothing on other systems.
 */
export function openPrintTempFolder(candidates: readonly string[] = parents()): (() => void) | null {
  if (process.platform !== 'linux') return () => {};
  const before = process.env['TMPDIR'];
  const parent = candidates.find(isInMemory);
  if (parent === undefined) return null;
  const folder = mkdtempSync(join(parent, prefixOf(process.pid)));
  process.env['TMPDIR'] = folder;
  const removeFolder = () => {
    process.off('exit', removeFolder);
    remove(folder);
  };
  process.once('exit', removeFolder);
  return () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    setTimeout(removeFolder, GRACE).unref();
  };
}

/**
 * Removes the pages, in clear, that a Keydesk left when it was killed while printing: folders of this person whose process is gone. Never
 * fails, since Keydesk must start all the same.
 */
export function sweepPrintTempFolders(): void {
  if (process.platform !== 'linux') return;
  for (const folder of parents().filter(isInMemory).flatMap(abandonedIn)) remove(folder);
}

function abandonedIn(parent: string): string[] {
  try {
    return readdirSync(parent).flatMap((name) => {
      const pid = /^keydesk-print-(\d+)-\w+$/.exec(name)?.[1];
      if (pid === undefined || isRunning(Number(pid))) return [];
      const folder = join(parent, name);
      const status = lstatSync(folder, { throwIfNoEntry: false });
      return status?.isDirectory() && status.uid === process.getuid?.() ? [folder] : [];
    });
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

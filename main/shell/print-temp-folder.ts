import { mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** The file systems of Linux that are in memory: tmpfs and ramfs (magic numbers of statfs(2)). */
const IN_MEMORY = new Set([0x01021994, 0x858458f6]);

/** Milliseconds for which what has been printed may still be read on its way to the spooler. */
const GRACE = 10_000;

function isInMemory(folder: string): boolean {
  try {
    return IN_MEMORY.has(statfsSync(folder).type);
  } catch {
    return false;
  }
}

/** Files alone: what somebody else made there meanwhile (the sample tenancy has a folder of its own) is not ours to remove. */
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
 * SECURITY line 26. On Linux, Chromium's print dialog writes the pages into a temporary file for the spooler, and leaves it
 * there (measured: Chromium 148, CUPS). From here on temporary files go into a folder of our own that nobody else can open: in
 * this person's run-time folder, which systemd keeps in memory, or in the shared memory of the system; on disk only where there
 * is neither. The call that comes back ends that, and removes what is left. It does nothing on other systems.
 */
export function openPrintTempFolder(): () => void {
  if (process.platform !== 'linux') return () => {};
  const before = process.env['TMPDIR'];
  const parent = [process.env['XDG_RUNTIME_DIR'] ?? '', '/dev/shm'].find(isInMemory) ?? tmpdir();
  const folder = mkdtempSync(join(parent, 'keydesk-'));
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

import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const hour = 3_600_000;

/** The prefix of a private folder; the process it belongs to is named in it. */
export const folderPrefix = (pid: number): string => `keydesk-simulator-${pid}-`;

/**
 * Removes private folders of simulators that were killed before they could do so: when Electron dies, its utility processes
 * die with it, and no handler runs. A folder goes if its process is gone, if it is ours, and if it is an hour old, since in
 * a container the process may be alive and not to be seen. Never fails: tidiness is no reason not to start.
 */
export async function removeAbandonedFolders(parent: string, now: number): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const pid = /^keydesk-simulator-(\d+)-\w+$/.exec(name)?.[1];
      if (pid === undefined || isRunning(Number(pid))) return;
      const folder = join(parent, name);
      const status = await lstat(folder).catch(() => null);
      if (!status?.isDirectory() || now - status.mtimeMs < hour) return;
      if (process.getuid === undefined || status.uid === process.getuid())
        await rm(folder, { recursive: true, force: true }).catch(() => {});
    }),
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

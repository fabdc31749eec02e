import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const hour = 3_600_000;

/** The prefix of a private folder. The number of its process follows. */
export const folderPrefix = (pid: number): string => `keydesk-simulator-${pid}-`;

/**
 * Removes private folders that killed simulators have left: when Electron dies, its utility processes die too, and no handler
 * runs. A folder is removed if its process is gone, if it belongs to this user, and if it is an hour old: from inside a container,
 * a living process may be invisible. Never throws, since a leftover folder must not prevent a start.
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

import { open } from 'node:fs/promises';
import { codeOf } from './file-reason.ts';

/**
 * Codes of systems on which a folder cannot be synced at all: CIFS, FUSE and shared folders of virtual machines have no such operation
 * (EINVAL, EBADF, ENOTSUP, EOPNOTSUPP, ENOSYS), and some let a folder be written into and not opened (EACCES, EPERM). PostgreSQL and SQLite
 * ignore the same codes. A disk that fails or is full gives another code.
 */
const CANNOT = new Set(['EINVAL', 'EBADF', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES', 'EPERM']);

/**
 * Makes the name of a new or renamed file durable: the folder holds it. Rejects when the disk fails. A folder that cannot be synced counts
 * as synced, since its file system stores the name in its own time. Windows has no such call. For the file itself the rule is stricter: if
 * it cannot be synced, it counts as not written.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!CANNOT.has(codeOf(error))) throw error;
  }
}

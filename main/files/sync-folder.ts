import { open } from 'node:fs/promises';

/** Makes a new or renamed file last: its name is the folder's. Windows cannot sync a folder, and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

import { join } from 'node:path';
import { type App, shell } from 'electron';
import { openPath } from './open-path.ts';

/**
 * Opens the licence texts of the packages that the app was built from, in the system's own program for texts; without one, in the
 * file manager. The build writes them.
 */
export async function showLicences(app: Pick<App, 'isPackaged' | 'getAppPath'>): Promise<void> {
  const folder = app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'out');
  const file = join(folder, 'third-party-licences.txt');
  if ((await openPath(file)) !== '') shell.showItemInFolder(file);
}

import { resolve } from 'node:path';
import type { App } from 'electron';

/** The folder of the app where Electron's own program runs it, as in a checkout; null in a package. */
export const appFolder = (app: Pick<App, 'isPackaged' | 'getAppPath'>): string | null =>
  app.isPackaged ? null : app.getAppPath();

/**
 * The words that start this very Keydesk, for the configuration of other programs, so that their `keydesk credentials` finds the keys saved
 * here. If the profile folder is not the usual one, it is named by its whole path, since other programs run in folders of their own.
 */
export function programOfKeydesk(
  app: Pick<App, 'isPackaged' | 'getAppPath'> & { commandLine: Pick<App['commandLine'], 'getSwitchValue'> },
): readonly string[] {
  const folder = appFolder(app);
  const profile = app.commandLine.getSwitchValue('user-data-dir');
  return [
    process.execPath,
    ...(folder === null ? [] : [folder]),
    ...(profile === '' ? [] : [`--user-data-dir=${resolve(profile)}`]),
  ];
}

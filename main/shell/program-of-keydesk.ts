import type { App } from 'electron';

/** The folder of the app where Electron's own program runs it, as in a checkout; null in a package. */
export const appFolder = (app: App): string | null => (app.isPackaged ? null : app.getAppPath());

/**
 * The words that start this very Keydesk, for the configuration of other programs: `keydesk credentials` there finds what is
 * kept here. The profile folder is named where it is not the usual one.
 */
export function programOfKeydesk(app: App): readonly string[] {
  const folder = appFolder(app);
  const profile = app.commandLine.getSwitchValue('user-data-dir');
  return [
    process.execPath,
    ...(folder === null ? [] : [folder]),
    ...(profile === '' ? [] : [`--user-data-dir=${profile}`]),
  ];
}

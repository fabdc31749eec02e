import type { App, BrowserWindow } from 'electron';
import { type LaunchArguments, parseLaunchArguments } from './launch-arguments.ts';
import { bringToFront } from './main-window.ts';
import { appFolder } from './program-of-keydesk.ts';

/** Security line 33: false when another Keydesk of this profile folder runs; that one is shown instead. */
export const isFirstInstance = (app: App): boolean => app.requestSingleInstanceLock();

/** A second start brings the window to the front, or makes one, and hands over its arguments, parsed. */
export function onSecondStart(
  app: App,
  ensureWindow: () => BrowserWindow,
  run: (launch: LaunchArguments) => void,
): void {
  app.on('second-instance', (_event, argv, folder) => {
    const window = ensureWindow();
    bringToFront(window);
    run(parseLaunchArguments(argv, { folder, appPath: appFolder(app) }));
  });
}

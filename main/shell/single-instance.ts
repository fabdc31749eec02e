import type { App } from 'electron';
import { createInbox, type Inbox } from '../basics/inbox.ts';
import { type LaunchArguments, parseLaunchArguments } from './launch-arguments.ts';
import { appFolder } from './program-of-keydesk.ts';

/** Security line 33: false when another Keydesk of this profile folder runs; that one is shown instead. */
export const isFirstInstance = (app: App): boolean => app.requestSingleInstanceLock();

/** The parsed arguments of each start after the first. */
export function collectStarts(app: App): Inbox<LaunchArguments>['onEach'] {
  const starts = createInbox<LaunchArguments>();
  app.on('second-instance', (_event, argv, folder) =>
    starts.put(parseLaunchArguments(argv, { folder, appPath: appFolder(app) })),
  );
  return starts.onEach;
}

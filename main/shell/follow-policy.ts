import { type FSWatcher, watch } from 'node:fs';
import type { App } from 'electron';
import type { Clock } from '../basics/clock.ts';
import type { Policy } from '../policy/policy.ts';

/** Milliseconds between two looks: not every system reports a change, and the folder may be made later. */
const LOOK = 60_000;
/** Milliseconds to wait after a change, since an editor changes a file in several steps. */
const STEPS = 200;

export interface FollowOptions {
  readonly app: Pick<App, 'on'>;
  readonly policy: Pick<Policy, 'refresh'>;
  /** The folder of the file that holds the policies; null: there is none to watch. */
  readonly folder: string | null;
  readonly clock: Pick<Clock, 'after'>;
  readonly onDefect: (error: unknown) => void;
}

/** Reads the policies again when their folder changes, when the window gets the focus, and once a minute. */
export function followPolicy({ app, policy, folder, clock, onDefect }: FollowOptions): void {
  let cancel = () => {};
  let watched: FSWatcher | null = null;
  const look = () => {
    cancel();
    cancel = clock.after(LOOK, look);
    if (folder !== null) watched ??= watchFolder(folder);
    policy.refresh().catch(onDefect);
  };
  const leave = () => {
    watched?.close();
    watched = null;
  };
  function watchFolder(path: string): FSWatcher | null {
    try {
      const watcher = watch(path, { persistent: false }, () => {
        cancel();
        cancel = clock.after(STEPS, () => {
          // The folder may be another one by now.
          leave();
          look();
        });
      });
      return watcher.on('error', leave);
    } catch {
      // The folder is not there yet.
      return null;
    }
  }
  app.on('browser-window-focus', look);
  look();
}

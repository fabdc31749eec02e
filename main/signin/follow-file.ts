import { unwatchFile, watchFile } from 'node:fs';
import { createNews, type News } from '../basics/observable.ts';

/** How often the file is looked at, in milliseconds. */
const interval = 500;

/** News whenever the followed file is made, written, replaced or removed. */
export interface FileFollower extends News<null> {
  /** Follows this file in place of the one before. It need not be there yet, and may be replaced or be a link. */
  follow(file: string): void;
  stop(): void;
}

/**
 * Follows one file at a time. It looks again and again instead of waiting for events: editors replace files, folders are made later, links
 * lead elsewhere, and network drives report nothing.
 */
export function followFile(): FileFollower {
  const { subscribe, tell } = createNews<null>();
  const onChange = () => tell(null);
  let followed: string | null = null;
  const stop = () => {
    if (followed !== null) unwatchFile(followed, onChange);
    followed = null;
  };
  return {
    subscribe,
    stop,
    follow(file) {
      if (file === followed) return;
      stop();
      followed = file;
      watchFile(file, { interval, persistent: false }, onChange);
    },
  };
}

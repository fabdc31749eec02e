import { unwatchFile, watchFile } from 'node:fs';
import { createNews } from '../basics/observable.ts';

/** How often the file is looked at, in milliseconds. */
const interval = 500;

/**
 * Follows one file at a time. There is news whenever it is made, written, replaced or removed. It looks again and again instead of waiting
 * for events: editors replace files, folders are made later, links lead elsewhere, and network drives report nothing.
 */
export function followFile() {
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
    /** Follows this file in place of the one before. It need not be there yet, and may be replaced or be a link. */
    follow(file: string): void {
      if (file === followed) return;
      stop();
      followed = file;
      watchFile(file, { interval, persistent: false }, onChange);
    },
  };
}

export type FileFollower = ReturnType<typeof followFile>;

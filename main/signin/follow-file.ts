import { unwatchFile, watchFile } from 'node:fs';

/** How often the file is looked at, in milliseconds. */
const interval = 500;

export interface FileFollower {
  /** Follows this file in place of the one before. It need not be there yet, and may be replaced or be a link. */
  follow(file: string): void;
  stop(): void;
}

/**
 * Calls `onChange` whenever the followed file is made, written, replaced or removed. It asks the file system instead of waiting to
 * be told: editors replace files, folders come later, links lead elsewhere, and network drives tell nothing.
 */
export function followFile(onChange: () => void): FileFollower {
  let followed: string | null = null;
  const stop = () => {
    if (followed !== null) unwatchFile(followed, onChange);
    followed = null;
  };
  return {
    stop,
    follow(file) {
      if (file === followed) return;
      stop();
      followed = file;
      watchFile(file, { interval, persistent: false }, onChange);
    },
  };
}

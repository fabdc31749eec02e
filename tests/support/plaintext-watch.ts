import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from './environment.ts';
import { readOutsideClipboard } from './outside-clipboard.ts';
import { formsOf, readAllFiles, tracesIn } from './traces.ts';

export interface Watched {
  readonly folders: readonly string[];
  /** The desktops whose clipboards are looked at. */
  readonly desktops: readonly Environment[];
}

/**
 * Looks again and again, until `stop`, for a secret, or for a stretch of sixteen characters of it, in every file of the folders
 * and on the clipboards. `stop` gives where it was found, and how often was looked.
 */
export function watchForPlaintext(secret: string, { folders, desktops }: Watched) {
  const pieces = [secret, secret.slice(0, 16), secret.slice(16, 32), secret.slice(-16)];
  const forms = pieces.flatMap(formsOf);
  const found = new Set<string>();
  let looks = 0;
  let stopped = false;

  const look = async () => {
    const files = (await Promise.all(folders.map(readAllFiles))).flat();
    for (const { path, content } of files) if (tracesIn(content, forms).length > 0) found.add(path);
    for (const env of desktops) {
      const text = await readOutsideClipboard(env);
      if (text !== null && pieces.some((piece) => text.includes(piece))) found.add('clipboard');
    }
    looks += 1;
  };
  const watching = (async () => {
    while (!stopped) {
      await look();
      await wait(100);
    }
  })();

  return async () => {
    stopped = true;
    await watching;
    await look();
    return { found: [...found], looks };
  };
}

import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appearanceChoices } from '../../bridge/values/appearance.ts';
import { readBounds, type WindowBounds } from './window-bounds.ts';

/** How the window looked last time. */
export interface Look {
  readonly appearance: (typeof appearanceChoices)[number];
  readonly bounds: WindowBounds;
}

/** Bytes. Both files are much smaller. */
const MOST = 1024 * 1024;

/**
 * Read before the window opens, without the library that writes the files, and synchronously: at a start, an awaited read ends 14 ms later,
 * when Electron's loop turns. A file that cannot be read counts as missing; the stores report it later.
 */
export function readLook(profileFolder: string): Look {
  const { appearance } = {
    ...(storedIn(join(profileFolder, 'settings.json')) as { readonly appearance?: unknown } | undefined),
  };
  return {
    appearance: appearanceChoices.find((choice) => choice === appearance) ?? 'system',
    bounds: readBounds(storedIn(join(profileFolder, 'window.json'))),
  };
}

function storedIn(file: string): unknown {
  try {
    const found = lstatSync(file);
    // Reading a pipe would not end.
    return found.isFile() && found.size < MOST ? JSON.parse(readFileSync(file, 'utf8')).value : undefined;
  } catch {
    return undefined;
  }
}

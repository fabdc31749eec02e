import { renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { app, ipcMain } from 'electron';
import Store from 'electron-store';
import { reasonOf } from '../reason-of.ts';

/** One value in a file of its own in the profile folder. `read` gives what `write` stored last, unchecked. */
export interface StoredValue<T> {
  read(): unknown;
  write(value: T): void;
}

/** A file of ours that could not be read, and the name under which it was kept. */
export interface SetAside {
  readonly file: string;
  readonly reason: string;
}

/** The form of the files. A higher number is a newer Keydesk's, and is not ours to read or overwrite. */
const VERSION = 1;
type Content = { version?: unknown; value?: unknown };

const open = (name: string) =>
  new Store<Content>({ name, configFileMode: 0o600, accessPropertiesByDotNotation: false, clearInvalidConfig: false });

/** Why the file is not ours to read; null when it is. */
function whyUnreadable(name: string): string | null {
  try {
    const version = open(name).get('version');
    return typeof version === 'number' && version > VERSION ? 'it was written by a newer Keydesk' : null;
  } catch (error) {
    return error instanceof SyntaxError ? 'it is damaged' : reasonOf(error);
  }
}

/** The name beside the file's own: `settings.json.2026-11-22T21-40-05-123Z`. */
export const asideName = (file: string, now: Date): string => `${file}.${now.toISOString().replace(/[:.]/g, '-')}`;

/**
 * A small JSON file, readable by its owner alone, replaced as a whole at each write. One that cannot be read is kept under
 * another name, told to `onSetAside`, and begun afresh.
 */
export function openStoredValue<T>(name: string, onSetAside: (aside: SetAside) => void): StoredValue<T> {
  const file = join(app.getPath('userData'), `${name}.json`);
  const reason = whyUnreadable(name);
  if (reason !== null) {
    const kept = asideName(file, new Date());
    renameSync(file, kept);
    onSetAside({ file: basename(kept), reason });
  }
  const store = open(name);
  // SECURITY line 13: the library answers any page that knows its channel; ours is the bridge alone.
  ipcMain.removeAllListeners('electron-store-get-data');
  return {
    read: () => store.get('value'),
    write: (value) => store.set({ version: VERSION, value }),
  };
}

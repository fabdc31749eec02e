import { join } from 'node:path';
import { app, ipcMain } from 'electron';
import Store from 'electron-store';
import { reasonOf } from '../basics/reason-of.ts';
import { type Quarantined, quarantine } from '../files/quarantine.ts';

/** One value in a file of its own in the profile folder. `read` gives what `write` stored last, unchecked. */
export interface StoredValue<T> {
  read(): unknown;
  write(value: T): void;
}

/** The form of the files. A higher number is a newer Keydesk's, and is not ours to read or overwrite. */
const VERSION = 1;
type Content = { version?: unknown; value?: unknown };

const open = (name: string) =>
  new Store<Content>({ name, configFileMode: 0o600, accessPropertiesByDotNotation: false, clearInvalidConfig: false });

/** The opened file, or why it is not ours to read. */
function openIfOurs(name: string): Store<Content> | string {
  try {
    const store = open(name);
    const version = store.get('version');
    return typeof version === 'number' && version > VERSION ? 'it was written by a newer Keydesk' : store;
  } catch (error) {
    return error instanceof SyntaxError ? 'it is damaged' : reasonOf(error);
  }
}

/**
 * A small JSON file, readable by its owner alone, replaced as a whole at each write. One that cannot be read is put into
 * quarantine, told to `onQuarantine`, and begun afresh.
 */
export function openStoredValue<T>(name: string, onQuarantine: (file: Quarantined) => void): StoredValue<T> {
  const file = join(app.getPath('userData'), `${name}.json`);
  const opened = openIfOurs(name);
  if (typeof opened === 'string') onQuarantine(quarantine(file, opened));
  const store = typeof opened === 'string' ? open(name) : opened;
  // Security line 13: the library answers any page that knows its channel; ours is the bridge alone.
  ipcMain.removeAllListeners('electron-store-get-data');
  return {
    read: () => store.get('value'),
    write: (value) => store.set({ version: VERSION, value }),
  };
}

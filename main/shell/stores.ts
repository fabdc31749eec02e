import { statSync } from 'node:fs';
import { join } from 'node:path';
import { app, ipcMain } from 'electron';
import Store from 'electron-store';
import { reasonOf } from '../basics/reason-of.ts';
import type { StoredValue } from '../basics/stored-value.ts';
import { type Quarantined, quarantine } from '../files/quarantine.ts';
import { STORED_VERSION } from '../files/stored-file.ts';

type Content = { version?: unknown; value?: unknown };

const open = (name: string) =>
  new Store<Content>({ name, configFileMode: 0o600, accessPropertiesByDotNotation: false, clearInvalidConfig: false });

/** The opened file, or why it cannot be used. */
function openIfOurs(name: string, file: string): Store<Content> | string {
  try {
    // The library would read a pipe, and that would not end.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) return 'it is not a file';
    const store = open(name);
    const version = store.get('version');
    return typeof version === 'number' && version > STORED_VERSION ? 'it was written by a newer Keydesk' : store;
  } catch (error) {
    return error instanceof SyntaxError ? 'it is damaged' : reasonOf(error);
  }
}

/**
 * A small JSON file, readable by its owner alone, replaced as a whole at each write. A file that cannot be read goes into quarantine,
 * `onQuarantine` is called, and a new file begins.
 */
export function openStoredValue<T>(name: string, onQuarantine: (file: Quarantined) => void): StoredValue<T> {
  const file = join(app.getPath('userData'), `${name}.json`);
  const opened = openIfOurs(name, file);
  if (typeof opened === 'string') onQuarantine(quarantine(file, opened));
  const store = typeof opened === 'string' ? open(name) : opened;
  // Security line 13: the library would answer any page on a channel of its own. Only the bridge may answer.
  ipcMain.removeAllListeners('electron-store-get-data');
  return {
    read: () => store.get('value'),
    write: (value) => store.set({ version: STORED_VERSION, value }),
  };
}

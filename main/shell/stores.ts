import { ipcMain } from 'electron';
import Store from 'electron-store';

/** One value in a file of its own in the profile folder. `read` gives what `write` stored last, unchecked. */
export interface StoredValue<T> {
  read(): unknown;
  write(value: T): void;
}

const KEY = 'value';

/** A small JSON file, readable by its owner alone, replaced as a whole at each write. */
export function openStoredValue<T>(name: string): StoredValue<T> {
  const store = new Store<Record<string, unknown>>({
    name,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });
  // SECURITY line 13: the library answers any page that knows its channel; ours is the bridge alone.
  ipcMain.removeAllListeners('electron-store-get-data');
  return {
    read: () => store.get(KEY),
    write: (value) => store.set(KEY, value),
  };
}

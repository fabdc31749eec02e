import { failed, type Outcome, success } from './outcome.ts';
import { reasonOf } from './reason-of.ts';

/** One value in a file of its own in the profile folder. `read` gives what `write` stored last, unchecked, or undefined. Both may throw. */
export interface StoredValue<T> {
  read(): unknown;
  write(value: T): void;
}

/** A file of Keydesk's own could not be read or written. `reason`: the system's own words. */
export type SettingsProblem = { readonly kind: 'settings-failed'; readonly reason: string };

/** Writes the value. On failure the file is as before. */
export function writeStored<T>(store: StoredValue<T>, value: T): Outcome<null, SettingsProblem> {
  try {
    store.write(value);
    return success(null);
  } catch (error) {
    return failed({ kind: 'settings-failed', reason: reasonOf(error) });
  }
}

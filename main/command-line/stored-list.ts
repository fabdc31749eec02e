import { failed, type Outcome, success } from '../basics/outcome.ts';
import { readStoredFile } from '../files/stored-file.ts';
import { readSavedKeys, type SavedKeyRecord } from '../usage/saved-key-records.ts';
import type { CommandProblem } from './command-errors.ts';

/** What the window has stored in this file of the profile folder; undefined if there is no file yet. `what` names its content. */
export async function readStoredList(
  file: string,
  what: string,
): Promise<Outcome<unknown, Extract<CommandProblem, { kind: 'list-unreadable' }>>> {
  const read = await readStoredFile(file);
  return read.ok ? read : failed({ kind: 'list-unreadable', what, file, reason: read.problem });
}

/** The saved keys, by name. There is no file until the first key is saved. A file that Keydesk may not read is a problem. */
export async function readSavedList(file: string): Promise<Outcome<readonly SavedKeyRecord[], CommandProblem>> {
  const stored = await readStoredList(file, 'kept keys');
  if (!stored.ok) return stored;
  const { records } = readSavedKeys(stored.value);
  const kept = records.filter(({ pending }) => !pending);
  return success(kept.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}

import { type Outcome, success } from '../basics/outcome.ts';
import { readSavedKeys, type SavedKeyRecord } from '../usage/saved-key-records.ts';
import type { CommandProblem } from './command-errors.ts';
import { readStoredList } from './stored-list.ts';

/** The kept keys, by name. There is no file until the first key is kept. A file that Keydesk may not read is a problem. */
export async function readSavedList(file: string): Promise<Outcome<readonly SavedKeyRecord[], CommandProblem>> {
  const stored = await readStoredList(file, 'kept keys');
  if (!stored.ok) return stored;
  const { records } = readSavedKeys(stored.value);
  const kept = records.filter(({ pending }) => !pending);
  return success(kept.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}

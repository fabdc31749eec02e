import { failed, type Outcome, success } from '../basics/outcome.ts';
import { type FileProblem, readPrivateFile } from '../files/private-file.ts';
import { readSavedKeys, type SavedKeyRecord } from '../usage/saved-key-records.ts';
import type { CommandProblem } from './command-errors.ts';

/** Of the file that the window writes through electron-store: see `openStoredValue`. */
const VERSION = 1;
/** In bytes: a thousand keys take a twentieth of it. */
const MOST = 8 * 1024 * 1024;

/** The kept keys, by name. There is no file until the first key is kept. A file that is not ours to read is a problem. */
export async function readSavedList(file: string): Promise<Outcome<readonly SavedKeyRecord[], CommandProblem>> {
  const unreadable = (reason: string) => failed<CommandProblem>({ kind: 'list-unreadable', file, reason });
  const read = await readPrivateFile(file, MOST);
  if (!read.ok) return unreadable(whyOf(read.problem));
  if (read.value === null) return success([]);
  const content = parse(read.value.toString('utf8'));
  if (content === null) return unreadable('it is damaged');
  if (typeof content.version === 'number' && content.version > VERSION) {
    return unreadable('it was written by a newer Keydesk');
  }
  const { records } = readSavedKeys(content.value);
  const kept = records.filter(({ pending }) => !pending);
  return success(kept.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}

function parse(text: string): { readonly version?: unknown; readonly value?: unknown } | null {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : null;
  } catch {
    return null;
  }
}

function whyOf(problem: FileProblem): string {
  if (problem.kind === 'file-is-link') return 'it is a link';
  return problem.kind === 'file-is-foreign' ? 'it belongs to another user' : problem.reason;
}

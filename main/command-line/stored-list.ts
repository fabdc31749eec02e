import { failed, type Outcome } from '../basics/outcome.ts';
import { readStoredFile } from '../files/stored-file.ts';
import type { CommandProblem } from './command-errors.ts';

/** What the window has stored in this file of the profile folder; undefined if there is no file yet. `what` names its content. */
export async function readStoredList(
  file: string,
  what: string,
): Promise<Outcome<unknown, Extract<CommandProblem, { kind: 'list-unreadable' }>>> {
  const read = await readStoredFile(file);
  return read.ok ? read : failed({ kind: 'list-unreadable', what, file, reason: read.problem });
}

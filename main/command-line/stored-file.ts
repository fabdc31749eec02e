import { failed, type Outcome, success } from '../basics/outcome.ts';
import { readPrivateFile, reasonOfFile } from '../files/private-file.ts';
import type { CommandProblem } from './command-errors.ts';

/** Of the files that the window writes through electron-store: see `openStoredValue`. */
const VERSION = 1;
/** In bytes: a thousand keys take a twentieth of it. */
const MOST = 8 * 1024 * 1024;

/**
 * What the window has stored in this file of the profile folder; undefined if there is no file yet. A file that Keydesk may not read is a
 * problem. `what` names its content.
 */
export async function readStoredFile(
  file: string,
  what: string,
): Promise<Outcome<unknown, Extract<CommandProblem, { kind: 'list-unreadable' }>>> {
  const unreadable = (reason: string) => failed({ kind: 'list-unreadable', what, file, reason } as const);
  const read = await readPrivateFile(file, MOST);
  if (!read.ok) return unreadable(reasonOfFile(read.problem));
  if (read.value === null) return success(undefined);
  const content = parse(read.value.toString('utf8'));
  if (content === null) return unreadable('it is damaged');
  if (typeof content.version === 'number' && content.version > VERSION) {
    return unreadable('it was written by a newer Keydesk');
  }
  return success(content.value);
}

function parse(text: string): { readonly version?: unknown; readonly value?: unknown } | null {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : null;
  } catch {
    return null;
  }
}

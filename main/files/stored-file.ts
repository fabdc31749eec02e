import { failed, type Outcome, success } from '../basics/outcome.ts';
import { readPrivateFile, reasonOfFile } from './private-file.ts';

/**
 * The form of the files that electron-store writes for Keydesk. A higher number comes from a newer Keydesk: such a file is neither read nor
 * overwritten.
 */
export const STORED_VERSION = 1;
/** In bytes: a thousand keys take a twentieth of it. */
const MOST = 8 * 1024 * 1024;

/**
 * What stands in a file that the window writes through electron-store (`openStoredValue`), read without that library; undefined where there
 * is no file yet. If the file is not ours to read, this fails with the reason, as the end of a sentence.
 */
export async function readStoredFile(file: string): Promise<Outcome<unknown, string>> {
  const read = await readPrivateFile(file, MOST);
  if (!read.ok) return failed(reasonOfFile(read.problem));
  if (read.value === null) return success(undefined);
  const content = parse(read.value.toString('utf8'));
  if (content === null) return failed('it is damaged');
  const { version, value } = content;
  return typeof version === 'number' && version > STORED_VERSION
    ? failed('it was written by a newer Keydesk')
    : success(value);
}

function parse(text: string): { readonly version?: unknown; readonly value?: unknown } | null {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : null;
  } catch {
    return null;
  }
}

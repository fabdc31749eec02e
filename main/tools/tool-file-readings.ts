import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { type Outcome, success } from '../basics/outcome.ts';
import type { FileProblem } from '../files/private-file.ts';
import { type IniSection, type Malformed, readIniSections } from './ini-lines.ts';
import { type FoundFile, findToolFile, type ToolEnv } from './tool-files.ts';
import type { ToolFile, ToolPiece } from './tool-piece.ts';

/** A tool's file, with what was found in it. */
export interface ToolFileReading {
  readonly found: FoundFile;
  /** Of the bytes; null: there is no file. */
  readonly hash: string | null;
  /** An empty list if the file is not INI-like; a problem if it should be and cannot be read as such. */
  readonly sections: Outcome<readonly IniSection[], Malformed>;
}

/** Finds the file that a piece goes into, and reads it. `name` is the profile's. */
export type ReadToolFile = (
  target: NonNullable<ToolPiece['target']>,
  name: string,
) => Promise<Outcome<ToolFileReading, FileProblem>>;

/**
 * A text that changes when the file is replaced or written. It saves a second reading, but proves nothing: the writer compares the bytes.
 */
const stateOf = (path: string) =>
  lstat(path).then(
    ({ ino, size, mtimeMs }) => `${ino} ${size} ${mtimeMs}`,
    () => null,
  );

/**
 * Lends the tools' own files. A file that is looked at twice during a loan is read again only if it has changed. At the end of the loan the
 * bytes are filled with zeros. The sections of each file are remembered with its hash, so that a large file that the preview has parsed is
 * not parsed again for the write. They are names and offsets, and no secret.
 */
export function createToolFileLoans(env: ToolEnv) {
  const remembered = new Map<ToolFile, Pick<ToolFileReading, 'hash' | 'sections'>>();

  function takeApart({ file, merge }: NonNullable<ToolPiece['target']>, bytes: Buffer | null) {
    const hash = bytes && createHash('sha256').update(bytes).digest('hex');
    const before = remembered.get(file);
    if (before && before.hash === hash) return before;
    const sections = merge.how === 'ini' ? readIniSections(bytes ?? Buffer.alloc(0), merge.dialect) : success([]);
    const now = { hash, sections };
    remembered.set(file, now);
    return now;
  }

  return async function lendFiles<T>(use: (read: ReadToolFile) => Promise<T>): Promise<T> {
    const bytes: (Buffer | null)[] = [];
    const lent = new Map<ToolFile, { readonly reading: ToolFileReading; readonly state: string | null }>();
    try {
      return await use(async (target, name) => {
        const before = lent.get(target.file);
        const isSame = before !== undefined && (await stateOf(before.reading.found.path)) === before.state;
        const found = await findToolFile(target.file, name, env, isSame ? before.reading.found : undefined);
        if (!found.ok) return found;
        if (found.value === before?.reading.found) return success(before.reading);
        bytes.push(found.value.bytes);
        const reading = { found: found.value, ...takeApart(target, found.value.bytes) };
        lent.set(target.file, { reading, state: await stateOf(found.value.path) });
        return success(reading);
      });
    } finally {
      for (const each of bytes) each?.fill(0);
    }
  };
}

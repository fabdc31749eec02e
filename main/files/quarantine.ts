import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';

/** A file of Keydesk's own that could not be read, under the name that it has now. */
export interface Quarantined {
  readonly file: string;
  readonly reason: string;
}

/** The name beside the file's own: `settings.json.2026-11-22T21-40-05-123Z`. */
const quarantineName = (file: string) => `${file}.${new Date().toISOString().replace(/[:.]/g, '-')}`;

/** Renames the file: it stays there for a newer Keydesk or for support, and a new one can be written. */
export function quarantine(file: string, reason: string): Quarantined {
  const moved = quarantineName(file);
  renameSync(file, moved);
  return { file: basename(moved), reason };
}

/** The same for a file that can be read in part: makes a copy of it as it is. */
export function quarantineCopy(file: string, reason: string): Quarantined {
  const copy = quarantineName(file);
  try {
    copyFileSync(file, copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
  return { file: basename(copy), reason };
}

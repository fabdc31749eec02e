import type { Failure } from '../../../bridge/values/failure.ts';

/** The largest handed-over file, in bytes. The files that Keydesk writes have about 2000. */
export const largestFile = 65_536;

const refused = (happened: string, remedy: string): Failure => ({
  kind: 'not-a-handed-over-file',
  happened,
  meaning: 'Nothing has been opened, and nothing has been kept of it.',
  remedy,
  requestId: null,
});

/** Why a drop is refused before anything is read. Null: it may be a handed-over file. */
export const whyRefused = (files: readonly { readonly name: string; readonly size: number }[]): Failure | null => {
  const [file, another] = files;
  if (file === undefined) {
    return refused('What was dropped is not a file.', 'Save it as a file first, and drop that one.');
  }
  if (another !== undefined) return refused(`${files.length} files were dropped at once.`, 'Drop one file at a time.');
  if (!/\.age$/i.test(file.name)) {
    return refused(
      `“${file.name}” does not look like a handed-over file: those end in “.age”.`,
      'If it is one under another name, choose it with “Open a handed-over file…”.',
    );
  }
  if (file.size > largestFile) {
    return refused(
      `“${file.name}” is much larger than a handed-over file can be.`,
      'Ask the sender for the file that Keydesk made.',
    );
  }
  return null;
};

/** The dropped file cannot be read: it is a folder, or it is gone. */
export const unreadable = (name: string): Failure => ({
  ...refused(`“${name}” could not be read.`, 'If it is a folder, drop the file that is in it.'),
  kind: 'file-unreadable',
});

/** The bytes as base64, for the bridge. */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

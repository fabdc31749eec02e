const NO_PERMISSION = 'this account has no permission for that';

/** What the system's codes mean to the person, as the end of a sentence. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: 'that disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk space that this account may use is full',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is a file and no folder',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'another program holds it',
};

/** The system's code of an error, such as `ENOENT`; empty where it has none. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Why the system did not read or write a file; its own text where we have no better words. */
export function fileReason(error: unknown): string {
  return WORDS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

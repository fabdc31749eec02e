/** Characters that have no special meaning for a shell, Python's shlex or Windows. */
const PLAIN = /^[A-Za-z0-9_./:-]+$/;
const PLAIN_ON_WINDOWS = /^[A-Za-z0-9_./:@+=\\-]+$/;

/**
 * A command as one line, to be put into a configuration file. On POSIX single quotes, which `sh` (AWS's Go, Java and
 * JavaScript SDKs) and Python's `shlex` (AWS CLI, boto3) read alike; on Windows double quotes, as `cmd` and the C runtime do.
 */
export function shellLine(words: readonly string[], platform: NodeJS.Platform): string {
  return words.map(platform === 'win32' ? quoteForWindows : quoteForShell).join(' ');
}

/** One word for any POSIX shell. */
export const quoteForShell = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** A path holds no double quotes on Windows; a backslash before the closing quote would escape that quote, so it is doubled. */
const quoteForWindows = (word: string): string =>
  PLAIN_ON_WINDOWS.test(word) ? word : `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;

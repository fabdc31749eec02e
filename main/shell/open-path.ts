import { spawn } from 'node:child_process';
import { shell } from 'electron';

/** What xdg-open says with its exit code (its manual page, "EXIT CODES"). */
const REASONS: Readonly<Record<number, string>> = {
  2: 'the file is no longer there',
  3: 'the system has no program for such a file',
  4: 'the program for such a file did not start',
};

/** Has xdg-open, which Electron asks too, open a file or an address, and waits for its exit code. Empty: it has opened. */
export const openOnLinux = (file: string): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn('xdg-open', [file], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve('the system has no xdg-open, which opens files'));
    child.once('exit', (code) => resolve(code === 0 ? '' : (REASONS[code ?? 4] ?? 'the system could not open it')));
    child.unref();
  });

/**
 * Opens a file in the program that the system has for it: an empty text, or why that did not work. On Linux the promise of
 * Electron's `shell.openPath` never settles since it no longer blocks (electron/electron#47668; seen with
 * Electron 42), whether a program was found or not. Our own promise may also wait as long as the opened program runs.
 */
export const openPath = (file: string): Promise<string> =>
  process.platform === 'linux' ? openOnLinux(file) : shell.openPath(file);

import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a command line may ask of Keydesk; everything else on it is Chromium's, or nobody's. */
export interface LaunchArguments {
  /** Start on the sample tenancy, signed in as its administrator. */
  readonly sample: boolean;
  /** The whole path of a handed-over file to open; null: none. */
  readonly file: string | null;
  /** The OCID of a user to show; null: none. */
  readonly user: string | null;
}

/** Where the command line was typed, and what stands on it before its own words. */
export interface LaunchedFrom {
  /** The folder in which it was started. */
  readonly folder: string;
  /** The folder of the app where Electron's own program runs it; null in a package. */
  readonly appPath: string | null;
}

/** Security line 33: parsed, never trusted. Exact words only: a second start hands over what anybody typed. */
export function parseLaunchArguments(argv: readonly string[], from: LaunchedFrom): LaunchArguments {
  const word = firstWord(argv, from);
  return { sample: argv.includes('--sample'), file: fileOf(word, from), user: userOfLink(word) };
}

/**
 * The user of a link `keydesk://user/OCID`, in exactly this form: any page of the web may hold such a link. It says what to show,
 * never what to do.
 */
export const userOfLink = (link: string): string | null =>
  /^keydesk:\/\/user\/(ocid1\.user\.[a-z0-9]{1,20}\.[a-z0-9-]{0,40}\.[a-z0-9]{1,120})\/?$/.exec(link)?.[1] ?? null;

/** The first word that is no switch; empty: none. */
function firstWord(argv: readonly string[], { folder, appPath }: LaunchedFrom): string {
  const app = appPath === null ? 0 : argv.findIndex((word, at) => at > 0 && resolve(folder, word) === appPath);
  return app < 0 ? '' : (argv.slice(app + 1).find((each) => !each.startsWith('-')) ?? '');
}

/** The word's file, if it ends in `.age` or is there. What it holds is judged where it is read. */
function fileOf(word: string, { folder }: LaunchedFrom): string | null {
  const path = pathOf(word, folder);
  return path !== null && (extname(path).toLowerCase() === '.age' || isFile(path)) ? path : null;
}

/** File managers on Linux name files by address. Null for an address of anything else, and of another computer. */
function pathOf(word: string, folder: string): string | null {
  if (word === '' || word.includes('\0')) return null;
  if (!/^[a-z][a-z0-9+.-]+:/i.test(word)) return resolve(folder, word);
  try {
    const { host, pathname } = new URL(word);
    return host === '' && !pathname.startsWith('//') ? fileURLToPath(word) : null;
  } catch {
    return null;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

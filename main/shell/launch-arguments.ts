import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageCommand } from '../../bridge/values/plain.ts';

/** A view that a link names, as a command to the page: every key of the tenancy, or a user by OCID. */
export type Link = Extract<PageCommand, 'all-keys' | object>;

/** What a command line may ask of Keydesk. Everything else on it is for Chromium, or is ignored. */
export interface LaunchArguments {
  /** Start on the sample tenancy, signed in as its administrator. */
  readonly sample: boolean;
  /** The whole path of a handed-over file to open; null: none. */
  readonly file: string | null;
  /** What a link shows; null: there is none. */
  readonly link: Link | null;
}

/** The folder in which the command line was typed, and the words on it that belong to Electron. */
export interface LaunchedFrom {
  /** The folder in which it was started. */
  readonly folder: string;
  /** The folder of the app where Electron's own program runs it; null in a package. */
  readonly appPath: string | null;
}

/** Security line 33: parsed, never trusted. Only exact words count: any program may start Keydesk a second time with any arguments. */
export function parseLaunchArguments(argv: readonly string[], from: LaunchedFrom): LaunchArguments {
  const word = firstWord(argv, from);
  return { sample: argv.includes('--sample'), file: fileOf(word, from), link: readLink(word) };
}

/**
 * A link `keydesk://report` or `keydesk://user/OCID`, in exactly these forms: any page of the web may hold such a link. It says what
 * to show, never what to do.
 */
export function readLink(link: string): Link | null {
  if (/^keydesk:\/\/report\/?$/.test(link)) return 'all-keys';
  const found = /^keydesk:\/\/user\/(ocid1\.user\.[a-z0-9]{1,20}\.[a-z0-9-]{0,40}\.[a-z0-9]{1,120})\/?$/.exec(link);
  return found?.[1] === undefined ? null : { user: found[1] };
}

/** The part of the page's address that names the view of the link. */
export function viewOfLink(link: Link | null): string {
  if (link === null) return '';
  return link === 'all-keys' ? '#/all-keys' : `#/users?text=${link.user}`;
}

/** The first word that is no switch; empty: none. */
function firstWord(argv: readonly string[], { folder, appPath }: LaunchedFrom): string {
  const app = appPath === null ? 0 : argv.findIndex((word, at) => at > 0 && resolve(folder, word) === appPath);
  return app < 0 ? '' : (argv.slice(app + 1).find((each) => !each.startsWith('-')) ?? '');
}

/** The file that the word names, if the word ends in `.age` or the file exists. Its content is checked where it is read. */
function fileOf(word: string, { folder }: LaunchedFrom): string | null {
  const path = pathOf(word, folder);
  return path !== null && (extname(path).toLowerCase() === '.age' || isFile(path)) ? path : null;
}

/** File managers on Linux name a file by an address. Null: the address names no file, or a file of another computer. */
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

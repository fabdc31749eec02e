import { setTimeout as wait } from 'node:timers/promises';
import { shell } from 'electron';
import { CONSOLE_API_KEYS, isListedLink, isSignInLink } from './listed-links.ts';
import { openOnLinux } from './open-path.ts';

/** Oracle's own page on what Keydesk does. */
export const ORACLE_DOCS =
  'https://docs.oracle.com/en-us/iaas/Content/Identity/access/to_create_a_Customer_Secret_key.htm';

/** Opens a listed link in the person's browser; anything else is dropped. */
export async function openExternal(url: string): Promise<void> {
  if (isListedLink(url)) await shell.openExternal(url);
}

/** False: the system opened no browser. */
const isOpened = (opening: Promise<void>) =>
  opening.then(
    () => true,
    () => false,
  );

/** Opens the person's API keys in the Console. False: the system opened no browser. */
export const openConsole = (): Promise<boolean> => isOpened(openExternal(CONSOLE_API_KEYS));

/** Milliseconds after which a browser that has not failed counts as open: the program that starts it may run as long as the browser. */
const SOON = 3000;

/** Opens Oracle's sign-in page in the person's browser. False: it is not listed, or the system opened no browser. */
export async function openSignInPage(url: string, base: string): Promise<boolean> {
  if (!isSignInLink(url, base)) return false;
  if (process.platform !== 'linux') return isOpened(shell.openExternal(url));
  return (await Promise.race([openOnLinux(url), wait(SOON, '', { ref: false })])) === '';
}

import { shell } from 'electron';

const HOSTS = new Set(['docs.oracle.com', 'cloud.oracle.com']);

/** Oracle's own page on what Keydesk does. */
export const ORACLE_DOCS =
  'https://docs.oracle.com/en-us/iaas/Content/Identity/access/to_create_a_Customer_Secret_key.htm';

/** SECURITY line 9: https, an exact host of the list, no credentials, no port. */
export function isListedLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  return protocol === 'https:' && HOSTS.has(hostname) && port === '' && username === '' && password === '';
}

/** Opens a listed link in the person's browser; anything else is dropped. */
export async function openExternal(url: string): Promise<void> {
  if (isListedLink(url)) await shell.openExternal(url);
}

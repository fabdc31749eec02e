import { shell } from 'electron';
import { isListedLink } from './listed-links.ts';

/** Oracle's own page on what Keydesk does. */
export const ORACLE_DOCS =
  'https://docs.oracle.com/en-us/iaas/Content/Identity/access/to_create_a_Customer_Secret_key.htm';

/** Opens a listed link in the person's browser; anything else is dropped. */
export async function openExternal(url: string): Promise<void> {
  if (isListedLink(url)) await shell.openExternal(url);
}

import { shell } from 'electron';
import { isListedLink } from './listed-links.ts';

/** Oracle's own page on what Keydesk does. */
export const ORACLE_DOCS =
  'https://docs.oracle.com/en-us/iaas/Content/Identity/access/to_create_a_Customer_Secret_key.htm';

/** The page of the Console with a person's own API keys, where one is added (`docs/oracle.md`, "API keys"). */
export const CONSOLE_API_KEYS = 'https://cloud.oracle.com/identity/domains/my-profile/api-keys';

/** Opens a listed link in the person's browser; anything else is dropped. */
export async function openExternal(url: string): Promise<void> {
  if (isListedLink(url)) await shell.openExternal(url);
}

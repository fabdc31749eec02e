/** The scheme of the user interface, so that neither a `file://` page nor a server is needed. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://keydesk`;

/** True for addresses of our own pages only. */
export function isOurs(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${APP_SCHEME}:` && new URL(url).host === 'keydesk';
}

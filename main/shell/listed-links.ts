const HOSTS = new Set(['docs.oracle.com', 'cloud.oracle.com']);

/** Security line 9: https, an exact host of the list, no credentials, no port. */
export function isListedLink(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  return protocol === 'https:' && HOSTS.has(hostname) && port === '' && username === '' && password === '';
}

/** The page of Oracle that a browser signs in at, below a base (`docs/oracle.md`, "Signing in with the browser"). */
const SIGN_IN_PATH = '/v1/oauth2/authorize';

/**
 * Security line 9: the sign-in page of the region that the person has chosen, and no other page. `base` comes from main's own table of
 * regions, or is the endpoint that replaces Oracle's: https, or http on this computer.
 */
export function isSignInLink(url: string, base: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(base)) return false;
  const { protocol, hostname, origin, pathname, username, password } = new URL(url);
  const allowed = new URL(base);
  const isLoopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback);
  const path = `${allowed.pathname.replace(/\/+$/, '')}${SIGN_IN_PATH}`;
  return isSafe && origin === allowed.origin && pathname === path && username === '' && password === '';
}

/** The page of the Console with a person's own API keys, where one is added (`docs/oracle.md`, "API keys"). */
export const CONSOLE_API_KEYS = 'https://cloud.oracle.com/identity/domains/my-profile/api-keys';

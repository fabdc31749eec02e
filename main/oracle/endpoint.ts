import { failed, type Outcome, success } from '../basics/outcome.ts';

/** The most characters that one line of a handed-over file or of a tool's own file can have for it. */
const LONGEST = 1024;
/** The URL parser allows `$` and `{` in a host. Tools and shells give these another meaning, so they are refused. */
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9a-f:.]+\])$/;
const PATH = /^(?:[A-Za-z0-9._~/:@+,=&-]|%[0-9A-Fa-f]{2})*$/;

/**
 * The one rule for an endpoint that a person, a stored file or a handed-over file names, such as `keydesk_endpoint` in the configuration
 * file, which replaces Oracle's. It allows any https, but http only to this computer, so that no signed request travels in the clear.
 * Returns the endpoint in the usual form of URLs, without a trailing slash. The rule also accepts every endpoint that it has returned.
 */
export function checkEndpoint(text: string): Outcome<string, { readonly reason: string }> {
  const url = URL.parse(text);
  if (url === null) return failed({ reason: 'it is not a URL' });
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return failed({ reason: 'it must be https, or http on this computer (127.0.0.1)' });
  }
  if (url.username !== '' || url.password !== '') return failed({ reason: 'it must not hold a user name or password' });
  if (/[?#]/.test(text)) return failed({ reason: 'it must not hold a query or a fragment' });
  if (!HOST.test(url.hostname) || !PATH.test(url.pathname)) {
    return failed({ reason: 'it holds a character that tools would read as something else' });
  }
  const base = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  return base.length > LONGEST ? failed({ reason: 'it is longer than 1,024 characters' }) : success(base);
}

/** Of a URL that is parsed: the parser turns 127.1 and 0x7f.0.0.1 into 127.0.0.1. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

import { isLoopback } from './endpoint.ts';

/** A query in the order it is sent; an undefined value leaves its name out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/**
 * The address of one call, or null where the parts cannot be one.
 *
 * Every segment and value is percent-encoded down to RFC 3986's unreserved characters, so that no URL parser on the way
 * (Node's, Chromium's) finds anything to rewrite: what is signed is what is sent. A segment `.` or `..` is refused, because
 * URL parsers resolve it, encoded or not, and `DELETE .../customerSecretKeys/..` would be a call on the user instead.
 */
export function serviceUrl(base: string, segments: readonly string[], query: Query = {}): URL | null {
  const root = serviceBase(base);
  if (root === null) return null;
  if (segments.some((segment) => /^\.{0,2}$/.test(segment))) return null;
  const path = segments.map((segment) => `/${encodeStrictly(segment)}`).join('');
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeStrictly(name)}=${encodeStrictly(String(value))}`],
  );
  return new URL(`${root}${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`);
}

/**
 * Credentials go out over TLS, or to this computer (the simulator). Any other address is refused. Returns the base without a trailing
 * slash.
 */
function serviceBase(base: string): string | null {
  const url = URL.canParse(base) ? new URL(base) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return null;
  return url.href.replace(/\/+$/, '');
}

/** `encodeURIComponent` and the five characters it leaves alone, which parsers treat differently. Never throws. */
const encodeStrictly = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

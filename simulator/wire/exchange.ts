import type { IncomingHttpHeaders } from 'node:http';

/** A request as received. */
export interface Exchange {
  readonly method: string;
  /** Path and query exactly as received, since the signature covers them. */
  readonly target: string;
  /** The path's parts, percent-decoded; null if the encoding is broken. */
  readonly segments: readonly string[] | null;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** For a request to a domain's own address: the domain's path at the common address. Null: it came to the common address. */
  readonly domainPath: string | null;
  /** The client's port, the same for all requests of a connection. */
  readonly clientPort: number | null;
  /** The service's clock, in milliseconds since 1970. A fault may have shifted it. */
  readonly now: number;
}

/** An answer that is not sent yet. Faults may still change it. `body` is null if there is none. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

/** The result of a check: a value, or the answer that ends the request. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reply: Reply };

export const jsonReply = (
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
  contentType = 'application/json',
): Reply => ({ status, headers: { 'content-type': contentType, ...headers }, body: JSON.stringify(value) });

export const emptyReply = (status: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers,
  body: null,
});

/** Path and query, cut at the first question mark. */
export function splitTarget(target: string): [path: string, query: string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

export const isoTime = (time: number): string => new Date(time).toISOString();

/** The body as JSON; undefined if it is not JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The value of a header; the first one if it is repeated. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

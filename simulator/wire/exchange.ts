import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came in. */
export interface Exchange {
  readonly method: string;
  /** Path and query exactly as received, since that is what was signed. */
  readonly target: string;
  /** The path's parts, percent-decoded; null where the encoding is broken. */
  readonly segments: readonly string[] | null;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The domain at whose own address the request came in, by the path that it has at the common one; null: the common one. */
  readonly domainPath: string | null;
  /** The client's end of the connection: it stays the same for as long as the connection does. */
  readonly clientPort: number | null;
  /** The service's clock, in milliseconds since 1970: a fault may have shifted it. */
  readonly now: number;
}

/** An answer before it is sent; the faults may still change it. Null: no body. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

/** What a check hands on: a value, or the answer that ends the request. */
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

/** The body as JSON; undefined where it is none, which no JSON text can be. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A header's value; of a repeated one the first. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

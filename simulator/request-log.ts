import { isoTime, splitTarget } from './wire/exchange.ts';

interface LoggedRequest {
  readonly method: string;
  readonly target: string;
  readonly retryToken: string | null;
  /** The client's port. Two requests with the same port used the same connection. */
  readonly clientPort: number | null;
  /** The fingerprint of the API key in its signature, `session` for a session token, null for no signature. */
  readonly signedWith: string | null;
  /** By the clock of this computer, not that of the service. */
  readonly at: string;
}

/** The key or session that an Authorization header names. The signature has not been checked. */
export function signedWith(authorization: string | undefined): string | null {
  const keyId = /^Signature .*keyId="([^"]*)"/.exec(authorization ?? '')?.[1];
  return keyId?.startsWith('ST$') ? 'session' : (keyId?.split('/').at(-1) ?? null);
}

const LATEST_LIMIT = 1000;

export type RequestLog = ReturnType<typeof createRequestLog>;

/** Records the requests of clients. Tests read this log, because a client's own account of its requests proves nothing. */
export function createRequestLog() {
  const counts = new Map<string, { method: string; path: string; count: number }>();
  let latest: LoggedRequest[] = [];
  return {
    record(request: Omit<LoggedRequest, 'at'>, at: number) {
      const { method, target } = request;
      const [path] = splitTarget(target);
      const name = `${method} ${path}`;
      const entry = counts.get(name) ?? { method, path, count: 0 };
      entry.count++;
      counts.set(name, entry);
      latest.push({ ...request, at: isoTime(at) });
      if (latest.length > 2 * LATEST_LIMIT) latest = latest.slice(-LATEST_LIMIT);
    },
    /** By method and path, without the query. */
    counts: () => [...counts.values()],
    /** The last thousand requests, oldest first. */
    latest: () => latest.slice(-LATEST_LIMIT),
    clear() {
      counts.clear();
      latest = [];
    },
  };
}

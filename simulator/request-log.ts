/** The requests of clients, for tests: what a client says of its own requests proves nothing. */
export interface RequestLog {
  record(request: Omit<LoggedRequest, 'at'>, at: number): void;
  /** Counts by method and path, without the query. */
  counts(): readonly { readonly method: string; readonly path: string; readonly count: number }[];
  /** The last thousand requests, oldest first. */
  latest(): readonly LoggedRequest[];
  clear(): void;
}

interface LoggedRequest {
  readonly method: string;
  readonly target: string;
  readonly retryToken: string | null;
  /** The client's port. Two requests with the same port came over the same connection. */
  readonly clientPort: number | null;
  /** The fingerprint of the API key in its signature, `session` for a session token, null for no signature. */
  readonly signedWith: string | null;
  /** By the clock of this computer, not that of the service. */
  readonly at: string;
}

/** What an Authorization header says that it is signed with. Nothing of it has been checked. */
export function signedWith(authorization: string | undefined): string | null {
  const keyId = /^Signature .*keyId="([^"]*)"/.exec(authorization ?? '')?.[1];
  return keyId?.startsWith('ST$') ? 'session' : (keyId?.split('/').at(-1) ?? null);
}

const LATEST_LIMIT = 1000;

export function createRequestLog(): RequestLog {
  const counts = new Map<string, { method: string; path: string; count: number }>();
  let latest: LoggedRequest[] = [];
  return {
    record(request, at) {
      const { method, target } = request;
      const path = target.split('?', 1)[0] ?? '';
      const name = `${method} ${path}`;
      const entry = counts.get(name) ?? { method, path, count: 0 };
      entry.count++;
      counts.set(name, entry);
      latest.push({ ...request, at: new Date(at).toISOString() });
      if (latest.length > 2 * LATEST_LIMIT) latest = latest.slice(-LATEST_LIMIT);
    },
    counts: () => [...counts.values()],
    latest: () => latest.slice(-LATEST_LIMIT),
    clear() {
      counts.clear();
      latest = [];
    },
  };
}

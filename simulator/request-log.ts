/** What clients really asked for: tests must be able to see it, since a client's own word is no proof. */
export interface RequestLog {
  record(request: Omit<LoggedRequest, 'at'>, at: number): void;
  /** Counts by method and path, without the query. */
  counts(): readonly { readonly method: string; readonly path: string; readonly count: number }[];
  /** The last thousand requests, oldest first. */
  latest(): readonly LoggedRequest[];
  clear(): void;
}

export interface LoggedRequest {
  readonly method: string;
  readonly target: string;
  readonly retryToken: string | null;
  /** The client's end of the connection: two requests with one port came over one connection. */
  readonly clientPort: number | null;
  /** By this computer's clock, whatever the service's clock says. */
  readonly at: string;
}

const kept = 1000;

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
      if (latest.length > 2 * kept) latest = latest.slice(-kept);
    },
    counts: () => [...counts.values()],
    latest: () => latest.slice(-kept),
    clear() {
      counts.clear();
      latest = [];
    },
  };
}

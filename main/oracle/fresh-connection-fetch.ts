type Fetch = typeof globalThis.fetch;

/** Electron's `Session`, as far as it is needed: a network stack with connections of its own. */
export interface ConnectionPool {
  fetch(input: string, init?: RequestInit): Promise<Response>;
  closeAllConnections(): Promise<void>;
}

/**
 * A `fetch` that sends each write once: Chromium by itself does not. When a kept-alive connection turns out to be closed
 * while a request is on it, Chromium sends the request again on another, a POST with its body as well (measured with
 * Electron 42; `HttpNetworkTransaction::ShouldResendRequest`). The service may have acted on the first one. And if
 * the second is refused, the fault reads as though nothing had ever been sent.
 *
 * It does so on connections that were used before, only. So reads go through `reads`, and each write through `writes`, a
 * session for this alone (`session.fromPartition('writes')`), one at a time, on a connection that is new. Its answer is
 * read to the end before the next write closes the connections.
 */
export function createFreshConnectionFetch(reads: ConnectionPool['fetch'], writes: ConnectionPool): Fetch {
  let last: Promise<unknown> = Promise.resolve();

  const writeAfreshly = async (url: string, init: RequestInit) => {
    await writes.closeAllConnections();
    init.signal?.throwIfAborted();
    const { status, statusText, headers, body } = await writes.fetch(url, init);
    const content = body === null ? null : await new Response(body).arrayBuffer();
    return new Response(content, { status, statusText, headers });
  };

  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    if ((init.method ?? 'GET') === 'GET') return reads(url, init);
    const write = last.then(() => writeAfreshly(url, init));
    last = write.catch(() => {});
    return write;
  };
}

import { createSerialQueue } from '../basics/serial-queue.ts';
import { readBody } from './answer-body.ts';

type Fetch = typeof globalThis.fetch;

/** Electron's `Session`, as far as it is needed: a network stack with connections of its own. */
export interface ConnectionPool {
  fetch(input: string, init?: RequestInit): Promise<Response>;
  closeAllConnections(): Promise<void>;
}

/** An answer to a write is a key or an error: a few kB. */
const maxBodyBytes = 1024 * 1024;

/**
 * A `fetch` that sends each write once: Chromium by itself does not. When a kept-alive connection turns out to be closed while a request is
 * on it, Chromium sends the request again on another, a POST with its body as well (measured with Electron 42;
 * `HttpNetworkTransaction::ShouldResendRequest`). The service may have acted on the first request. And if the second is refused, the fault
 * looks as if nothing had been sent. Chromium does so only on connections that were used before. So reads go through `reads`, and each
 * write through `writes`, a session for this alone, one at a time, on a connection that is new. Its answer is read to the end before the
 * next write closes the connections.
 */
export function createFreshConnectionFetch(reads: ConnectionPool['fetch'], writes: ConnectionPool): Fetch {
  const queue = createSerialQueue();

  const writeAfresh = async (url: string, init: RequestInit) => {
    await writes.closeAllConnections();
    init.signal?.throwIfAborted();
    const response = await writes.fetch(url, init);
    const { status, statusText, headers } = response;
    const content = response.body === null ? null : await readBody(response, maxBodyBytes).catch(brokenOff);
    const answer = new Response(content === 'too-large' ? brokenOff(new Error(content)) : content, {
      status,
      statusText,
      headers,
    });
    // The new answer has its own copy of the bytes. Its reader overwrites that copy.
    if (Buffer.isBuffer(content)) content.fill(0);
    return answer;
  };

  return (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    if ((init.method ?? 'GET') === 'GET') return reads(url, init);
    return queue(() => writeAfresh(url, init));
  };
}

/**
 * A `fetch` that sends each request on a new connection. Servers learn of a new key at different times, and a connection that stays open
 * would ask the same server again. For one request at a time.
 */
export const createFreshFetch =
  (pool: ConnectionPool): Fetch =>
  async (input, init = {}) => {
    await pool.closeAllConnections();
    init.signal?.throwIfAborted();
    return pool.fetch(input instanceof Request ? input.url : String(input), init);
  };

/** The answer keeps its status and headers, among them Oracle's request id; reading its content fails as it failed here. */
const brokenOff = (error: unknown) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({ start: (stream) => stream.error(error) });

import { Agent, request as sendRequest } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  type ConnectionPool,
  createFreshConnectionFetch,
  createFreshFetch,
} from '../../../main/oracle/fresh-connection-fetch.ts';
import { answerJson, startScriptedServer } from '../../support/simulator/scripted-server.ts';

const noReads: ConnectionPool['fetch'] = () => Promise.reject(new Error('a read'));

/** A pool over Node's own HTTP that behaves like Chromium: if a reused connection breaks, it sends the request again. */
function createRepeatingPool(): ConnectionPool & { events: string[] } {
  let agent = new Agent({ keepAlive: true });
  const events: string[] = [];
  const once = (url: string, init: RequestInit) =>
    new Promise<{ response: Response } | { error: Error; reused: boolean }>((resolve) => {
      const sent = sendRequest(url, { method: init.method ?? 'GET', agent }, (incoming) => {
        incoming.on('end', () => events.push('read to the end'));
        const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
        resolve({ response: new Response(body, { status: incoming.statusCode ?? 0 }) });
      });
      sent.on('error', (error) => resolve({ error, reused: sent.reusedSocket }));
      sent.end(init.body as string);
    });
  return {
    events,
    async fetch(url, init = {}) {
      events.push(`sent ${String(init.body)}`);
      const first = await once(url, init);
      if ('response' in first) return first.response;
      if (!first.reused) throw first.error;
      const second = await once(url, init);
      if ('response' in second) return second.response;
      throw second.error;
    },
    async closeAllConnections() {
      events.push('closed');
      agent.destroy();
      agent = new Agent({ keepAlive: true });
    },
  };
}

describe('a fetch that sends writes once', () => {
  it('keeps a network stack that repeats requests from repeating them', async () => {
    const server = await startScriptedServer((response, { body }) =>
      body === 'drop' ? void response.destroy() : answerJson(response, 200, {}),
    );
    const drops = () => server.seen.filter(({ body }) => body === 'drop').length;
    const bare = createRepeatingPool();
    await (await bare.fetch(server.url, { method: 'POST', body: 'first' })).text();
    await expect(bare.fetch(server.url, { method: 'POST', body: 'drop' })).rejects.toThrow();
    expect(drops()).toBe(2);

    const fetch = createFreshConnectionFetch(noReads, createRepeatingPool());
    await (await fetch(server.url, { method: 'POST', body: 'first' })).text();
    await expect(fetch(server.url, { method: 'POST', body: 'drop' })).rejects.toThrow();
    expect(drops()).toBe(3);
  });

  it('reads one answer to its end before it closes the connections for the next write', async () => {
    const server = await startScriptedServer((response) => {
      response.write('slow ');
      setTimeout(() => response.end('answer'), 50);
    });
    const pool = createRepeatingPool();
    const fetch = createFreshConnectionFetch(noReads, pool);
    const answers = await Promise.all(
      ['a', 'b'].map(async (body) => (await fetch(server.url, { method: 'POST', body })).text()),
    );
    expect(answers).toEqual(['slow answer', 'slow answer']);
    expect(pool.events).toEqual(['closed', 'sent a', 'read to the end', 'closed', 'sent b', 'read to the end']);
  });

  it('goes on after a write that failed, and sends none that was cancelled while it waited', async () => {
    const server = await startScriptedServer((response, { body }) =>
      body === 'a' ? void response.destroy() : answerJson(response, 200, {}),
    );
    const fetch = createFreshConnectionFetch(noReads, createRepeatingPool());
    const [first, second, third] = await Promise.allSettled([
      fetch(server.url, { method: 'POST', body: 'a' }),
      fetch(server.url, { method: 'POST', body: 'b', signal: AbortSignal.abort() }),
      fetch(server.url, { method: 'POST', body: 'c' }),
    ]);
    expect([first?.status, second?.status, third?.status]).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(server.seen.map(({ body }) => body)).toEqual(['a', 'c']);
  });

  it('hands on status, headers and an answer without content', async () => {
    const writes: ConnectionPool = {
      fetch: async () => new Response(null, { status: 204, headers: { etag: '7' } }),
      closeAllConnections: async () => {},
    };
    const answer = await createFreshConnectionFetch(noReads, writes)('http://127.0.0.1', { method: 'DELETE' });
    expect([answer.status, answer.headers.get('etag'), answer.body]).toEqual([204, '7', null]);
  });

  it('hands on status and request id of an answer that breaks off, and then that it does', async () => {
    const server = await startScriptedServer((response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"a":', () => response.destroy());
    });
    const answer = await createFreshConnectionFetch(noReads, createRepeatingPool())(server.url, { method: 'POST' });
    expect(answer.status).toBe(201);
    await expect(answer.text()).rejects.toThrow();
  });

  it('leaves reads to the other stack, side by side', async () => {
    const urls: string[] = [];
    const reads: ConnectionPool['fetch'] = async (url) => {
      urls.push(url);
      return new Response('{}');
    };
    const pool = createRepeatingPool();
    const fetch = createFreshConnectionFetch(reads, pool);
    await Promise.all([fetch('http://127.0.0.1/a', { method: 'GET' }), fetch(new URL('http://127.0.0.1/b'))]);
    expect(urls).toEqual(['http://127.0.0.1/a', 'http://127.0.0.1/b']);
    expect(pool.events).toEqual([]);
  });
});

describe('a fetch that opens a connection for each request', () => {
  it('closes those of before, and sends a read only after that', async () => {
    const server = await startScriptedServer((response) => answerJson(response, 200, {}));
    const pool = createRepeatingPool();
    const fetch = createFreshFetch(pool);
    for (const _ of [1, 2]) await (await fetch(server.url)).text();
    expect(pool.events.filter((event) => event !== 'read to the end')).toEqual([
      'closed',
      'sent undefined',
      'closed',
      'sent undefined',
    ]);
  });

  it('sends nothing for a caller that has left', async () => {
    const left = new AbortController();
    const pool: ConnectionPool = {
      fetch: () => Promise.reject(new Error('sent')),
      closeAllConnections: async () => left.abort(),
    };
    await expect(createFreshFetch(pool)('http://127.0.0.1:1', { signal: left.signal })).rejects.toThrow(/abort/i);
  });
});

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from '../faults/faulty-answer.ts';
import { type Exchange, splitTarget } from './exchange.ts';

/** How to answer a request: wait for `held` and for `delayMs`, then send what `deliver` returns. */
export interface Answering {
  readonly delayMs: number;
  readonly held: Promise<void> | null;
  /** The headers of every answer (the service's date), computed when the answer is sent. */
  readonly headers: () => Readonly<Record<string, string>>;
  readonly deliver: () => Delivery;
}

/** A request before its body has been received. */
export type Head = Omit<Exchange, 'body' | 'now'>;

/** Serves on 127.0.0.1 only. Port 0 takes a free one. Rejects if the port is taken. A body of over `mostBytes` gets 413. */
export async function openHttpServer(
  port: number,
  clock: () => number,
  mostBytes: (head: Head) => number,
  answer: (exchange: Exchange) => Answering,
  domainPath: string | null = null,
) {
  const timers = new Set<NodeJS.Timeout>();
  // Long, because clients reuse connections. If the server closed a connection at that moment, it would look like a fault.
  const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    response.sendDate = false;
    response.on('error', () => {});
    const head = { ...readHead(request), domainPath };
    readBody(request, mostBytes(head))
      .then(async (body) => {
        if (body === null) return void response.writeHead(413, { connection: 'close' }).end();
        const answering = answer({ ...head, body, now: clock() });
        await answering.held;
        const later = setTimeout(() => {
          timers.delete(later);
          try {
            deliver(response, answering, timers);
          } catch (error) {
            // An error in the simulator itself is printed, and ends only this request.
            console.error(error);
            response.destroy();
          }
        }, answering.delayMs);
        timers.add(later);
      })
      // The client closed the connection before it had sent the whole body.
      .catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function deliver(response: ServerResponse, answering: Answering, timers: Set<NodeJS.Timeout>): void {
  const delivery = answering.deliver();
  if (delivery.kind === 'silence') return;
  if (delivery.kind === 'cut') return void response.destroy();
  const { status, headers, body } = delivery.reply;
  const bytes = Buffer.from(body ?? '');
  const length = delivery.kind === 'endless' ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(status, {
    ...headers,
    ...(body === null && (status === 204 || status === 304) ? {} : length),
    ...answering.headers(),
  });
  if (delivery.kind === 'answer') return void response.end(bytes);
  if (delivery.kind === 'endless') {
    const drip = setInterval(() => response.write(' '), delivery.everyMs);
    timers.add(drip);
    response.on('close', () => {
      clearInterval(drip);
      timers.delete(drip);
    });
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.resetAndDestroy());
}

async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function readHead(request: IncomingMessage): Omit<Head, 'domainPath'> {
  const target = request.url ?? '/';
  const [path, query] = splitTarget(target);
  return {
    method: request.method ?? 'GET',
    target,
    segments: decodeSegments(path),
    query: new URLSearchParams(query),
    headers: request.headers,
    clientPort: request.socket.remotePort ?? null,
  };
}

/** Empty parts are dropped, so that `/n` and `/n/` are the same. */
function decodeSegments(path: string): string[] | null {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

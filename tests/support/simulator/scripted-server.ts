import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

export interface SeenRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
export type Script = (response: ServerResponse, request: SeenRequest, count: number) => void;

/**
 * A server on loopback that does what the test says: `script` gets each request in order, with a `count` from 1. It is closed, with
 * all its connections, when the test is over. Only for faults: everything else is tested against the simulator.
 */
export async function startScriptedServer(script: Script) {
  const seen: SeenRequest[] = [];
  let cutOff = 0;
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    response.on('close', () => {
      if (!response.writableFinished) cutOff += 1;
    });
    incoming.on('end', () => {
      const request: SeenRequest = {
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(parts).toString('utf8'),
      };
      seen.push(request);
      script(response, request, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(close);
  return { url: `http://127.0.0.1:${address.port}`, seen, cutOffByClient: () => cutOff, close };
}

export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', 'opc-request-id': 'request-1', ...headers });
  response.end(JSON.stringify(value));
}

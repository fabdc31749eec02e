import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Bytes that are served as they are, or a function that answers as a hostile server does. */
export type Page = Buffer | ((response: ServerResponse) => void);

/** A server of updates on loopback. Each path answers with what the test has put there, and anything else with 404. */
export async function startUpdateServer() {
  const pages = new Map<string, Page>();
  const seen: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    seen.push({ path: url, headers });
    // In these tests a client may break off an answer on purpose.
    response.on('error', () => undefined);
    const page = pages.get(url);
    if (page === undefined) response.writeHead(404).end('<html>not here</html>');
    else if (Buffer.isBuffer(page)) response.end(page);
    else page(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    seen,
    put: (path: string, page: Page) => void pages.set(path, page),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Sends a piece every `everyMs` milliseconds, without an end. */
export const drip =
  (piece: Buffer, everyMs: number): Page =>
  (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(piece), everyMs);
    response.on('close', () => clearInterval(timer));
  };

/** Sends without an end, as fast as the client reads. */
export const endless: Page = (response) => {
  const piece = Buffer.alloc(65_536, 'x');
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
};

/** Promises more than it sends, and hangs up. */
export const brokenOff =
  (bytes: Buffer): Page =>
  (response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  };

export const redirect =
  (location: string): Page =>
  (response) =>
    void response.writeHead(302, { location }).end();

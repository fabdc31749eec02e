import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface SeenByProxy {
  readonly method: string;
  /** An address, or host and port of a tunnel. */
  readonly target: string;
  /** User name and password as received; null: none. */
  readonly given: string | null;
  /** The `authorization` header: credentials for the server, not for the proxy. */
  readonly authorization: string | null;
}

export interface ProxyServer {
  /** Host and port. */
  readonly name: string;
  readonly seen: SeenByProxy[];
  /** The credentials that the proxy accepts, as `user:password`; null: no credentials are needed. */
  accepts: string | null;
  /** True: the proxy answers itself, like a server that asks for its own password. */
  isServer: boolean;
  close(): Promise<void>;
}

/** A company's proxy on this computer. It asks for a user name and a password (Basic) before it forwards anything. */
export async function startProxy(accepts: string): Promise<ProxyServer> {
  const server = createServer();
  const note = ({ method = '', url = '', headers }: IncomingMessage): boolean => {
    const [, basic] = /^Basic (.+)$/.exec(headers['proxy-authorization'] ?? '') ?? [];
    const given = basic === undefined ? null : Buffer.from(basic, 'base64').toString('utf8');
    proxy.seen.push({ method, target: url, given, authorization: headers.authorization ?? null });
    return proxy.accepts === null || proxy.accepts === given;
  };

  server.on('request', (incoming, response) => {
    const passes = note(incoming);
    if (proxy.isServer) return void response.writeHead(401, { 'www-authenticate': 'Basic realm="server"' }).end();
    if (!passes) return void response.writeHead(407, { 'proxy-authenticate': 'Basic realm="acme"' }).end();
    const { 'proxy-authorization': _, 'proxy-connection': __, ...headers } = incoming.headers;
    // A new connection for each request. The server may close a reused one just when a change is sent on it, and the answer would be lost.
    const options = { method: incoming.method, headers, agent: false } as const;
    const onward = request(incoming.url ?? '', options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  const tunnels: Duplex[] = [];
  server.on('connect', (incoming: IncomingMessage, client: Duplex) => {
    tunnels.push(client.on('error', () => client.destroy()));
    if (!note(incoming)) {
      client.end('HTTP/1.1 407 No\r\nproxy-authenticate: Basic realm="acme"\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (incoming.url ?? '').split(':');
    const onward = connect(Number(port), host, () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    onward.on('error', () => client.destroy());
    client.on('close', () => onward.destroy());
    client.pipe(onward).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: ProxyServer = {
    name: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    accepts,
    isServer: false,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        for (const tunnel of tunnels) tunnel.destroy();
        server.close(() => resolve());
      }),
  };
  return proxy;
}

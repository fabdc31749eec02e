import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface CountingServer {
  readonly port: number;
  /** The number of opened connections (TCP) or received packets (UDP). */
  count(): number;
  close(): Promise<void>;
}

/** A port on this computer that counts its connections, and answers each with `reply`, if given. */
export async function startCountingServer(reply = ''): Promise<CountingServer> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.on('error', () => undefined).once('data', () => socket.end(reply));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    count: () => count,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** A UDP port on this computer that counts its packets, as the server of a STUN request would receive them. */
export async function startCountingSocket(): Promise<CountingServer> {
  let count = 0;
  const socket = createSocket('udp4', () => {
    count += 1;
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    count: () => count,
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface CountingServer {
  readonly port: number;
  /** How many connections were opened (TCP), or packets came (UDP). */
  count(): number;
  close(): Promise<void>;
}

/** A door on this computer that counts who knocks, and answers `reply`, if anything, to whoever does. */
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

/** The same for packets: what a call for a peer's address (STUN) would be sent to. */
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

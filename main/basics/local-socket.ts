import { connect, type Socket } from 'node:net';

/** Where a service of this computer listens: at a socket file, or at a port that no other computer reaches. */
export type LocalAddress = { readonly path: string } | { readonly port: number };

/**
 * Connects with the display or the message bus of this computer, at the first of these addresses where something listens. The one
 * file of main that opens a connection by itself: it can reach no other computer.
 */
export async function connectLocally(addresses: readonly LocalAddress[]): Promise<Socket> {
  let reason: unknown = new Error('it is not on this computer');
  for (const address of addresses) {
    const socket = 'path' in address ? connect(address.path) : connect(address.port, '127.0.0.1');
    try {
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      return socket;
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

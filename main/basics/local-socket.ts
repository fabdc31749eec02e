import { connect, type Socket } from 'node:net';

/** Where a service of this computer listens: a socket of its own, or a port that no other computer reaches. */
export type LocalPlace = { readonly path: string } | { readonly port: number };

/**
 * Connects with the display or the message bus of this computer, at the first of these places where something listens. The one
 * file of main that opens a connection by itself: it can reach no other computer.
 */
export async function connectLocally(places: readonly LocalPlace[]): Promise<Socket> {
  let reason: unknown = new Error('it is not on this computer');
  for (const place of places) {
    const socket = 'path' in place ? connect(place.path) : connect(place.port, '127.0.0.1');
    try {
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      return socket;
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

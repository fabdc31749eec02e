import { connectLocally, type LocalAddress } from '../basics/local-socket.ts';
import { type BusSignal, busCall, readMessage } from './bus-message.ts';

/** Milliseconds for the bus to let Keydesk in. It takes one or two. */
const PATIENCE = 5000;

/** The addresses that a message bus is named by, as in `DBUS_SESSION_BUS_ADDRESS`: `unix:path=/run/user/1000/bus;...`. */
export function busAddresses(address: string): readonly LocalAddress[] {
  return address.split(';').flatMap((each) => {
    const [, kind, value = ''] = /^unix:(?:[^,]*,)*?(path|abstract)=([^,]+)/.exec(each) ?? [];
    const path = decodeURIComponent(value);
    return kind ? [{ path: kind === 'path' ? path : `\0${path}` }] : [];
  });
}

/**
 * Follows signals of a message bus (https://dbus.freedesktop.org/doc/dbus-specification.html), and asks it for nothing else. A
 * rule names the sender, so that the bus itself sees to it that nobody else's signal comes. Rejects where there is no bus;
 * the end of a bus is the end of the session.
 */
export async function followSignals(
  addresses: readonly LocalAddress[],
  rules: readonly string[],
  onSignal: (signal: BusSignal) => void,
): Promise<void> {
  const socket = await connectLocally(addresses);
  // A lock that waits for signals must not keep the program from ending.
  socket.unref();
  let received = Buffer.alloc(0);
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new Error('the bus did not answer')), PATIENCE);
    const greet = () => {
      const end = received.indexOf('\r\n');
      if (end < 0) return;
      if (!received.toString('latin1').startsWith('OK ')) socket.destroy(new Error('the bus does not let us in'));
      received = received.subarray(end + 2);
      read = take;
      socket.write('BEGIN\r\n');
      socket.write(busCall(1, 'Hello', null));
      for (const [index, rule] of rules.entries()) socket.write(busCall(index + 2, 'AddMatch', rule));
      clearTimeout(timer);
      resolve();
    };
    const take = () => {
      for (let message = readMessage(received); message; message = readMessage(received)) {
        received = received.subarray(message.length);
        if (message.signal) onSignal(message.signal);
      }
    };
    let read = greet;
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      read();
    });
    socket.on('error', reject).on('close', () => reject(new Error('the bus has gone')));
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')}\r\n`);
  });
}

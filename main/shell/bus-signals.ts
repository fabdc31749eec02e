import { connectLocally, type LocalAddress } from '../basics/local-socket.ts';
import { type BusSignal, busCall, lengthOfMessage, readSignal } from './bus-message.ts';

/** Milliseconds in which the bus must accept Keydesk. It takes one or two. */
const PATIENCE = 5000;
/** Bytes. No signal that Keydesk follows is nearly as long; any program may send it messages of 128 MB. */
const LONGEST = 65_536;

/** The addresses that a message bus is named by, as in `DBUS_SESSION_BUS_ADDRESS`: `unix:path=/run/user/1000/bus;...`. */
export function busAddresses(address: string): readonly LocalAddress[] {
  return address.split(';').flatMap((each) => {
    const [, kind, value = ''] = /^unix:(?:[^,]*,)*?(path|abstract)=([^,]+)/.exec(each) ?? [];
    const path = decoded(value);
    return kind && path !== null ? [{ path: kind === 'path' ? path : `\0${path}` }] : [];
  });
}

/** Null if a `%` is followed by no character code. */
function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/**
 * Follows signals of a message bus (https://dbus.freedesktop.org/doc/dbus-specification.html), and asks it for nothing else. A rule names
 * the sender, so signals that other programs send to everybody do not reach Keydesk. Rejects if there is no bus. The bus ends only when
 * the session of the person ends.
 */
export async function followSignals(
  addresses: readonly LocalAddress[],
  rules: readonly string[],
  onSignal: (signal: BusSignal) => void,
): Promise<void> {
  const socket = await connectLocally(addresses);
  // This connection must not keep the program from ending.
  socket.unref();
  let received = Buffer.alloc(0);
  /** Bytes still to come of a message that is too long to be looked at. */
  let passedOver = 0;
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
      for (let length = lengthOfMessage(received); length !== null; length = lengthOfMessage(received)) {
        if (length > received.length && length <= LONGEST) return;
        const message = received.subarray(0, length);
        received = received.subarray(message.length);
        passedOver = length - message.length;
        const signal = length > LONGEST ? null : readSignal(message);
        if (signal) onSignal(signal);
      }
    };
    let read = greet;
    socket.on('data', (data) => {
      const passed = Math.min(passedOver, data.length);
      passedOver -= passed;
      received = Buffer.concat([received, data.subarray(passed)]);
      read();
    });
    socket.on('error', reject).on('close', () => reject(new Error('the bus has gone')));
    socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')}\r\n`);
  });
}

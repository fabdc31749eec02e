import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { connectLocally, type LocalAddress } from '../basics/local-socket.ts';

/**
 * The part of the X Window System's protocol that is needed to look at a selection from outside: setup, atoms, a window, requests and their
 * replies (https://www.x.org/releases/current/doc/xproto/x11protocol.html). Requests are sent in this computer's byte order, which all
 * systems that Keydesk runs on have in common.
 */
export interface X11Connection {
  /** An invisible window of ours, to which other programs send their answers. */
  readonly window: number;
  /** The bits of a window's number that say to which program it belongs. */
  readonly clientMask: number;
  send(opcode: number, detail: number, ...words: number[]): void;
  /** Sends a request that has a reply, and gives the reply. */
  call(opcode: number, detail: number, ...words: number[]): Promise<Buffer>;
  atom(name: string): Promise<number>;
  /** The next event of this code, from now on. */
  event(code: number): Promise<Buffer>;
}

const REPLY = 1;
const PROTOCOL = 11;
const COOKIE = 'MIT-MAGIC-COOKIE-1';
const LOCAL_FAMILY = 256;
const ANY_FAMILY = 65_535;
const INPUT_ONLY = 2;
/** Fills the data up to whole words of 4 bytes, as a request needs it. */
const padded = (data: Buffer) => Buffer.concat([data, Buffer.alloc(-data.length & 3)]);

function request(opcode: number, detail: number, words: readonly number[], data = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(4 + words.length * 4);
  const whole = Buffer.concat([head, padded(data)]);
  whole.writeUInt8(opcode, 0);
  whole.writeUInt8(detail, 1);
  whole.writeUInt16LE(whole.length / 4, 2);
  for (const [index, word] of words.entries()) whole.writeUInt32LE(word, 4 + index * 4);
  return whole;
}

/** The addresses of the display; none if `DISPLAY` is empty or names another computer. A port is what `ssh -X` forwards. */
function addressesOf(display: string): { readonly number: string; readonly addresses: readonly LocalAddress[] } {
  const [, host = '', number = ''] = /^(.*):(\d+)(?:\.\d+)?$/.exec(display) ?? [];
  const path = `/tmp/.X11-unix/X${number}`;
  if (number !== '' && ['', 'unix'].includes(host)) return { number, addresses: [{ path }, { path: `\0${path}` }] };
  return { number, addresses: ['localhost', '127.0.0.1'].includes(host) ? [{ port: 6000 + Number(number) }] : [] };
}

/**
 * The cookie for this display from the file that `XAUTHORITY` names; empty if there is none: the server may let its own user in without a
 * cookie.
 */
async function readCookie(env: NodeJS.ProcessEnv, number: string): Promise<Buffer> {
  const file = env['XAUTHORITY'] ?? join(env['HOME'] ?? '', '.Xauthority');
  const data = await readFile(file).catch(() => Buffer.alloc(0));
  let [at, best] = [0, Buffer.alloc(0)];
  const field = () => {
    const length = data.readUInt16BE(at);
    at += 2 + length;
    return data.subarray(at - length, at);
  };
  while (at + 10 <= data.length) {
    const family = data.readUInt16BE(at);
    at += 2;
    const [address, display, name, cookie] = [field(), field(), field(), field()];
    if (name.toString() !== COOKIE || !['', number].includes(display.toString())) continue;
    const isOurs = family === ANY_FAMILY || (family === LOCAL_FAMILY && address.toString() === hostname());
    if (isOurs || best.length === 0) best = Buffer.from(cookie);
    if (isOurs) break;
  }
  return best;
}

function setup(cookie: Buffer): Buffer {
  const name = Buffer.from(cookie.length === 0 ? '' : COOKIE);
  const head = Buffer.alloc(12);
  head.write('l');
  head.writeUInt16LE(PROTOCOL, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([head, padded(name), padded(cookie)]);
}

/**
 * Lets `use` work with a connection of its own, for so many milliseconds at most. Rejects when there is no display, when it refuses
 * Keydesk, and when the time is over. Nothing here blocks main's thread.
 */
export async function withX11<T>(
  env: NodeJS.ProcessEnv,
  limit: number,
  use: (connection: X11Connection) => Promise<T>,
): Promise<T> {
  const { number, addresses } = addressesOf(env['DISPLAY'] ?? '');
  const socket = await connectLocally(addresses);
  const replies: ((reply: Buffer) => void)[] = [];
  const events = new Map<number, (event: Buffer) => void>();
  let received = Buffer.alloc(0);
  let take: () => boolean;

  const failure = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error('the display did not answer')), limit);
    socket.once('error', reject).once('close', () => {
      clearTimeout(timer);
      reject(new Error('the display has gone'));
    });
  });
  failure.catch(() => undefined);

  const takePacket = () => {
    const [code = 0] = received;
    const length = 32 + (code === REPLY && received.length >= 8 ? received.readUInt32LE(4) * 4 : 0);
    if (received.length < length) return false;
    const packet = received.subarray(0, length);
    received = received.subarray(length);
    if (code === 0) socket.destroy(new Error(`the display refused a request (${packet[1]})`));
    else if (code === REPLY) replies.shift()?.(packet);
    // The highest bit says that another program has sent the event.
    else events.get(code & 0x7f)?.(packet);
    return true;
  };
  const isSetUp = new Promise<Buffer>((resolve, reject) => {
    take = () => {
      const length = received.length < 8 ? Number.POSITIVE_INFINITY : 8 + received.readUInt16LE(6) * 4;
      if (received.length < length) return false;
      const answer = received.subarray(0, length);
      received = received.subarray(length);
      take = takePacket;
      if (answer[0] === 1) resolve(answer);
      else reject(new Error('the display lets nobody in'));
      return true;
    };
  });
  isSetUp.catch(() => undefined);
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    while (take());
  });

  const call = (packet: Buffer) => {
    socket.write(packet);
    return new Promise<Buffer>((resolve) => replies.push(resolve));
  };
  const work = async () => {
    socket.write(setup(await readCookie(env, number)));
    const answer = await isSetUp;
    const window = answer.readUInt32LE(12);
    const vendorLength = answer.readUInt16LE(24);
    const root = answer.readUInt32LE(40 + vendorLength + (-vendorLength & 3) + answer.readUInt8(29) * 8);
    socket.write(request(1, 0, [window, root, 0, 0x0001_0001, INPUT_ONLY << 16, 0, 0]));
    return use({
      window,
      clientMask: ~answer.readUInt32LE(16),
      send: (opcode, detail, ...words) => void socket.write(request(opcode, detail, words)),
      call: (opcode, detail, ...words) => call(request(opcode, detail, words)),
      async atom(name) {
        return (await call(request(16, 0, [name.length], Buffer.from(name)))).readUInt32LE(8);
      },
      event: (code) => new Promise((resolve) => events.set(code, resolve)),
    });
  };
  try {
    return await Promise.race([work(), failure]);
  } finally {
    socket.destroy();
  }
}

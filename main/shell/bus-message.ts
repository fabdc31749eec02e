/** A signal of a message bus, as far as Keydesk looks at it. */
export interface BusSignal {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: Buffer;
}

const LITTLE_ENDIAN = 0x6c;
const METHOD_CALL = 1;
const SIGNAL = 4;
const NO_REPLY_EXPECTED = 1;
/** Header fields, by their code. */
const PATH = 1;
const INTERFACE = 2;
const MEMBER = 3;
const DESTINATION = 6;
const SIGNATURE = 8;
const FIXED_HEADER = 16;

const aligned = (at: number, to: number) => Math.ceil(at / to) * to;
const pad = (data: Buffer, to: number) => Buffer.concat([data, Buffer.alloc(aligned(data.length, to) - data.length)]);

function string(text: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(Buffer.byteLength(text));
  return Buffer.concat([head, Buffer.from(`${text}\0`)]);
}

function field(code: number, type: 'o' | 's' | 'g', value: string): Buffer {
  const head = Buffer.from([code, 1, type.charCodeAt(0), 0]);
  return Buffer.concat([head, type === 'g' ? Buffer.from([value.length, ...Buffer.from(value), 0]) : string(value)]);
}

/** A call of the bus itself, with one text or none. Following signals needs no other call. No reply is awaited. */
export function busCall(serial: number, member: string, argument: string | null): Buffer {
  const body = argument === null ? Buffer.alloc(0) : string(argument);
  const fields = [
    field(PATH, 'o', '/org/freedesktop/DBus'),
    field(INTERFACE, 's', 'org.freedesktop.DBus'),
    field(MEMBER, 's', member),
    field(DESTINATION, 's', 'org.freedesktop.DBus'),
    ...(argument === null ? [] : [field(SIGNATURE, 'g', 's')]),
  ];
  const padded = Buffer.concat(fields.slice(0, -1).map((each) => pad(each, 8)));
  const list = Buffer.concat([padded, ...fields.slice(-1)]);
  const head = Buffer.alloc(FIXED_HEADER);
  head.set([LITTLE_ENDIAN, METHOD_CALL, argument === null ? 0 : NO_REPLY_EXPECTED, 1]);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(list.length, 12);
  return Buffer.concat([pad(Buffer.concat([head, list]), 8), body]);
}

/** Bytes of the message that begins here; null while its fixed header is not whole. */
export function lengthOfMessage(data: Buffer): number | null {
  if (data.length < FIXED_HEADER) return null;
  const word = (at: number) => (data[0] === LITTLE_ENDIAN ? data.readUInt32LE(at) : data.readUInt32BE(at));
  return aligned(FIXED_HEADER + word(12), 8) + word(4);
}

/**
 * The signal in a whole message; null for everything else. Also null for a signal to Keydesk alone: any program may send one, whatever the
 * rules about senders say, and no service that Keydesk follows does so.
 */
export function readSignal(message: Buffer): BusSignal | null {
  // The caller reads the body, which must have the byte order of all computers that Keydesk runs on.
  if (message[1] !== SIGNAL || message[0] !== LITTLE_ENDIAN) return null;
  const end = FIXED_HEADER + message.readUInt32LE(12);
  const texts = new Map<number, string>();
  for (let at = FIXED_HEADER; at < end; ) {
    at = aligned(at, 8);
    const code = message.readUInt8(at);
    const type = message.toString('latin1', at + 2, at + 3);
    if (type === 'g') at += 4 + message.readUInt8(at + 4) + 2;
    else if (type === 'u') at += 8;
    else {
      const size = message.readUInt32LE(at + 4);
      texts.set(code, message.toString('utf8', at + 8, at + 8 + size));
      at += 8 + size + 1;
    }
  }
  if (texts.has(DESTINATION)) return null;
  const text = (code: number) => texts.get(code) ?? '';
  return {
    path: text(PATH),
    interface: text(INTERFACE),
    member: text(MEMBER),
    body: message.subarray(aligned(end, 8)),
  };
}

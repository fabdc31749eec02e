const [QUOTE, BACKSLASH, COLON, FILLER] = Buffer.from('"\\:x');
const OPENING = Buffer.from('{[');
const CLOSING = Buffer.from('}]');
const WHITE_SPACE = Buffer.from(' \t\r\n');

/**
 * Takes the text of one member out of the JSON of an object before it is parsed, so that the text never becomes a string: a string cannot
 * be overwritten, and stays in memory for as long as the garbage collector likes. The bytes move into a buffer of their own, and `x`s stand
 * in their place. Null if there is no such member, or if it is not plain printable text: then nothing is changed.
 */
export function takeMember(json: Buffer, member: string): Buffer<ArrayBuffer> | null {
  const name = Buffer.from(member);
  let taken: Buffer<ArrayBuffer> | null = null;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (OPENING.includes(byte)) depth += 1;
    if (CLOSING.includes(byte)) depth -= 1;
    if (byte !== QUOTE) continue;
    const end = endOfString(json, at);
    const isName = depth === 1 && json.subarray(at + 1, end).equals(name);
    at = end;
    const colon = skipSpace(json, end + 1);
    const start = skipSpace(json, colon + 1);
    if (!isName || json[colon] !== COLON || json[start] !== QUOTE) continue;
    at = endOfString(json, start);
    const text = json.subarray(start + 1, at);
    if (text.length === 0 || text.some((each) => each <= 0x20 || each >= 0x7f || each === BACKSLASH)) continue;
    // If a member occurs twice, the last one counts, as for `JSON.parse`.
    taken?.fill(0);
    // Not `Buffer.alloc`: up to 64 bytes it gives memory that the garbage collector moves, leaving copies behind.
    taken = Buffer.from(new ArrayBuffer(text.length));
    taken.set(text);
    text.fill(FILLER ?? 0);
  }
  return taken;
}

/** The offset of the quote that closes the string; the end of the bytes if there is none. */
function endOfString(json: Buffer, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, json.length);
}

function skipSpace(json: Buffer, start: number): number {
  let at = start;
  while (at < json.length && WHITE_SPACE.includes(json[at] ?? 0)) at += 1;
  return at;
}

/** Whether this is the first byte of a character. The other bytes of a character are 10xxxxxx (RFC 3629). */
const isFirst = (byte: number) => (byte & 0xc0) !== 0x80;

/** How many characters (code points) these bytes of UTF-8 hold. No string is made of them. */
export function countCharacters(utf8: Uint8Array): number {
  let count = 0;
  for (const byte of utf8) if (isFirst(byte)) count += 1;
  return count;
}

/** The offset of the character with this index, counted from 0. If there are fewer characters, the end. */
function offsetOf(utf8: Uint8Array, index: number): number {
  let before = 0;
  for (const [at, byte] of utf8.entries()) {
    if (!isFirst(byte)) continue;
    if (before === index) return at;
    before += 1;
  }
  return utf8.length;
}

/** The bytes of the first `count` characters, shared with the whole. */
export const firstCharacters = (utf8: Uint8Array, count: number): Uint8Array => utf8.subarray(0, offsetOf(utf8, count));

/**
 * The characters from `start` on, at most `count` of them. Only these become text, which cannot be filled with zeros: so ask only for what
 * the person is about to read.
 */
export function charactersAt(utf8: Uint8Array, start: number, count: number): string[] {
  const from = offsetOf(utf8, start);
  const to = offsetOf(utf8, start + count);
  return [...Buffer.from(utf8.buffer, utf8.byteOffset + from, to - from).toString('utf8')];
}

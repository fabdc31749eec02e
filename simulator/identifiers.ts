import { createRandom } from './random.ts';

export type Identifiers = ReturnType<typeof createIdentifiers>;

const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
const spread = 0x9e3779b1;
const gather = inverseOf(spread);

/**
 * Ids and OCIDs that look like Oracle's, and that can be turned back into the number from which they were made. So the ids of a
 * hundred thousand users need not be stored: each id is computed when it is needed.
 */
export function createIdentifiers(seed: string) {
  const mask = createRandom(`${seed}/identifiers`).next();
  const scramble = (number: number) => Math.imul(number ^ mask, spread) >>> 0;
  const unscramble = (word: number) => (Math.imul(word, gather) ^ mask) >>> 0;
  const words = (kind: string, number: number, count: number): number[] => {
    const random = createRandom(`${seed}/${kind}/${number}`);
    const all = [scramble(number)];
    while (all.length < count) all.push(random.next());
    return all;
  };
  return {
    /** 32 hexadecimal characters, as SCIM ids are. */
    hexId: (kind: string, number: number) => toHex(words(kind, number, 4)),
    /** `ocid1.<type>.oc1..<60 characters>`. */
    ocid: (type: string, kind: string, number: number) =>
      `ocid1.${type}.oc1..aaaaaaaa${toBase32(words(kind, number, 9)).slice(0, 52)}`,
    /** The number that a hex id or an OCID may stand for. A client may send any text: make the id again and compare. */
    numberIn(identifier: string): number | null {
      if (/^[0-9a-f]{32}$/.test(identifier)) return unscramble(Number.parseInt(identifier.slice(0, 8), 16));
      const unique = /^ocid1\.[a-z]+\.oc1\.\.aaaaaaaa([a-z2-7]{52})$/.exec(identifier)?.[1];
      return unique === undefined ? null : unscramble(firstWordOf(unique));
    },
  };
}

/** Eight characters for each word. */
export function toHex(words: readonly number[]): string {
  const bytes = Buffer.allocUnsafe(4 * words.length);
  for (const [at, word] of words.entries()) bytes.writeUInt32BE(word, 4 * at);
  return bytes.toString('hex');
}

/** Seven characters of five bits for each word. */
const toBase32 = (words: readonly number[]): string =>
  words
    .map((word) => {
      let text = '';
      for (let position = 0, rest = word; position < 7; position++, rest >>>= 5) text += base32[rest & 31];
      return text;
    })
    .join('');

function firstWordOf(text: string): number {
  let word = 0;
  for (let at = 6; at >= 0; at--) word = word * 32 + base32.indexOf(text.charAt(at));
  return word >>> 0;
}

/** The inverse of an odd `factor` modulo 2^32 (Newton's iteration). */
function inverseOf(factor: number): number {
  let inverse = factor;
  for (let round = 0; round < 5; round++) inverse = Math.imul(inverse, 2 - Math.imul(factor, inverse));
  return inverse >>> 0;
}

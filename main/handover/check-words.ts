import { wordAt } from './word-list.ts';

/** A prime (2^19 - 1), and a primitive root of it: its powers are all different for 524,286 positions. */
const PRIME = 524_287;
const ROOT = 216_431;
const LENGTHS = 8;

type CheckWords = readonly [string, string];

/**
 * Two words of the BIP-39 list (22 bits) that stand for a text, to be compared by voice or on paper:
 * `H * 8 + length mod 8`, where H is the sum of `byte(i) * ROOT^i` modulo PRIME. They tell no more of the text than these 22 bits.
 *
 * - One wrong character changes H by `d * ROOT^i`. Neither factor is a multiple of PRIME, so this is never 0.
 * - Two characters a, b swapped change it by `(a - b) * (ROOT^i - ROOT^j)`, never 0 for i and j at most 524,285 apart.
 * - One missing or added character, and up to seven, always change the length part.
 * - Two wrong characters change it by `d * ROOT^i + e * ROOT^j`. That is 0 only where `ROOT^(j-i) = -d/e`; ROOT is one of the
 *   few roots for which no j - i up to 255 gives such a fraction of |d|, |e| <= 93, as printable ASCII has them. In the same way
 *   two swaps of neighbours (up to 256 characters), and a swap of neighbours with a wrong character (up to 131), never go unseen.
 * - Any other mistake, such as one character left out and one added elsewhere, goes unseen about once in 524,287 times.
 *
 * This is a check against mistakes, not against somebody who means to deceive. Characters beyond ASCII count as the bytes of
 * their UTF-8.
 */
export function checkWords(utf8: Uint8Array): CheckWords {
  let hash = 0;
  let weight = 1;
  for (const byte of utf8) {
    // Below 2^39: exact.
    hash = (hash + byte * weight) % PRIME;
    weight = (weight * ROOT) % PRIME;
  }
  const bits = hash * LENGTHS + (utf8.length % LENGTHS);
  return [wordAt(bits >>> 11), wordAt(bits & 0x7ff)];
}

import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/**
 * A code inside a packet that its recipient reads back, which proves that the packet was opened: 14 random characters (70 bits) and two
 * check characters, in four groups. The alphabet is Crockford's, in which no two characters look alike.
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM = 14;
/** The largest prime below 32^2, so that a sum fits in two characters. ROOT is a primitive root of PRIME: its power differs by position. */
const PRIME = 1021;
const ROOT = 10;

/**
 * The two characters for the sum of `digit(i) * ROOT^i` modulo PRIME. One wrong character always shows, since neither factor is a multiple
 * of PRIME; so do two characters that have changed places. Anything else goes unseen about once in a thousand times.
 */
function checkCharacters(random: string): string {
  let sum = 0;
  let weight = ROOT;
  for (const character of random) {
    sum = (sum + ALPHABET.indexOf(character) * weight) % PRIME;
    weight = (weight * ROOT) % PRIME;
  }
  return `${ALPHABET[sum >> 5]}${ALPHABET[sum & 31]}`;
}

const inGroups = (code: string) => code.replace(/.{4}(?=.)/g, '$&-');

export function makeReceiptCode(pick: (below: number) => number = randomInt): string {
  const random = Array.from({ length: RANDOM }, () => ALPHABET[pick(ALPHABET.length)]).join('');
  return inGroups(random + checkCharacters(random));
}

/** Four groups of four with hyphens between them, or without any. Words of a sentence have spaces between them, so they are no code. */
const CODE =
  /(?<![\p{L}\p{N}-])[\p{L}\p{N}]{4}(?:\s?[-\u2010-\u2015]\s?[\p{L}\p{N}]{4}){3}(?![\p{L}\p{N}]|-[\p{L}\p{N}])/gu;
const ALONE = /^[A-Za-z0-9\s\-\u2010-\u2015]{16,40}$/;

/** The code as it was made: in capitals, with hyphens, and with digits in place of letters that people confuse with them. */
const asWritten = (typed: string) =>
  inGroups(
    typed
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1'),
  );

export function isReceiptCode(text: string): boolean {
  const code = text.replaceAll('-', '');
  const isOfAlphabet = code.length === RANDOM + 2 && [...code].every((character) => ALPHABET.includes(character));
  return isOfAlphabet && inGroups(code) === text && checkCharacters(code.slice(0, RANDOM)) === code.slice(RANDOM);
}

/** The codes in a typed or pasted text: one alone, or any number among other words. `mistyped`: its check characters do not fit. */
export function findReceiptCodes(text: string): {
  readonly codes: readonly string[];
  readonly mistyped: readonly string[];
} {
  const alone = text.trim();
  const isAlone = ALONE.test(alone) && alone.replace(/[^A-Za-z0-9]/g, '').length === RANDOM + 2;
  const found = isAlone ? [alone] : (text.match(CODE) ?? []);
  const written = [...new Set(found.map(asWritten))];
  return { codes: written.filter(isReceiptCode), mistyped: written.filter((code) => !isReceiptCode(code)) };
}

/** The hash that is stored instead of the code. Nobody can find 70 random bits from their hash. */
export const hashReceiptCode = (code: string): string =>
  createHash('sha256').update(`keydesk-receipt ${code}`).digest('hex');

/** Compares in a time that does not depend on how many characters are the same. */
export const isSameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

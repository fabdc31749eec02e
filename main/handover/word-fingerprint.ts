import { createHash } from 'node:crypto';
import { wordAt } from './word-list.ts';

const WORDS = 6;
const BITS_PER_WORD = 11n;

/**
 * Six words of the BIP-39 list for a public key, to be compared by voice: the first 66 bits of the SHA-256 of its text. To find another key
 * with the same words, an attacker must make about 2^66 keys.
 */
export function wordFingerprint(publicKey: string): string[] {
  const digest = createHash('sha256').update(publicKey, 'utf8').digest('hex');
  const bits = BigInt(`0x${digest}`);
  return Array.from({ length: WORDS }, (_, index) => {
    const shift = 256n - BITS_PER_WORD * BigInt(index + 1);
    return wordAt(Number((bits >> shift) & 0x7ffn));
  });
}

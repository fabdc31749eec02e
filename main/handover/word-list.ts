import { wordlist } from '@scure/bip39/wordlists/english.js';

/** The 2,048 English words of BIP-39, told apart by their first four letters. */
export const WORDS: readonly string[] = wordlist;

/** The word for eleven bits. Throws if there is none: a missing word would weaken what is made from the words. */
export function wordAt(index: number): string {
  const word = WORDS[index];
  if (word === undefined) throw new Error(`There is no word ${index}.`);
  return word;
}

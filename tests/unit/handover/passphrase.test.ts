import { createHash } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it } from 'vitest';
import {
  createPassphrases,
  type PassphraseId,
  type Passphrases,
  typedPassphrase,
} from '../../../main/handover/passphrase.ts';
import { wordFingerprint } from '../../../main/handover/word-fingerprint.ts';

function idOf(passphrases: Passphrases, handle: string): PassphraseId {
  const id = passphrases.idOf(handle);
  if (id === null) throw new Error(`There are no words for ${handle}.`);
  return id;
}
const textOf = (passphrases: Passphrases) => passphrases.copyOf(idOf(passphrases, 'one'))?.toString();

describe('a passphrase', () => {
  it('is ten words of the BIP-39 list: 110 bits', () => {
    const { words } = createPassphrases().make('one');
    expect(words).toHaveLength(10);
    expect(words.every((word) => wordlist.includes(word))).toBe(true);
    expect(words.length * Math.log2(wordlist.length)).toBe(110);
  });

  it('takes each word of the list equally, from the system’s random numbers', () => {
    const asked: number[] = [];
    createPassphrases((below) => {
      asked.push(below);
      return asked.length - 1;
    }).make('one');
    expect(asked).toEqual(Array.from({ length: 10 }, () => 2048));
    const passphrases = createPassphrases();
    const seen = new Set(Array.from({ length: 400 }, () => passphrases.make('one').words).flat());
    // On average, 4,000 draws from 2,048 words leave out 2048 * e^-1.95 = 290 words, with a deviation of 14.
    expect(seen.size).toBeGreaterThan(2048 - 290 - 90);
    expect(seen.size).toBeLessThan(2048 - 290 + 90);
  });

  it('is typed with hyphens, as age makes its own', () => {
    const passphrases = createPassphrases();
    const { words } = passphrases.make('one');
    expect(textOf(passphrases)).toBe(words.join('-'));
  });

  it('is another one each time it is made, and the last one counts', () => {
    const passphrases = createPassphrases();
    const first = passphrases.make('one').words.join('-');
    const second = passphrases.make('one').words.join('-');
    expect(second).not.toBe(first);
    expect(textOf(passphrases)).toBe(second);
  });

  it('is shown again as it is, with what hangs on it, and made where there is none', () => {
    const passphrases = createPassphrases();
    const first = passphrases.show('one');
    expect(passphrases.show('one')).toEqual(first);
    const id = idOf(passphrases, 'one');
    expect(passphrases.use(id)).toBe(true);
    expect(passphrases.use(id)).toBe(true);
    passphrases.release(id);
    expect(passphrases.show('one')).toEqual({ words: first.words, inUse: true, told: false });
    passphrases.release(id);
    expect(passphrases.show('one')).toEqual({ words: first.words, inUse: false, told: false });
    passphrases.use(id);
    expect(passphrases.make('one').inUse).toBe(false);
    expect([passphrases.isKnown(id), passphrases.use(id), passphrases.copyOf(id)]).toEqual([false, false, null]);
    passphrases.release(id);
    expect(passphrases.show('one').inUse).toBe(false);
    expect(passphrases.show('one').words).not.toEqual(first.words);
  });

  it('belongs to its own secret, and goes with it', () => {
    const passphrases = createPassphrases();
    passphrases.make('one');
    const id = idOf(passphrases, 'one');
    expect(passphrases.idOf('other')).toBeNull();
    passphrases.keepOnly('one');
    expect(passphrases.isKnown(id)).toBe(true);
    passphrases.keepOnly(null);
    expect([passphrases.idOf('one'), passphrases.isKnown(id), passphrases.copyOf(id)]).toEqual([null, false, null]);
  });

  it('leaves the clipboard with its own copy, and leaves the copy of another program alone', () => {
    const passphrases = createPassphrases();
    const { words } = passphrases.make('one');
    const copy = passphrases.copyOf(idOf(passphrases, 'one'));
    passphrases.keepOnly(null);
    expect(copy?.toString()).toBe(words.join('-'));
  });
});

describe('a typed passphrase', () => {
  it('is accepted in every usual spelling', () => {
    const words = 'legal-winner-thank';
    for (const text of ['legal winner thank', ' Legal-Winner-Thank\n', 'LEGAL  winner - thank'.replace(' - ', '-')]) {
      expect(typedPassphrase(text).toString()).toBe(words);
    }
  });

  it('is left alone when it is not made of these words', () => {
    for (const text of ['Legal', ' my own Passphrase ', 'legal winner Xyzzy', 'päss-wörd']) {
      expect(typedPassphrase(text).toString()).toBe(text);
    }
  });
});

describe('the fingerprint of a public key', () => {
  const key = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';

  it('is six words that anybody can compute: the first 66 bits of its SHA-256', () => {
    const digest = createHash('sha256').update(key).digest();
    const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const words = Array.from(
      { length: 6 },
      (_, index) => wordlist[Number.parseInt(bits.slice(index * 11, index * 11 + 11), 2)],
    );
    expect(wordFingerprint(key)).toEqual(words);
  });

  it('is another one for another key', () => {
    expect(wordFingerprint(key)).not.toEqual(wordFingerprint(key.replace('zvk', 'zvl')));
  });
});

import { randomInt } from 'node:crypto';
import type { Passphrase } from '../../bridge/values/handover.ts';
import { WORDS, wordAt } from './word-list.ts';

/**
 * Ten words of 2048: 110 bits, and age makes each guess cost a second. `age -p` makes its own passphrases in the same way, joined
 * with the same hyphens.
 */
const PASSPHRASE_WORDS = 10;

/** Names one passphrase for as long as it is in memory. The next one for the same secret has another name. */
export type PassphraseId = symbol;

export const makeWords = (pick: (below: number) => number = randomInt): readonly string[] =>
  Array.from({ length: PASSPHRASE_WORDS }, () => wordAt(pick(WORDS.length)));

/** The passphrase as it is typed, in a buffer that the caller fills with zeros. */
export const passphraseOf = (words: readonly string[]) => Buffer.from(words.join('-'), 'latin1');

/** The passphrases of open secrets: in memory, until the secret is closed or Keydesk locks. */
export function createPassphrases(pick: (below: number) => number = randomInt) {
  interface Held {
    readonly id: PassphraseId;
    readonly handle: string;
    readonly passphrase: Buffer;
    uses: number;
    told: boolean;
  }
  let held: Held | null = null;
  const find = (id: PassphraseId) => (held?.id === id ? held : null);

  const forget = () => {
    held?.passphrase.fill(0);
    held = null;
  };

  /** Makes new words for this secret, with which files are encrypted from now on. */
  function make(handle: string): Passphrase {
    forget();
    const words = makeWords(pick);
    held = { id: Symbol(handle), handle, passphrase: passphraseOf(words), uses: 0, told: false };
    return { words, inUse: false, told: false };
  }

  return {
    /** The words of this secret; made if there are none yet. A reloaded page finds the same words. */
    show(handle: string): Passphrase {
      if (held?.handle !== handle) return make(handle);
      return { words: held.passphrase.toString('latin1').split('-'), inUse: held.uses > 0, told: held.told };
    },
    make,
    /** Which passphrase this secret has now; null: none was made. */
    idOf: (handle: string): PassphraseId | null => (held?.handle === handle ? held.id : null),
    /** Whether this is still the passphrase: no other was made, and it was not forgotten. */
    isKnown: (id: PassphraseId) => find(id) !== null,
    /** A copy of the passphrase as it is typed, which the caller fills with zeros; null: it has been forgotten. */
    copyOf(id: PassphraseId): Buffer | null {
      const found = find(id);
      return found && Buffer.from(found.passphrase);
    },
    /** Marks the passphrase as used before a file leaves. False: it is already forgotten. */
    use(id: PassphraseId): boolean {
      const found = find(id);
      if (found !== null) found.uses += 1;
      return found !== null;
    },
    /** Remembers whether the person has told the words. False: this secret has no passphrase. */
    tell(handle: string, told: boolean): boolean {
      if (held?.handle !== handle) return false;
      held.told = told;
      return true;
    },
    isTold: (handle: string): boolean => held?.handle === handle && held.told,
    /** The file did not leave Keydesk after all: the passphrase is not in use. */
    release(id: PassphraseId): void {
      const found = find(id);
      if (found !== null) found.uses -= 1;
    },
    /** Forgets the passphrase unless it belongs to this open secret; null: in any case. */
    keepOnly(handle: string | null): void {
      if (held?.handle !== handle) forget();
    },
  };
}

export type Passphrases = ReturnType<typeof createPassphrases>;

const known = new Set(WORDS);

/**
 * A typed passphrase, in a buffer that the caller fills with zeros. Words of the list may be typed in capitals and with spaces between
 * them, as people write down what they hear. Anything else stays exactly as it was typed.
 */
export function typedPassphrase(text: string): Buffer {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s-]+/);
  const isOfWords = words.length > 1 && words.every((word) => known.has(word));
  return Buffer.from(isOfWords ? words.join('-') : text, 'utf8');
}

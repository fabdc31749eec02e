import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it } from 'vitest';
import { checkWords } from '../../../main/handover/check-words.ts';
import { runs } from '../../support/random/random-runs.ts';
import { PRINTABLE, randomSecrets } from '../../support/random/random-secrets.ts';
import { seededRandom } from '../../support/random/seeded-random.ts';

const PRIME = 524_287;

const places = new Map(wordlist.map((word, at) => [word, at]));
const hashOf = (bytes: Uint8Array) => {
  const [one, two] = checkWords(bytes);
  return Math.floor(((places.get(one) ?? 0) * 2048 + (places.get(two) ?? 0)) / 8);
};
/** The change of the hash for a difference of one at this position. */
const weightAt = (index: number) => hashOf(Uint8Array.from({ length: index + 1 }, (_, at) => (at === index ? 1 : 0)));

/** Whether some `d * one` and `e * other`, d and e being differences of printable characters, add up to nothing. */
function canCancel(one: number, other: number): boolean {
  const changes = new Set<number>();
  for (let d = 1; d <= 93; d += 1) changes.add((d * one) % PRIME).add(PRIME - ((d * one) % PRIME));
  for (let e = 1; e <= 93; e += 1) if (changes.has((e * other) % PRIME)) return true;
  return false;
}

const isSame = (one: Uint8Array, other: Uint8Array) => {
  const [a, b] = checkWords(one);
  const [c, d] = checkWords(other);
  return a === c && b === d;
};

const without = (text: Buffer, at: number) => Buffer.concat([text.subarray(0, at), text.subarray(at + 1)]);
const withAdded = (text: Buffer, at: number, code: number) =>
  Buffer.concat([text.subarray(0, at), Buffer.from([code]), text.subarray(at)]);
const withWrong = (text: Buffer, at: number, code: number) => {
  const wrong = Buffer.from(text);
  wrong[at] = code;
  return wrong;
};
const withSwapped = (text: Buffer, one: number, other: number) =>
  withWrong(withWrong(text, one, text[other] ?? 0), other, text[one] ?? 0);

/** How often the words stay the same although the text has changed. */
function unseen(text: Buffer, changed: Iterable<Buffer>): number {
  let count = 0;
  for (const each of changed) if (!each.equals(text) && isSame(each, text)) count += 1;
  return count;
}

const secrets = randomSecrets(runs(500), 2);
const few = secrets.slice(0, 50);

describe('check words', () => {
  it('are two of the BIP-39 list, the same for the same text every time', () => {
    // Known answers: every Keydesk, on any day and computer, must give the same words.
    expect(checkWords(Buffer.from('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'))).toEqual(['wrong', 'capital']);
    expect(checkWords(Buffer.alloc(0))).toEqual(['abandon', 'abandon']);
  });

  it('differ for each of the 93 wrong characters at every position', () => {
    for (const secret of few) {
      for (let at = 0; at < secret.length; at += 1) {
        expect(
          unseen(
            secret,
            PRINTABLE.map((code) => withWrong(secret, at, code)),
          ),
        ).toBe(0);
      }
    }
  });

  it('differ for every swap of two different characters', () => {
    for (const secret of few) {
      for (let one = 0; one < secret.length; one += 1) {
        for (let other = one + 1; other < secret.length; other += 1) {
          expect(unseen(secret, [withSwapped(secret, one, other)])).toBe(0);
        }
      }
    }
  });

  it('differ for each of the 94 characters added at every position', () => {
    for (const secret of few.slice(0, 20)) {
      for (let at = 0; at <= secret.length; at += 1) {
        expect(
          unseen(
            secret,
            PRINTABLE.map((code) => withAdded(secret, at, code)),
          ),
        ).toBe(0);
      }
    }
  });

  it('differ, in all of many secrets, for every character left out and every two neighbours swapped, and wherever one is wrong or added', () => {
    const random = seededRandom(3);
    const any = (below: number) => Math.floor(random() * below);
    for (const secret of secrets) {
      const every = Array.from(secret, (_, at) => at);
      expect(
        unseen(
          secret,
          every.map((at) => without(secret, at)),
        ),
      ).toBe(0);
      expect(
        unseen(
          secret,
          every.slice(1).map((at) => withSwapped(secret, at - 1, at)),
        ),
      ).toBe(0);
      expect(
        unseen(
          secret,
          every.slice(0, 20).map(() => withWrong(secret, any(secret.length), 0x21 + any(94))),
        ),
      ).toBe(0);
      expect(
        unseen(
          secret,
          every.slice(0, 20).map(() => withAdded(secret, any(secret.length), 0x21 + any(94))),
        ),
      ).toBe(0);
    }
  });

  it('weigh 256 positions so that two wrong characters, or two swaps of neighbours, never cancel each other out', () => {
    // A swap of neighbours a, b changes the hash by (a - b) * (weight - next weight). That is the weight times a factor that is the same at
    // every position, so the sums are those of two wrong characters.
    for (let gap = 1; gap < 256; gap += 1) expect(canCancel(weightAt(0), weightAt(gap)), `${gap} apart`).toBe(false);
  });

  it('weigh 131 positions so that a swap of neighbours and a wrong character never cancel each other out', () => {
    const swapAt = (place: number) => (weightAt(place + 1) - weightAt(place) + PRIME) % PRIME;
    for (let gap = 0; gap < 131; gap += 1) {
      expect(canCancel(swapAt(0), weightAt(gap)), `wrong ${gap} behind`).toBe(false);
      expect(canCancel(swapAt(gap), weightAt(0)), `wrong ${gap} before`).toBe(false);
    }
  });

  it('let one character left out and one added elsewhere pass about once in 524,287 times', () => {
    const random = seededRandom(4);
    const any = (below: number) => Math.floor(random() * below);
    const TRIALS = runs(50_000);
    const BUCKETS = 512;
    const buckets = new Uint32Array(BUCKETS);
    const oracles = secrets.filter(({ length }) => length === 44);
    let missed = 0;
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const secret = oracles[trial % oracles.length] ?? Buffer.alloc(0);
      const changed = withAdded(without(secret, any(44)), any(44), 0x21 + any(94));
      if (changed.equals(secret)) continue;
      const change = (hashOf(changed) - hashOf(secret) + PRIME) % PRIME;
      if (change === 0) missed += 1;
      const bucket = Math.floor((change / PRIME) * BUCKETS);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    // By chance more than this are missed less than once in a million runs. A longer run has missed 6 of 4,061,406; 7.7 were
    // expected.
    const expected = TRIALS / PRIME;
    expect(missed).toBeLessThan(expected + 6 * Math.sqrt(expected) + 4);
    // All changes are about equally frequent: chi-squared with 511 degrees of freedom may differ by five standard deviations to each side.
    // The upper limit also allows a bias of two in a hundred, which a long run would notice.
    const count = buckets.reduce((sum, each) => sum + each, 0);
    const chiSquared = buckets.reduce((sum, each) => sum + (each - count / BUCKETS) ** 2 / (count / BUCKETS), 0);
    const chance = 5 * Math.sqrt(2 * 511);
    expect(chiSquared).toBeGreaterThan(511 - chance);
    expect(chiSquared).toBeLessThan(511 + chance + count * 0.02 ** 2);
  });
});

import { describe, expect, it } from 'vitest';
import {
  findReceiptCodes,
  hashReceiptCode,
  isReceiptCode,
  isSameHash,
  makeReceiptCode,
} from '../../../main/handover/receipt-code.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const someCode = fc
  .array(fc.nat(31), { minLength: 14, maxLength: 14 })
  .map((digits) => makeReceiptCode(() => digits.shift() ?? 0));
const code = makeReceiptCode();

describe('a receipt code', () => {
  it('is 70 random bits in four groups, different each time', () => {
    const codes = Array.from({ length: 1000 }, () => makeReceiptCode());
    expect(new Set(codes).size).toBe(1000);
    for (const each of codes) expect(each).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    // Every character occurs at every random position.
    for (let at = 0; at < 17; at += 1)
      if (at % 5 !== 4) expect(new Set(codes.map((each) => each[at])).size).toBeGreaterThan(25);
  });

  it('is recognised with any wrong character, and with any two that have changed places', () => {
    fc.assert(
      fc.property(someCode, (made) => {
        expect(isReceiptCode(made)).toBe(true);
        for (const [at, character] of [...made].entries()) {
          if (character === '-') continue;
          for (const wrong of ALPHABET) {
            const changed = made.slice(0, at) + wrong + made.slice(at + 1);
            expect(isReceiptCode(changed), changed).toBe(wrong === character);
          }
          // Swaps are detected only among the characters before the two check characters.
          for (let other = at + 1; other < 17 - 2; other += 1) {
            const second = made[other] ?? '';
            if (second === '-' || second === character || at >= 15) continue;
            const swapped = made.slice(0, at) + second + made.slice(at + 1, other) + character + made.slice(other + 1);
            expect(isReceiptCode(swapped), swapped).toBe(false);
          }
        }
      }),
      { numRuns: runs(10) },
    );
  });

  it('is found as people write it, alone or among other words', () => {
    const found = { codes: [code], mistyped: [] };
    const [one, two, three, four] = code.split('-');
    const written = [
      code,
      code.toLowerCase(),
      ` ${code}\n`,
      code.replaceAll('-', ''),
      code.replaceAll('-', ' '),
      `${one} - ${two} - ${three} - ${four}`,
      `${one}–${two}–${three}–${four}`,
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
      `Hello Ada,\r\n\r\n> Receipt code: ${code}\r\n\r\nThanks! Grace`,
      `${code}, ${code}`,
    ];
    for (const text of written) expect(findReceiptCodes(text), text).toEqual(found);
  });

  it('is found many times in a mailbox, and nothing else is taken for one', () => {
    const codes = Array.from({ length: 300 }, () => makeReceiptCode());
    const mail = codes.map(
      (each, at) => `From: user${at}@acme.example\nMessage-ID: <${crypto.randomUUID()}@x>\n# Receipt code: ${each}\n`,
    );
    expect(findReceiptCodes(mail.join('\n'))).toEqual({ codes, mistyped: [] });
    const none = 'They that were made last week, 1234-5678 and ocid1.user.oc1..aaaabbbb-cccc-dddd-eeee-ffff0000';
    expect(findReceiptCodes(none)).toEqual({ codes: [], mistyped: [] });
  });

  it('with a typing error is told, not passed over', () => {
    const wrong = `${code.slice(0, 5)}${code[5] === '7' ? '8' : '7'}${code.slice(6)}`;
    expect(findReceiptCodes(`Here: ${wrong}`)).toEqual({ codes: [], mistyped: [wrong] });
  });

  it('is stored as a hash, and compared as a whole', () => {
    const hash = hashReceiptCode(code);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(isSameHash(hash, hashReceiptCode(code))).toBe(true);
    expect(isSameHash(hash, hashReceiptCode(makeReceiptCode()))).toBe(false);
    expect(isSameHash(hash, hash.slice(1))).toBe(false);
  });
});

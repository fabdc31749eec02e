import { describe, expect, it } from 'vitest';
import { printable, printableJson, printableValue } from '../../../main/basics/printable.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

describe('a text from another person', () => {
  it.each([
    ['ci\u202Eyolped', 'ci<U+202E>yolped'],
    ['\u2066grace\u2069', '<U+2066>grace<U+2069>'],
    ['a\u200Bb\uFEFF', 'a<U+200B>b<U+FEFF>'],
    ['\u001B[2Jgone', '<U+001B>[2Jgone'],
    ['two\nlines', 'two<U+000A>lines'],
    ['\uD800', '\uFFFD'],
    ['Grace Hopper', 'Grace Hopper'],
    ['שלום', 'שלום'],
    ['👩\u200D💻', '👩\u200D💻'],
  ])('shows what cannot be seen as its number: %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('has no character that reverses a line, at any depth of the page’s value, and is never too long', () => {
    const state = { keys: [{ name: 'x\u202E', note: 'one\n\ttwo\u2067' }], count: 2, none: null };
    expect(printableValue(state)).toEqual({
      keys: [{ name: 'x<U+202E>', note: 'one\n\ttwo<U+2067>' }],
      count: 2,
      none: null,
    });
    expect(printableValue('\u202E'.repeat(1024))).toHaveLength(1024);
    expect(printableValue('\u202E'.repeat(64))).toHaveLength(120);
  });

  it('stays as it is where nothing in it is unseen', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x20-\x7e]*$/), (text) => {
        expect(printableValue(text)).toBe(text);
      }),
      { numRuns: runs(200) },
    );
  });

  it('in JSON is read by programs as it was, and by people as what it is', () => {
    const value = { name: 'a\u202Eb', tag: '\u{E0067}' };
    const json = printableJson(JSON.stringify(value, null, 2));
    expect(json).toContain('a\\u202eb');
    expect(json).not.toMatch(/[\u202E\u{E0067}]/u);
    expect(JSON.parse(json)).toEqual(value);
  });
});

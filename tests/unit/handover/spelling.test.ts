import { describe, expect, it } from 'vitest';
import { checkWords } from '../../../main/handover/check-words.ts';
import { wordFor } from '../../../main/handover/spelling.ts';
import { runs } from '../../support/random/random-runs.ts';
import { PRINTABLE, randomSecrets } from '../../support/random/random-secrets.ts';
import { hear } from '../../support/views/hear-spelling.ts';

const characters = PRINTABLE.map((code) => String.fromCharCode(code));
const spell = (text: string) => [...text].map(wordFor);

describe('spelling', () => {
  it('says letters with their case, digits and signs by their names', () => {
    expect(spell('Bk7+/=-_')).toEqual([
      'capital Bravo',
      'lower-case kilo',
      'seven',
      'plus',
      'slash',
      'equals',
      'hyphen',
      'underscore',
    ]);
  });

  it('has a different word for each printable character, also without case and hyphens', () => {
    const heard = characters.map((character) => wordFor(character).toLowerCase().replaceAll(/[ -]/g, ''));
    expect(new Set(heard).size).toBe(94);
    expect(heard.filter((word) => word.startsWith('codepoint'))).toEqual([]);
  });

  it('spells every character so that a listener who knows the alphabet writes it down', () => {
    expect(characters.map((character) => hear(wordFor(character)))).toEqual(characters);
  });

  it('says any other character by its code point', () => {
    expect(spell('é \u{1f511}')).toEqual(['code point 00E9', 'code point 0020', 'code point 1F511']);
    expect(hear('code point 00E9 code point 0020 code point 1F511')).toBe('é \u{1f511}');
  });

  it('spells secrets of all kinds so that they are heard as they are, with the same check words', () => {
    for (const secret of randomSecrets(runs(500), 1)) {
      const heard = hear(spell(secret.toString()).join(' '));
      expect(heard).toBe(secret.toString());
      expect(checkWords(Buffer.from(heard ?? ''))).toEqual(checkWords(secret));
    }
  });

  it('hears words whatever their case, spaces, hyphens, commas and line breaks', () => {
    expect(hear('CAPITAL BRAVO,  lower case   kilo\nlowercase x ray, Capital X-Ray seven')).toBe(
      'Bkxx7'.replace('xx', 'xX'),
    );
    expect(hear(' ')).toBe('');
  });

  it.each(['bravo', 'capital', 'capital Brava', 'seven seventeen', 'code point 110000', 'sevenplus'])(
    'does not guess at "%s"',
    (words) => expect(hear(words)).toBeNull(),
  );
});

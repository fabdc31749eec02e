import { describe, expect, it } from 'vitest';
import { inGroups, regroup, typedWords } from '../../../renderer/panes/handover/typed-groups.ts';

/** Presses a key in a field with this text, in which "|" is the caret. Gives the field's text afterwards. */
function after(before: string, change: (text: string, caret: number) => { text: string; caret: number }, how: string) {
  const caret = before.indexOf('|');
  const text = before.replace('|', '');
  const typed = regroup(text, change(text, caret), how);
  return `${typed.text.slice(0, typed.caret)}|${typed.text.slice(typed.caret)}`;
}
const type = (before: string, signs: string) =>
  after(
    before,
    (text, caret) => ({ text: text.slice(0, caret) + signs + text.slice(caret), caret: caret + signs.length }),
    'insertText',
  );
const backspace = (before: string) =>
  after(
    before,
    (text, caret) => ({ text: text.slice(0, caret - 1) + text.slice(caret), caret: caret - 1 }),
    'deleteContentBackward',
  );
const del = (before: string) =>
  after(
    before,
    (text, caret) => ({ text: text.slice(0, caret) + text.slice(caret + 1), caret }),
    'deleteContentForward',
  );

describe('a secret key that is being typed', () => {
  it('stands in groups of four, whatever spaces were typed', () => {
    expect(inGroups('kB7+/=qRab')).toBe('kB7+ /=qR ab');
    expect(inGroups(' k B7+/ =qR\tab\n')).toBe('kB7+ /=qR ab');
    expect(inGroups('')).toBe('');
  });
  it('counts a character outside the basic plane as one', () => {
    expect(inGroups('ab🔑cd')).toBe('ab🔑c d');
  });
  it('keeps the caret behind what was typed, in the middle too', () => {
    expect(type('abc|', 'd')).toBe('abcd|');
    expect(type('abcd|', 'e')).toBe('abcd e|');
    expect(type('ab|cd ef', 'x')).toBe('abx|c def');
    expect(type('abc|d ef', 'x')).toBe('abcx |def');
    expect(type('|', 'kB7+/=qRab')).toBe('kB7+ /=qR ab|');
  });
  it('changes nothing for a space, typed or not', () => {
    expect(type('abcd| ef', ' ')).toBe('abcd |ef');
    expect(type('ab|', ' ')).toBe('ab|');
  });
  it('takes a character with Backspace, over the space between groups too', () => {
    expect(backspace('abcd e|')).toBe('abcd|');
    expect(backspace('abcd |ef')).toBe('abc|e f');
    expect(backspace('a|')).toBe('|');
  });
  it('takes the character beyond the space with Delete', () => {
    expect(del('abcd| ef')).toBe('abcd |f');
    expect(del('ab|cd ef')).toBe('ab|de f');
  });
  it('ends where it began, however it is typed and taken back', () => {
    let field = '|';
    for (const sign of 'kB7+/=qRabcdefg') field = type(field, sign);
    expect(field).toBe('kB7+ /=qR abcd efg|');
    for (let left = 15; left > 0; left -= 1) field = backspace(field);
    expect(field).toBe('|');
  });
  it('says how far it has come, by groups', () => {
    expect([0, 1, 4, 5, 44].map(typedWords)).toEqual([
      null,
      '1 character, in group 1',
      '4 characters, group 1 complete',
      '5 characters, in group 2',
      '44 characters, group 11 complete',
    ]);
  });
});

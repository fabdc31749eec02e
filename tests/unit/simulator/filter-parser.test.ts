import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../simulator/scim/filter-parser.ts';

const read = (text: string) => {
  const parsed = parseFilter(text);
  return parsed.ok ? parsed.filter : parsed.problem;
};
const is = (path: string, value: unknown) => ({ kind: 'compare', path, comparison: 'eq', value });

describe('the filter parser', () => {
  it('lets "and" bind tighter than "or", and parentheses tighter than both', () => {
    expect(read('a eq 1 or b eq 2 and c eq 3')).toEqual({
      kind: 'or',
      left: is('a', 1),
      right: { kind: 'and', left: is('b', 2), right: is('c', 3) },
    });
    expect(read('(a eq 1 or b eq 2) and c eq 3')).toEqual({
      kind: 'and',
      left: { kind: 'or', left: is('a', 1), right: is('b', 2) },
      right: is('c', 3),
    });
  });

  it('joins from the left', () => {
    expect(read('a pr and b pr and c pr')).toMatchObject({ left: { kind: 'and' }, right: { path: 'c' } });
  });

  it('reads keywords in any case, and literals as SCIM writes them', () => {
    expect(read('NOT (active EQ true) AND x Ne null')).toEqual({
      kind: 'and',
      left: { kind: 'not', inner: is('active', true) },
      right: { kind: 'compare', path: 'x', comparison: 'ne', value: null },
    });
  });

  it('reads strings as JSON does: quotes, backslashes, other scripts, and words that look like syntax', () => {
    expect(read('a eq "say \\"hi\\" \\\\ \\u042f"')).toEqual(is('a', 'say "hi" \\ Я'));
    expect(read('a eq "x) or (b pr"')).toEqual(is('a', 'x) or (b pr'));
    expect(read('a eq ""')).toEqual(is('a', ''));
  });

  it('reads paths with sub-attributes and with the URN of their schema', () => {
    expect(read('emails.value eq "x"')).toEqual(is('emails.value', 'x'));
    const path = 'urn:ietf:params:scim:schemas:core:2.0:User:userName';
    expect(read(`${path} eq "x"`)).toEqual(is(path, 'x'));
  });

  it.each([
    ['0', 0],
    ['-12.5', -12.5],
    ['1e3', 1000],
    ['2.5E-1', 0.25],
  ])('reads the number %s as JSON does', (text, value) => {
    expect(read(`a eq ${text}`)).toEqual(is('a', value));
  });

  it.each(['a eq 01', 'a eq 1.', 'a eq .5', 'a eq 1e', 'a..b eq 1', 'a. eq 1', '.a eq 1', 'a.1 eq 1'])(
    'takes no %s',
    (text) => expect(read(text)).toEqual(expect.any(String)),
  );

  it('reads filters on the elements of a list', () => {
    const primary = is('primary', true);
    expect(read('emails[primary eq true]')).toEqual({ kind: 'element', path: 'emails', inner: primary });
    expect(read('emails[primary eq true].value co "x"')).toEqual({
      kind: 'element',
      path: 'emails',
      inner: {
        kind: 'and',
        left: primary,
        right: { kind: 'compare', path: 'value', comparison: 'co', value: 'x' },
      },
    });
  });

  it.each([
    '',
    'a',
    'a eq',
    'a eq b',
    'a is "x"',
    'eq "x"',
    'a eq "x" b eq "y"',
    'a eq "x" and',
    '(a pr',
    'a pr)',
    'not a pr',
    'emails[primary eq true',
    'emails[primary eq true].',
    'a eq "x',
    "a eq 'x'",
    'a eq "\\x"',
    'a eq 1.2.3',
    'a & b',
    '"a" eq "x"',
  ])('refuses %j with a reason', (text) => {
    expect(read(text)).toEqual(expect.any(String));
  });

  it('refuses nesting without end instead of falling over', () => {
    expect(read(`${'('.repeat(5000)}a pr${')'.repeat(5000)}`)).toBe('it is nested too deeply');
    expect(read(`${'('.repeat(30)}a pr${')'.repeat(30)}`)).toEqual({ kind: 'present', path: 'a' });
  });
});

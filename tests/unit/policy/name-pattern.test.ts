import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsPattern } from '../../../main/policy/name-pattern.ts';

describe('the pattern of names', () => {
  it.each([
    ['svc-*', 'svc-', true],
    ['svc-*', 'svc-backup', true],
    ['svc-*', 'my-svc-backup', false],
    ['svc-*', 'SVC-backup', false],
    ['svc-*-20??', 'svc-a-b-2026', true],
    ['svc-*-20??', 'svc-a-202', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a.c', 'abc', false],
    ['[a-z]+', '[a-z]+', true],
    ['?', '😀', true],
    ['a*b*c', 'aXbYbZc', true],
  ])('%j and the name %j: %j', (pattern, name, fits) => {
    expect(fitsPattern(name, pattern)).toBe(fits);
  });

  it('says what a regular expression of the same meaning says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '-', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (glob, name) => {
        const same = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u');
        expect(fitsPattern(name, glob)).toBe(same.test(name));
      }),
    );
  });

  it('takes few steps for the worst of patterns', () => {
    expect(fitsPattern('a'.repeat(255), `${'*a'.repeat(49)}*b`)).toBe(false);
  });
});

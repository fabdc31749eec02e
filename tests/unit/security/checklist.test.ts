import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from '../../../scripts/project/checkout.mjs';

const page = readFileSync(join(checkout, 'docs', 'security.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+) \| ([^|]+) \| (.+) \|$/gm)].map(([, line = '', says = '', keptBy = '']) => ({
  line: Number(line),
  says,
  keptBy,
}));

/** Rows of other tables that name tests. */
const others = [...page.matchAll(/^\| ([^|]*[a-z][^|]*) \| ([^|]*`(?:unit|e2e|package)\/.+) \|$/gm)].map(
  ([, says = '', keptBy = '']) => ({
    says,
    keptBy,
  }),
);

/** The tests that a row names: the file, and the title or a part of it. */
const testsOf = (keptBy: string) =>
  keptBy.split(/(?=`(?:unit|e2e|package|conformance)\/)/).flatMap((part) => {
    const [, file = ''] = /((?:unit|e2e|package|conformance)\/[\w/.-]+\.tsx?)/.exec(part) ?? [];
    return [...part.matchAll(/"((?:[^"\\]|\\")+)"/g)].map(([, name = '']) => ({
      file,
      name: name.replaceAll('\\"', '"'),
    }));
  });

describe('docs/security.md', () => {
  it('has a row for each of the forty lines, in their order', () => {
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it.each(others)('names tests that are there: $says', ({ keptBy }) => {
    for (const { file, name } of testsOf(keptBy))
      expect(readFileSync(join(checkout, 'tests', file), 'utf8'), file).toContain(name);
  });

  it.each(rows)('names tests for line $line that are there, or says "later"', ({ keptBy }) => {
    const tests = testsOf(keptBy);
    if (!/\blater\b/.test(keptBy)) expect(tests).not.toEqual([]);
    for (const { file, name } of tests) {
      const path = join(checkout, 'tests', file);
      expect(existsSync(path), file).toBe(true);
      expect(readFileSync(path, 'utf8'), file).toContain(name);
    }
  });
});

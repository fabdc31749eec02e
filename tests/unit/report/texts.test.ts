import { expect, it } from 'vitest';
import { searchable } from '../../../main/report/search-text.ts';
import { createTextNumbers, createTexts } from '../../../main/report/texts.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

const text = fc.oneof(
  fc.constantFrom('', 'ada', 'Ada', 'ÉMILE', 'e\u0301mile', 'a\u0000b', 'ß', 'ΟΔΟΣ', '4f1c0e77'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const step = fc.oneof(
  fc.record({ kind: fc.constant('push' as const), text }),
  fc.record({ kind: fc.constant('set' as const), at: fc.nat({ max: 40 }), text }),
  fc.record({ kind: fc.constant('settle' as const) }),
  fc.record({ kind: fc.constant('search' as const), text }),
);

it('holds and finds the same texts as a list of them, whenever they are changed, joined and searched', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const list: string[] = [];
      const texts = createTexts(3);
      for (const each of steps) {
        if (each.kind === 'push') expect(texts.push(each.text)).toBe(list.push(each.text) - 1);
        else if (each.kind === 'settle') texts.settle();
        else if (each.kind === 'set') {
          if (each.at >= list.length) continue;
          list[each.at] = each.text;
          texts.set(each.at, each.text);
        } else {
          const wanted = searchable(each.text);
          const found: number[] = [];
          texts.search(wanted, (index) => found.push(index));
          const expected = list.flatMap((one, index) => (searchable(one).includes(wanted) ? [index] : []));
          const isSearched = wanted !== '' && !wanted.includes('\u0000');
          expect(found.toSorted((a, b) => a - b)).toEqual(isSearched ? expected : []);
        }
      }
      expect(Array.from({ length: texts.size() }, (_, at) => texts.at(at))).toEqual(list);
    }),
    { numRuns: runs(300) },
  );
});

it('numbers the first of the texts that are the same, and grows', () => {
  const texts = createTexts();
  const numbers = createTextNumbers(texts);
  for (let at = 0; at < 10_000; at += 1) {
    const made = `key ${at % 5000}`;
    numbers.add(made);
    texts.push(made);
  }
  for (const at of [0, 1, 1023, 1024, 4095, 4096, 4999]) {
    expect(numbers.find(`key ${at}`)).toBe(at);
    expect(numbers.find(`key ${at}`, (index) => index >= 5000)).toBe(at + 5000);
  }
  expect(numbers.find('key 5000')).toBeUndefined();
});

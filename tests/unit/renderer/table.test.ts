import { describe, expect, it } from 'vitest';
import { clampWidth, nextSort, sortRows } from '../../../renderer/ui/table/columns.ts';
import { rowAfterKey } from '../../../renderer/ui/table/row-keys.ts';
import {
  countOf,
  firstSelected,
  isSelected,
  nothingSelected,
  type Selection,
  selectAll,
  selectOnly,
  selectTo,
  toggleRow,
} from '../../../renderer/ui/table/selection.ts';
import { createTypeAhead, isCharacter } from '../../../renderer/ui/table/type-ahead.ts';
import { fc, runs } from '../../support/random/random-runs.ts';

describe('the keys of a list', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 24, 24],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 13],
    ['PageUp', 3, 0],
    ['Home', 9, 0],
    ['End', 9, 24],
  ])('%s leads from %d to %d of 25', (key, from, to) => expect(rowAfterKey(key, from, 25)).toBe(to));
  it('leaves other keys alone', () => expect(rowAfterKey('a', 0, 25)).toBeNull());
});

describe('the selection of a list', () => {
  it('takes one row, and then every row up to another one', () => {
    const rows = selectTo(selectOnly(5), 8);
    expect(rows.ranges).toEqual([[5, 9]]);
    expect(selectTo(rows, 3).ranges).toEqual([[3, 6]]);
  });
  it('keeps what was selected before, on demand', () => {
    const two = toggleRow(selectOnly(1), 10);
    expect(selectTo(two, 12, true).ranges).toEqual([
      [1, 2],
      [10, 13],
    ]);
    expect(selectTo(two, 12).ranges).toEqual([[10, 13]]);
  });
  it('takes a row out of the middle', () => {
    expect(toggleRow(selectAll(5), 2).ranges).toEqual([
      [0, 2],
      [3, 5],
    ]);
  });
  it('has 200,000 rows in one range', () => {
    const all = selectAll(200_000);
    expect([all.ranges.length, countOf(all.ranges), isSelected(all.ranges, 199_999)]).toEqual([1, 200_000, true]);
    expect(firstSelected(all.ranges, 3)).toEqual([0, 1, 2]);
  });
  it('has nothing of an empty list', () => expect(selectAll(0)).toEqual(nothingSelected));

  it('selects what a set of rows would, whatever is pressed', () => {
    const row = fc.nat(30);
    const press = fc.oneof(
      fc.record({ kind: fc.constantFrom('toggle', 'only'), row }),
      fc.record({ kind: fc.constantFrom('to', 'add'), row }),
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 25 }), (presses) => {
        let selection: Selection = nothingSelected;
        let set = new Set<number>();
        let anchor = 0;
        for (const { kind, row: at } of presses) {
          const between = Array.from({ length: 31 }, (_, index) => index).filter(
            (index) => index >= Math.min(anchor, at) && index <= Math.max(anchor, at),
          );
          if (kind === 'toggle') {
            selection = toggleRow(selection, at);
            if (!set.delete(at)) set.add(at);
            anchor = at;
          } else if (kind === 'only') {
            selection = selectOnly(at);
            set = new Set([at]);
            anchor = at;
          } else {
            selection = selectTo(selection, at, kind === 'add');
            set = new Set([...(kind === 'add' ? set : []), ...between]);
          }
          const rows = firstSelected(selection.ranges, 100);
          expect(rows).toEqual([...set].toSorted((a, b) => a - b));
          expect(countOf(selection.ranges)).toBe(set.size);
          expect(rows.every((index) => isSelected(selection.ranges, index))).toBe(true);
          // Ranges never touch, so a selection of all rows is a single range.
          expect(selection.ranges.every(([, to], index) => to < (selection.ranges[index + 1]?.[0] ?? 99))).toBe(true);
        }
      }),
      { numRuns: runs(200) },
    );
  });
});

describe('the columns of a table', () => {
  it('sort in the other direction at the second press', () => {
    const first = nextSort(null, 'Name');
    expect([first, nextSort(first, 'Name'), nextSort(first, 'Created')].map(({ direction }) => direction)).toEqual([
      'ascending',
      'descending',
      'ascending',
    ]);
  });
  it.each(['ascending', 'descending'] as const)('list rows without a value last, %s', (direction) => {
    const sorted = sortRows([2, null, 1, null, 10], { column: 'a', direction }, (row) => row);
    expect(sorted).toEqual([...(direction === 'ascending' ? [1, 2, 10] : [10, 2, 1]), null, null]);
  });
  it('keep a width that can be grabbed again', () => {
    expect([clampWidth(-20), clampWidth(120.4), clampWidth(1e6)]).toEqual([56, 120, 900]);
  });
});

describe('typing in a list', () => {
  it('collects letters until typing pauses', () => {
    let now = 0;
    const typeAhead = createTypeAhead(() => now);
    expect(typeAhead.add('G').text).toBe('g');
    now = 300;
    expect(typeAhead.isOn()).toBe(true);
    expect(typeAhead.add('r')).toEqual({ text: 'gr', again: false });
    now = 1200;
    expect(typeAhead.isOn()).toBe(false);
    expect(typeAhead.add('h').text).toBe('h');
  });
  it('walks on with the same letter', () => {
    const typeAhead = createTypeAhead(() => 0);
    typeAhead.add('a');
    expect(typeAhead.add('a')).toEqual({ text: 'a', again: true });
  });
  it('knows a character from a command', () => {
    const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, altKey: false, metaKey: false });
    expect([key('a'), key('É'), key('Enter'), key('c', true)].map(isCharacter)).toEqual([true, true, false, false]);
  });
});

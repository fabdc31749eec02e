import { expect, it } from 'vitest';
import {
  type ListGeometry,
  lengthOf,
  longestList,
  topToShow,
  windowAt,
} from '../../../renderer/ui/table/list-geometry.ts';

const listOf = (count: number, scale = 1): ListGeometry => ({
  count,
  rowHeight: 40,
  view: 330,
  longest: longestList(scale),
});

it('shows the rows of the place that a list has been scrolled to', () => {
  const list = listOf(1000);
  expect(lengthOf(list)).toBe(40_000);
  expect(windowAt(list, 0)).toEqual({ first: 0, last: 8, origin: 0 });
  expect(windowAt(list, 39)).toEqual({ first: 0, last: 9, origin: 0 });
  expect(windowAt(list, 40)).toEqual({ first: 1, last: 9, origin: 0 });
  expect(windowAt(list, 40_000 - 330)).toEqual({ first: 991, last: 999, origin: 0 });
});

it('shows nothing of a list without rows or without room, and the end of one that became shorter', () => {
  expect(windowAt(listOf(0), 500).last).toBe(-1);
  expect(windowAt({ ...listOf(10), view: 0 }, 0).last).toBe(-1);
  expect(windowAt(listOf(20), 30_000)).toEqual({ first: 11, last: 19, origin: 0 });
  expect(windowAt(listOf(3), 30_000)).toEqual({ first: 0, last: 2, origin: 0 });
});

it('scrolls no further than a row needs', () => {
  const list = listOf(1000);
  expect(topToShow(list, 3, 0)).toBe(0);
  expect(topToShow(list, 8, 0)).toBe(30);
  expect(topToShow(list, 999, 0)).toBe(40_000 - 330);
  expect(topToShow(list, 2, 400)).toBe(80);
  expect(topToShow(list, 10, 400)).toBe(400);
});

it.for([
  [200_000, 1],
  [200_000, 4],
  [1_000_000, 1],
  [5_000_000, 8],
] as const)('reaches each of %i rows at scale %i, whatever an element may be high', ([count, scale]) => {
  const list = listOf(count, scale);
  const length = lengthOf(list);
  expect(length * scale).toBeLessThanOrEqual(2 ** 24);
  expect(windowAt(list, 0).first).toBe(0);
  expect(windowAt(list, length - list.view).last).toBe(count - 1);
  for (const index of [0, 1, 17, count >> 1, count - 2, count - 1]) {
    for (const from of [0, length / 3, length - list.view]) {
      // Chromium scrolls an element by whole pixels of the screen.
      const top = Math.round(topToShow(list, index, from) * scale) / scale;
      const { first, last, origin } = windowAt(list, top);
      expect(first).toBeLessThanOrEqual(index);
      expect(last).toBeGreaterThanOrEqual(index);
      // The row is inside the visible part.
      const at = origin + index * list.rowHeight;
      expect(at + list.rowHeight).toBeGreaterThan(top);
      expect(at).toBeLessThan(top + list.view);
    }
  }
});

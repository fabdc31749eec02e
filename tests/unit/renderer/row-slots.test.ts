import { expect, it } from 'vitest';
import { nextSlots } from '../../../renderer/ui/table/row-slots.ts';

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const first = nextSlots(new Map(), rows(0, 10), 0);

it('gives each row an element', () => {
  expect([...first.values()]).toEqual(rows(0, 10));
});

it('leaves a row its element as long as it is drawn', () => {
  const next = nextSlots(first, [0, ...rows(4, 14)], 0);
  for (const row of [0, ...rows(4, 10)]) expect(next.get(row)).toBe(first.get(row));
  expect(new Set(next.values()).size).toBe(11);
});

it('makes no element and moves none when a jump has left all rows but that with the focus', () => {
  const once = nextSlots(first, [0, ...rows(50, 59)], 0);
  expect([...once.values()]).toEqual(rows(0, 10));
  const twice = nextSlots(once, [0, ...rows(70, 79)], 0);
  expect([...twice.values()]).toEqual(rows(0, 10));
  // The list was scrolled by hand, and another row has the focus now.
  const later = nextSlots(twice, [...rows(20, 29), 75], 75);
  expect(later.get(75)).toBe(twice.get(75));
  expect([...later.values()].toSorted((a, b) => a - b)).toEqual(rows(0, 10));
});

it('makes the elements that a larger window needs', () => {
  expect(new Set(nextSlots(first, rows(100, 120), 100).values()).size).toBe(20);
});

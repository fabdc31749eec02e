/** Rows of a list by index: sorted ranges `[from, to)` that do not touch. A selection of 200,000 rows is one range. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** The selected rows, and in `anchor` the row from which Shift extends the selection. */
export interface Selection {
  readonly ranges: Ranges;
  readonly anchor: number;
}

export const nothingSelected: Selection = { ranges: [], anchor: 0 };

export const countOf = (ranges: Ranges): number => ranges.reduce((sum, [from, to]) => sum + to - from, 0);

export const isSelected = (ranges: Ranges, index: number): boolean => {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [from = 0, to = 0] = ranges[middle] ?? [];
    if (index < from) high = middle - 1;
    else if (index >= to) low = middle + 1;
    else return true;
  }
  return false;
};

/** The ranges without the rows from `from` up to, not including, `to`. */
const without = (ranges: Ranges, from: number, to: number): Ranges =>
  ranges.flatMap(([start, end]): Ranges => {
    const left = [start, Math.min(end, from)] as const;
    const right = [Math.max(start, to), end] as const;
    return [left, right].filter(([a, b]) => a < b);
  });

const withRange = (ranges: Ranges, from: number, to: number): Ranges => {
  const touching = ranges.filter(([start, end]) => end >= from && start <= to);
  const joined = [
    Math.min(from, ...touching.map(([start]) => start)),
    Math.max(to, ...touching.map(([, end]) => end)),
  ] as const;
  const others = ranges.filter((range) => !touching.includes(range));
  return [...others, joined].toSorted(([a], [b]) => a - b);
};

/** One row, and no other. */
export const selectOnly = (index: number): Selection => ({ ranges: [[index, index + 1]], anchor: index });

export const selectAll = (count: number): Selection => ({ ranges: count === 0 ? [] : [[0, count]], anchor: 0 });

/** Selects a row, or removes it from the selection. */
export const toggleRow = ({ ranges }: Selection, index: number): Selection => ({
  ranges: (isSelected(ranges, index) ? without : withRange)(ranges, index, index + 1),
  anchor: index,
});

/** Selects from the anchor to the row, as Shift does. `keep`: the earlier selection stays. */
export const selectTo = ({ ranges, anchor }: Selection, index: number, keep = false): Selection => {
  const [from, to] = [Math.min(anchor, index), Math.max(anchor, index) + 1];
  return { ranges: keep ? withRange(ranges, from, to) : [[from, to]], anchor };
};

/** The first `most` selected rows, in order. */
export const firstSelected = (ranges: Ranges, most: number): readonly number[] => {
  const found: number[] = [];
  for (const [from, to] of ranges) {
    for (let index = from; index < to && found.length < most; index += 1) found.push(index);
  }
  return found;
};

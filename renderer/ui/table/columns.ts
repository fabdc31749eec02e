import { useState } from 'react';

/** The part of a column that the head of the table needs. */
export interface ColumnHead {
  readonly id: string;
  readonly title: string;
  readonly sortable?: boolean;
  /** True for a column of a fixed width, such as the buttons at the end of a row. Only screen readers get its title. */
  readonly fixed?: boolean;
  readonly className?: string;
}

export interface Sort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

/** The order after a press on a column. The sorted column changes its direction. Another column begins in ascending order. */
export const nextSort = (sort: Sort | null, column: string): Sort => ({
  column,
  direction: sort?.column === column && sort.direction === 'ascending' ? 'descending' : 'ascending',
});

type Widths = Readonly<Record<string, number>>;

const least = 56;
const most = 900;

/** Rounds a width to whole pixels, between the least and the most that is allowed. */
export const clampWidth = (px: number): number => Math.round(Math.max(least, Math.min(most, px)));

// Outside the component, so that a column keeps its width in the next view of the same table.
const known = new Map<string, Widths>();

/** The widths that the user has given columns of a table, by column. They last until the page is loaded again. */
export const useWidths = (table: string) => {
  const [widths, setWidths] = useState<Widths>(() => known.get(table) ?? {});
  const change = (next: Widths) => {
    known.set(table, next);
    setWidths(next);
  };
  return {
    widths,
    resize: (column: string, px: number) => change({ ...widths, [column]: clampWidth(px) }),
    reset: (column: string) => change(Object.fromEntries(Object.entries(widths).filter(([id]) => id !== column))),
  };
};

/** The rows in the order of a column. Rows without a value come last in both directions. */
export const sortRows = <Row>(
  rows: readonly Row[],
  sort: Sort | null,
  sortValue: (row: Row, column: string) => string | number | null,
): readonly Row[] => {
  if (sort === null) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((one, other) => {
    const [a, b] = [sortValue(one, sort.column), sortValue(other, sort.column)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)));
  });
};

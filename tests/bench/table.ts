import { type Figure, isKept } from './figure.ts';

const heads = ['', 'Keydesk', 'against', 'ratio', 'limit', ''] as const;

/** The figures as a table for a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    heads,
    ...figures.map((figure) => [
      figure.name,
      quantity(figure.ours, figure.unit),
      quantity(figure.theirs, figure.unit),
      figure.ratio.toFixed(2),
      'atLeast' in figure.limit ? `at least ${figure.limit.atLeast}` : `at most ${figure.limit.atMost}`,
      isKept(figure) ? 'kept' : 'MISSED',
    ]),
  ];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => align(cell, widths[column] ?? 0, column))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const quantity = (value: number, unit: string) =>
  `${value >= 100 ? Math.round(value) : value.toPrecision(3)}${unit.startsWith('/') ? '' : ' '}${unit}`;

/** Names to the left, figures to the right. */
const align = (cell: string, width: number, column: number) =>
  column === 0 || column > 3 ? cell.padEnd(width) : cell.padStart(width);

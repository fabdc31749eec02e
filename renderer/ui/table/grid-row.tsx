import { memo, type ReactNode } from 'react';
import { Skeleton } from '../skeleton.tsx';
import type { ColumnHead } from './columns.ts';

/** ARIA counts rows from 1, and the head is the first. */
export const ariaRow = (index: number): number => index + 2;

/** The part of a column that its cells need. */
export interface RowColumn<Row> extends ColumnHead {
  readonly cell: (row: Row) => ReactNode;
  /** The tooltip of the cell: usually the full text, which the cell may cut. */
  readonly hint?: (row: Row) => string;
}

interface GridRowProps<Row> {
  /** Undefined: not loaded yet. */
  readonly row: Row | undefined;
  readonly index: number;
  /** The offset in pixels of a row that is drawn although it is not among the visible rows. Null: the row is among them. */
  readonly away: number | null;
  readonly columns: readonly RowColumn<Row>[];
  readonly reachable: boolean;
  readonly selected: boolean;
  readonly onFocus: (index: number) => void;
}

const PlainRow = <Row,>({ row, index, away, columns, reachable, selected, onFocus }: GridRowProps<Row>) => (
  // The grid around the rows handles keys and clicks.
  <tr
    aria-rowindex={ariaRow(index)}
    aria-selected={selected}
    aria-busy={row === undefined || undefined}
    tabIndex={reachable ? 0 : -1}
    className="grid-row grid-columns"
    style={away === null ? undefined : { position: 'absolute', top: away }}
    onFocus={() => onFocus(index)}
  >
    {columns.map(({ id, cell, hint, className = '' }, at) => (
      <td key={id} className={`cut ${className}`} title={row && hint?.(row)}>
        {at === 0 && <span className="grid-tick" aria-hidden="true" />}
        {row === undefined ? <Skeleton size="middle" /> : cell(row)}
      </td>
    ))}
  </tr>
);

/** Draws a row again only if one of its props changes, so that scrolling draws only the new rows. */
export const GridRow = memo(PlainRow) as typeof PlainRow;

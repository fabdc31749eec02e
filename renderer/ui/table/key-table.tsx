import './columns.css';
import type { ReactNode } from 'react';
import { Skeleton } from '../skeleton.tsx';
import { type ColumnHead, type Sort, useWidths } from './columns.ts';
import { TableHead } from './table-head.tsx';

const rows = ['first', 'second'] as const;

interface KeyTableProps {
  readonly label: string;
  /** The title of the first column. */
  readonly name?: string;
  readonly look: 'keys' | 'saved';
  /** The columns between the name and the actions. */
  readonly columns: readonly { readonly title: string; readonly width: 'access' | 'date' | 'status' }[];
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort) => void;
  readonly children: ReactNode;
}

/** Pixels that are added for the other columns. */
const leastBeside = 480;

const actions: ColumnHead = { id: 'Actions', title: 'Actions', fixed: true, className: 'column-actions' };

/** A table of a few keys, each with its buttons: a name, some columns, and the actions. */
export const KeyTable = ({ label, name = 'Name', look, columns, sort, onSort, children }: KeyTableProps) => {
  const widths = useWidths(label);
  const heads: readonly ColumnHead[] = [
    { id: name, title: name, sortable: true },
    ...columns.map(({ title, width }) => ({ id: title, title, sortable: true, className: `column-${width}` })),
    actions,
  ];
  const wider = Object.values(widths.widths).reduce((sum, px) => sum + px, 0);
  // If the user has widened columns, the table scrolls sideways, so that the column of the name does not become narrow.
  const style = wider === 0 ? {} : { minWidth: wider + leastBeside };
  return (
    <div className="panel table-panel">
      <table className={`table key-columns ${look}-table`} aria-label={label} style={style}>
        <TableHead columns={heads} sort={sort} onSort={onSort} widths={widths} native />
        <tbody>{children}</tbody>
      </table>
    </div>
  );
};

export const KeysSkeleton = ({ what = 'Loading customer secret keys' }: { readonly what?: string }) => (
  <div className="panel keys-waiting" aria-busy="true">
    <span className="visually-hidden">{what}</span>
    {rows.map((row) => (
      <div key={row} className="key-columns keys-waiting-row">
        <Skeleton size="middle" />
        <Skeleton size="middle" />
        <Skeleton size="short" />
        <Skeleton size="short" />
        <Skeleton size="short" />
      </div>
    ))}
  </div>
);

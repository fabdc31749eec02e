import './columns.css';
import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';

const rows = ['first', 'second'] as const;

export interface KeyTableProps {
  readonly label: string;
  readonly look: 'keys' | 'saved';
  /** The columns between the name and the actions. */
  readonly columns: readonly { readonly title: string; readonly width: 'access' | 'date' | 'status' }[];
  readonly children: ReactNode;
}

/** A table of keys: a name, some columns, and the actions. */
export const KeyTable = ({ label, look, columns, children }: KeyTableProps) => (
  <div className="panel table-panel">
    <table className={`table ${look}-table`} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          {columns.map(({ title, width }) => (
            <th key={title} scope="col" className={`column-${width}`}>
              {title}
            </th>
          ))}
          <th scope="col" className="column-actions">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

export const KeysSkeleton = ({ what = 'Loading customer secret keys' }: { readonly what?: string }) => (
  <div className="panel keys-waiting" aria-busy="true">
    <span className="visually-hidden">{what}</span>
    {rows.map((row) => (
      <div key={row} className="keys-waiting-row">
        <Skeleton size="middle" />
        <Skeleton size="middle" />
        <Skeleton size="short" />
        <Skeleton size="short" />
        <Skeleton size="short" />
      </div>
    ))}
  </div>
);

import { useMemo } from 'react';
import type { RotationRow } from '../../../bridge/values/rotation.ts';
import { agoAlone, formatDay, instantOf, minuteMs, useNow } from '../../ui/dates.ts';
import { shortenAccessKey } from '../../ui/shorten.ts';
import { type Column, RowGrid, type RowGridProps } from '../../ui/table/row-grid.tsx';
import { rowStep, waitsWords } from './rotation-words.ts';

const Since = ({ since }: Pick<RotationRow, 'since'>) => {
  const now = useNow(minuteMs);
  const at = instantOf(since);
  return at === null ? '–' : <span title={formatDay(at)}>{agoAlone(at, now)}</span>;
};

/** A rotation that waits for the person looks different from one that only takes time. */
const waitsLook = ({ waitsFor, ended }: RotationRow): string => {
  if (ended !== null) return 'third';
  if (waitsFor.kind === 'service' || waitsFor.kind === 'file') return 'rotation-fault';
  return waitsFor.kind === 'person' || waitsFor.kind === 'account' ? 'rotation-yours' : '';
};

/** The least widths fit into the smallest window. Each `fr` is a hundredth of its least width: any other share makes the table wider. */
const columns: readonly Column<RotationRow>[] = [
  {
    id: 'user',
    title: 'User',
    width: 'minmax(146px, 1.46fr)',
    className: 'rotation-user',
    cell: ({ userName, displayName, domainName }) => (
      <span title={[displayName, domainName].filter(Boolean).join(' · ')}>{userName}</span>
    ),
  },
  {
    id: 'key',
    title: 'Key',
    width: 'minmax(136px, 1.36fr)',
    cell: ({ keyName, newKeyName, accessKey }) => (
      <>
        <span className="rotation-key cut" title={keyName || newKeyName}>
          {keyName || newKeyName}
        </span>
        {accessKey !== null && <code className="rotation-key third">{shortenAccessKey(accessKey)}</code>}
      </>
    ),
  },
  { id: 'step', title: 'Step', width: 'minmax(120px, 1.2fr)', cell: rowStep, hint: rowStep },
  {
    id: 'waits-for',
    title: 'Waits for',
    width: 'minmax(145px, 1.45fr)',
    cell: (row) => (
      <span className={waitsLook(row)} title={waitsWords(row)}>
        {waitsWords(row)}
      </span>
    ),
  },
  { id: 'since', title: 'Since', width: '81px', cell: (row) => <Since since={row.since} /> },
];

interface RotationsTableProps extends Omit<RowGridProps<RotationRow>, 'label' | 'columns' | 'source' | 'rowHeight'> {
  readonly rows: readonly RotationRow[];
}

const nothing = () => undefined;

/** The rotations of the view. Those that wait for the person are on top. */
export const RotationsTable = ({ rows, ...grid }: RotationsTableProps) => {
  const source = useMemo(
    () => ({
      count: rows.length,
      rowAt: (index: number) => rows[index],
      onShow: nothing,
      find: (text: string, from: number) => {
        const starts = ({ userName }: RotationRow) => userName.toLocaleLowerCase().startsWith(text);
        const later = rows.findIndex((row, index) => index >= from && starts(row));
        const found = later < 0 ? rows.findIndex(starts) : later;
        return found < 0 ? null : found;
      },
    }),
    [rows],
  );
  return <RowGrid {...grid} label="Rotations" columns={columns} source={source} rowHeight={40} dense />;
};

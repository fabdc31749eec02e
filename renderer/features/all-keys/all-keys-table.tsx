import { useCallback, useMemo } from 'react';
import type { KeyView, ReportRow } from '../../../bridge/values/report.ts';
import { report } from '../../app/bridge.ts';
import { copyText } from '../../app/copy-button.tsx';
import { read } from '../../app/query-client.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatDay, instantOf } from '../../ui/dates.ts';
import { shortenAccessKey } from '../../ui/shorten.ts';
import { type Column, RowGrid, type RowGridProps } from '../../ui/table/row-grid.tsx';
import { countOf, isSelected } from '../../ui/table/selection.ts';
import { rowIn, type ShownRows } from './use-rows.ts';

const stateWords = { active: 'Active', unknown: '–' } as const;

const dayOf = (iso: string | null): string | null => {
  const ms = instantOf(iso);
  return ms === null ? null : formatDay(ms);
};

const Age = ({ row: { ageDays, overdue } }: { readonly row: ReportRow }) => {
  if (ageDays === null) return null;
  const age = `${ageDays} d`;
  return overdue ? <Badge tone="warning">{age}</Badge> : <span className="third">{age}</span>;
};

// As few elements in a cell as possible: while the list scrolls, every frame draws a page of cells.
const columns: readonly Column<ReportRow>[] = [
  {
    id: 'user',
    title: 'User',
    width: 'minmax(150px, 1.4fr)',
    sortable: true,
    className: 'all-keys-user',
    cell: ({ userName }) => userName,
    hint: ({ displayName }) => displayName,
  },
  {
    id: 'domain',
    title: 'Domain',
    width: 'minmax(72px, 0.6fr)',
    sortable: true,
    cell: ({ domainName }) => domainName ?? '–',
    hint: ({ domainName }) => domainName ?? '',
  },
  {
    id: 'name',
    title: 'Name',
    width: 'minmax(96px, 1fr)',
    sortable: true,
    cell: ({ name, deactivated }) =>
      deactivated ? (
        <span className="deactivated-key">
          <span className="cut">{name}</span>
          <span className="third">deactivated</span>
        </span>
      ) : (
        name
      ),
    hint: ({ name, deactivated }) => (deactivated ? `${name}, deactivated` : name),
  },
  {
    id: 'access-key',
    title: 'Access key',
    width: '136px',
    sortable: true,
    cell: ({ accessKey }) => <code>{shortenAccessKey(accessKey)}</code>,
    hint: ({ accessKey }) => accessKey,
  },
  {
    id: 'created',
    title: 'Created',
    width: '144px',
    sortable: true,
    className: 'key-created',
    cell: (row) => (
      <>
        {dayOf(row.created) ?? 'Unknown'}
        <Age row={row} />
      </>
    ),
    hint: ({ ageDays }) => (ageDays === null ? 'Its age is not known' : `${ageDays} days old`),
  },
  {
    id: 'expires',
    title: 'Expires',
    width: '92px',
    sortable: true,
    cell: ({ expires }) => (expires === null ? <span className="third">Never</span> : (dayOf(expires) ?? expires)),
  },
  {
    id: 'user-state',
    title: 'Owner',
    width: '72px',
    sortable: true,
    cell: ({ userState }) =>
      userState === 'inactive' ? <span className="user-inactive">Inactive</span> : stateWords[userState],
  },
];

const columnIds: readonly string[] = columns.map(({ id }) => id);
type SortColumn = KeyView['sort']['column'];
const isSortColumn = (id: string): id is SortColumn => columnIds.includes(id);

export type KeyAction = 'rotate' | 'deactivate' | 'delete' | 'copy';

interface AllKeysTableProps
  extends Pick<RowGridProps<ReportRow>, 'selection' | 'onSelect' | 'onOpen' | 'start' | 'handle'> {
  readonly shown: ShownRows;
  readonly view: KeyView;
  readonly onView: (view: KeyView) => void;
  readonly onShow: (first: number, last: number) => void;
  /** An action of the menu of a row. `row`: the action is for this key only. Null: for all selected keys. */
  readonly onAct: (action: KeyAction, row: ReportRow | null) => void;
}

/** The keys that match the view. */
export const AllKeysTable = ({ shown, view, onView, onShow, onAct, ...grid }: AllKeysTableProps) => {
  const find = useCallback(
    (text: string, from: number) => {
      const { signal } = new AbortController();
      return read((call) => report.FindRow(call, shown.view, text, from % shown.total))({ signal }).catch(() => null);
    },
    [shown.view, shown.total],
  );
  const source = useMemo(
    () => ({ count: shown.total, rowAt: (index: number) => rowIn(shown, index), onShow, find }),
    [shown, onShow, find],
  );
  const many = countOf(grid.selection.ranges);

  return (
    <RowGrid
      {...grid}
      label="All customer secret keys"
      columns={columns}
      source={source}
      rowHeight={40}
      dense
      sort={{ column: view.sort.column, direction: view.sort.descending ? 'descending' : 'ascending' }}
      onSort={({ column, direction }) => {
        if (isSortColumn(column)) onView({ ...view, sort: { column, descending: direction === 'descending' } });
      }}
      listKey={shown.view}
      older={shown.view !== view}
      menu={(row, index) => {
        const isMany = many > 1 && isSelected(grid.selection.ranges, index);
        const one = isMany ? null : row;
        const keys = isMany ? `${many} keys` : '';
        return {
          label: isMany ? `Actions for ${keys}` : `Actions for ${row.name}`,
          actions: [
            ...(isMany ? [] : [{ text: 'Open the user', act: () => grid.onOpen(row, index, 0) }]),
            isMany
              ? { text: `Copy ${many} access keys`, act: () => onAct('copy', null) }
              : { text: 'Copy access key', act: () => void copyText(row.accessKey, 'access key') },
            { text: `Rotate ${keys}`.trim(), act: () => onAct('rotate', one) },
            { text: `Deactivate ${keys}`.trim(), act: () => onAct('deactivate', one) },
            { text: `Delete ${keys}`.trim(), act: () => onAct('delete', one) },
          ],
        };
      }}
    />
  );
};

import { useMemo, useState } from 'react';
import type { User } from '../../../bridge/values/directory.ts';
import { copyText } from '../../app/copy-button.tsx';
import { announce } from '../../ui/announce.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Sort } from '../../ui/table/columns.ts';
import { type Column, RowGrid, type RowGridProps } from '../../ui/table/row-grid.tsx';
import { countOf, firstSelected, isSelected, nothingSelected } from '../../ui/table/selection.ts';
import { useKeyCounts } from './key-counts.tsx';

/** A row of the list, or `unreadable` for a user in a form that Keydesk does not know. */
type Row = User | 'unreadable';

interface UsersTableProps extends Pick<RowGridProps<Row>, 'source' | 'busy' | 'older' | 'start' | 'handle'> {
  /** The number of users, loaded or not. Null where it is unknown. */
  readonly total: number | null;
  /** Null: the service has its own order. */
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort) => void;
  readonly onOpen: (user: User, index: number, offset: number) => void;
}

const textColumn = (
  id: 'userName' | 'displayName' | 'email',
  title: string,
  width: string,
  sortable: boolean,
): Column<Row> => ({
  id,
  title,
  width,
  sortable,
  className: `users-${id}`,
  cell: (row) => {
    if (row === 'unreadable') return id === 'userName' ? <span className="third">Could not be read</span> : null;
    return row[id] ?? '–';
  },
  hint: (row) => (row === 'unreadable' ? '' : (row[id] ?? '')),
});

const columnsOf = (sortable: boolean): readonly Column<Row>[] => [
  textColumn('userName', 'User name', 'minmax(120px, 1.15fr)', sortable),
  textColumn('displayName', 'Name', 'minmax(100px, 1fr)', sortable),
  textColumn('email', 'E-mail', 'minmax(120px, 1.2fr)', false),
  {
    id: 'status',
    title: 'Status',
    width: '92px',
    cell: (row) =>
      row !== 'unreadable' && (
        <Badge tone={row.status === 'active' ? 'accent' : 'neutral'}>
          {row.status === 'active' ? 'Active' : 'Inactive'}
        </Badge>
      ),
  },
];
const [sortableColumns, fixedColumns] = [columnsOf(true), columnsOf(false)];

const actionsOf = (user: User, open: () => void) => [
  { text: 'Open', act: open },
  { text: 'Copy user name', act: () => void copyText(user.userName, 'user name') },
  ...(user.email === null ? [] : [{ text: 'Copy e-mail', act: () => void copyText(user.email ?? '', 'e-mail') }]),
  { text: 'Copy OCID', act: () => void copyText(user.ocid, 'OCID') },
];

/** The most users that are copied at once, in one line. */
const mostCopied = 100;

/** The users found. */
export const UsersTable = ({ source, total, sort, onSort, onOpen, ...grid }: UsersTableProps) => {
  const [selection, setSelection] = useState(nothingSelected);
  const { column, onShow } = useKeyCounts(source);
  const plain = total === null ? fixedColumns : sortableColumns;
  const columns = useMemo(() => (column === null ? plain : [...plain, column]), [plain, column]);
  const open = (row: Row, index: number, offset: number) => {
    if (row !== 'unreadable') onOpen(row, index, offset);
  };
  /** The selected users. Null: too many, or some of them have not been read yet. */
  const selected = (): readonly User[] | null => {
    const rows = firstSelected(selection.ranges, mostCopied).map(source.rowAt);
    const users = rows.filter((row) => row !== undefined && row !== 'unreadable');
    return countOf(selection.ranges) > rows.length || rows.includes(undefined) ? null : users;
  };
  const copySelected = (part: 'userName' | 'ocid', what: string) => {
    const users = selected();
    if (users === null) announce(`Not copied: more than ${mostCopied} users, or users that have not been read yet.`);
    else void copyText(users.map((user) => user[part]).join(', '), what);
  };

  return (
    <RowGrid
      {...grid}
      label="Users"
      columns={columns}
      source={{ ...source, onShow }}
      rowHeight={51}
      total={total}
      sort={sort}
      onSort={(next) => {
        setSelection(nothingSelected);
        onSort(next);
      }}
      listKey={`${sort?.column} ${sort?.direction}`}
      selection={selection}
      onSelect={setSelection}
      opensOnClick
      onOpen={open}
      menu={(row, index) => {
        const count = countOf(selection.ranges);
        if (row === 'unreadable') return { label: 'Actions', actions: [] };
        if (count < 2 || !isSelected(selection.ranges, index)) {
          return { label: `Actions for ${row.userName}`, actions: actionsOf(row, () => open(row, index, 0)) };
        }
        return {
          label: `Actions for ${count} users`,
          actions: [
            { text: `Copy ${count} user names`, act: () => copySelected('userName', 'user names') },
            { text: `Copy ${count} OCIDs`, act: () => copySelected('ocid', 'OCIDs') },
          ],
        };
      }}
    />
  );
};

type FoundUser = User & { readonly domainName: string };

const foundColumns: readonly Column<FoundUser>[] = [
  ...fixedColumns.slice(0, 2),
  { id: 'domain', title: 'Domain', width: 'minmax(100px, 1fr)', cell: ({ domainName }) => domainName },
  ...fixedColumns.slice(3),
];
const nothing = () => undefined;

interface StaticUsersProps {
  readonly users: readonly FoundUser[];
  readonly onOpen: (user: User, index: number, offset: number) => void;
}

/** The users of several domains, all of them read. */
export const StaticUsers = ({ users, onOpen }: StaticUsersProps) => {
  const [selection, setSelection] = useState(nothingSelected);
  return (
    <RowGrid
      label="Users in all domains"
      columns={foundColumns}
      source={{ count: users.length, rowAt: (index) => users[index], onShow: nothing }}
      rowHeight={51}
      selection={selection}
      onSelect={setSelection}
      opensOnClick
      onOpen={onOpen}
      menu={(user, index) => ({
        label: `Actions for ${user.userName}`,
        actions: actionsOf(user, () => onOpen(user, index, 0)),
      })}
    />
  );
};

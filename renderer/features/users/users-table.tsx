import { type Ref, useCallback, useState } from 'react';
import type { User } from '../../../bridge/values/directory.ts';
import { copyText } from '../../app/copy-button.tsx';
import type { ListPosition } from '../../app/left-list.ts';
import { Badge } from '../../ui/badge.tsx';
import { type Column, RowGrid, type RowGridHandle } from '../../ui/table/row-grid.tsx';
import { pageOfRows } from '../../ui/table/row-keys.ts';
import { countOf, firstSelected, isSelected, nothingSelected } from '../../ui/table/selection.ts';

export interface UsersTableProps {
  readonly users: readonly User[];
  /** The number of users, loaded or not. Null where it is unknown. */
  readonly total: number | null;
  readonly more: boolean;
  readonly onMore: () => void;
  /** `offset`: the scroll offset of the list. */
  readonly onOpen: (user: User, offset: number) => void;
  readonly busy: boolean;
  /** The rows are the result of an older search. They are dimmed and cannot be opened. */
  readonly older: boolean;
  /** The row that the user comes back from. */
  readonly position: ListPosition | null;
  readonly handle: Ref<RowGridHandle>;
}

const columns: readonly Column<User>[] = [
  {
    id: 'userName',
    title: 'User name',
    width: 'minmax(120px, 1.15fr)',
    className: 'users-name',
    cell: ({ userName }) => <span title={userName}>{userName}</span>,
  },
  {
    id: 'displayName',
    title: 'Name',
    width: 'minmax(100px, 1fr)',
    cell: ({ displayName }) => <span title={displayName}>{displayName}</span>,
  },
  {
    id: 'email',
    title: 'E-mail',
    width: 'minmax(120px, 1.2fr)',
    cell: ({ email }) => <span title={email ?? ''}>{email ?? '–'}</span>,
  },
  {
    id: 'status',
    title: 'Status',
    width: '92px',
    cell: ({ status }) => (
      <Badge tone={status === 'active' ? 'accent' : 'neutral'}>{status === 'active' ? 'Active' : 'Inactive'}</Badge>
    ),
  },
];

const actionsOf = (user: User, open: () => void) => [
  { text: 'Open', act: open },
  { text: 'Copy user name', act: () => void copyText(user.userName, 'user name') },
  ...(user.email === null ? [] : [{ text: 'Copy e-mail', act: () => void copyText(user.email ?? '', 'e-mail') }]),
  { text: 'Copy OCID', act: () => void copyText(user.ocid, 'OCID') },
];

/** The users found. */
export const UsersTable = (props: UsersTableProps) => {
  const { users, total, more, onMore, onOpen, busy, older, position, handle } = props;
  const [selection, setSelection] = useState(nothingSelected);
  const [start] = useState(() => {
    const index = users.findIndex(({ id }) => id === position?.userId);
    return index < 0 ? null : { index, offset: position?.offset ?? 0 };
  });

  const onShow = useCallback(
    (_first: number, last: number) => {
      if (more && last >= users.length - 2 * pageOfRows) onMore();
    },
    [more, onMore, users.length],
  );

  const copySelected = (part: 'userName' | 'ocid', what: string) => {
    const rows = firstSelected(selection.ranges, users.length).flatMap((index) => users[index] ?? []);
    void copyText(rows.map((user) => user[part]).join('\n'), what);
  };

  return (
    <RowGrid
      label="Users"
      columns={columns}
      source={{ count: users.length, rowAt: (index) => users[index], onShow }}
      rowHeight={51}
      total={total}
      selection={selection}
      onSelect={setSelection}
      opensOnClick
      onOpen={(user, _index, offset) => onOpen(user, offset)}
      menu={(user, index) => {
        const count = countOf(selection.ranges);
        if (count < 2 || !isSelected(selection.ranges, index)) {
          return { label: `Actions for ${user.userName}`, actions: actionsOf(user, () => onOpen(user, 0)) };
        }
        return {
          label: `Actions for ${count} users`,
          actions: [
            { text: `Copy ${count} user names`, act: () => copySelected('userName', 'user names') },
            { text: `Copy ${count} OCIDs`, act: () => copySelected('ocid', 'OCIDs') },
          ],
        };
      }}
      busy={busy}
      older={older}
      start={start}
      handle={handle}
    />
  );
};

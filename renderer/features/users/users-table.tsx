import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { User } from '../../../bridge/values/directory.ts';
import type { ListPosition } from '../../app/left-list.ts';
import { pageOfRows, rowAfterKey } from './row-keys.ts';
import { ariaRow, UserRow, userRowHeight } from './user-row.tsx';

export interface UsersTableHandle {
  readonly focusFirst: () => void;
}

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
  readonly handle: Ref<UsersTableHandle>;
}

/** Pixels. The head stays visible and covers the rows that scroll beneath it. */
const headHeight = 39;

/**
 * The users found. Only the visible rows are in the document. Tab reaches one of them, the arrow keys reach the others (the
 * grid pattern of the ARIA practices, by rows).
 */
export const UsersTable = (props: UsersTableProps) => {
  const { users, total, more, onMore, onOpen, busy, older, position, handle } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [before] = useState(() => users.findIndex(({ id }) => id === position?.userId));
  const [active, setActive] = useState(Math.max(0, before));
  const rowToFocus = useRef<number | null>(before < 0 ? null : before);
  const virtual = useVirtualizer({
    count: users.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => userRowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    useFlushSync: false,
    initialOffset: before < 0 ? 0 : (position?.offset ?? 0),
  });
  const rows = virtual.getVirtualItems();
  const lastDrawn = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (more && lastDrawn >= users.length - pageOfRows) onMore();
  }, [more, lastDrawn, users.length, onMore]);

  // A distant row is drawn only after scrolling. The effect below then finds it.
  const focusWanted = () => {
    if (rowToFocus.current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[aria-rowindex="${ariaRow(rowToFocus.current)}"]`);
    if (!row) return;
    rowToFocus.current = null;
    row.focus({ preventScroll: true });
  };
  useEffect(focusWanted);

  const goTo = (index: number) => {
    rowToFocus.current = index;
    setActive(index);
    virtual.scrollToIndex(index);
    focusWanted();
  };
  useImperativeHandle(handle, () => ({ focusFirst: () => users.length > 0 && goTo(0) }));

  const open = (user: User) => onOpen(user, virtual.scrollOffset ?? 0);
  const onKeyDown = (event: KeyboardEvent) => {
    const user = users[active];
    // A held key must not open the row that it has just reached.
    if (event.key === 'Enter' && user && !event.repeat) open(user);
    const to = rowAfterKey(event.key, active, users.length);
    if (to === null) return;
    event.preventDefault();
    goTo(to);
  };

  const current = Math.min(active, users.length - 1);
  return (
    <div ref={scroller} className={`panel users-scroller ${older ? 'users-older' : ''}`}>
      <table
        className="users-grid"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose rows take the focus
        role="grid"
        aria-label="Users"
        aria-rowcount={total === null ? -1 : total + 1}
        aria-busy={busy}
        aria-disabled={older}
        onKeyDown={onKeyDown}
      >
        <thead className="users-head">
          <tr aria-rowindex={1} className="users-row">
            <th scope="col">User name</th>
            <th scope="col">Name</th>
            <th scope="col">E-mail</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody className="users-length" style={{ height: virtual.getTotalSize() }}>
          {rows.map((row) => {
            const user = users[row.index];
            return user ? (
              <UserRow
                key={user.id}
                user={user}
                index={row.index}
                top={row.start - headHeight}
                reachable={row.index === current}
                onOpen={open}
                onFocus={setActive}
              />
            ) : null;
          })}
        </tbody>
      </table>
    </div>
  );
};

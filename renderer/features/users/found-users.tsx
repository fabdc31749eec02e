import { type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { User } from '../../../bridge/values/directory.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { type ListPosition, leaveList } from '../../app/left-list.ts';
import { navigate } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Sort } from '../../ui/table/columns.ts';
import type { RowGridHandle } from '../../ui/table/row-grid.tsx';
import { pageOfRows } from '../../ui/table/row-keys.ts';
import { UnreadableNote } from '../../ui/unreadable-note.tsx';
import { AllDomains } from './all-domains.tsx';
import { findByName } from './find-by-name.ts';
import { foundWords } from './found-words.ts';
import { useUsersBlocks } from './users-blocks.ts';
import { type UserSort, usersQuery } from './users-queries.ts';
import { UsersTable } from './users-table.tsx';

const most = 5;

const keyOf = (account: string) => ['account', account, 'recent-users'] as const;

/** Notes a user who was opened from the list. It is stored with the queries, so that locking and signing out remove it. */
const noteRecent = (client: QueryClient, account: string, user: User): void => {
  const key = keyOf(account);
  client.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
  client.setQueryData<readonly User[]>(key, (before = []) =>
    [user, ...before.filter(({ ocid }) => ocid !== user.ocid)].slice(0, most),
  );
};

interface RecentUsersProps {
  readonly account: string;
  readonly onOpen: (user: User) => void;
}

/** The users who were opened last, below the empty search. */
const RecentUsers = ({ account, onOpen }: RecentUsersProps) => {
  const users = useQueryClient().getQueryData<readonly User[]>(keyOf(account)) ?? [];
  if (users.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-label="Recent users" className="recent-users">
      <span className="third">Recent</span>
      {users.map((user) => (
        <Button key={user.ocid} className="text-button cut" onPress={() => onOpen(user)}>
          {user.displayName}
        </Button>
      ))}
    </div>
  );
};

const rows = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

const UsersSkeleton = () => (
  <div className="panel grid-waiting" aria-busy="true">
    <span className="visually-hidden">Loading users</span>
    <div className="users-waiting-row">
      <Skeleton size="short" />
    </div>
    {rows.map((row) => (
      <div key={row} className="users-waiting-row">
        <Skeleton size="middle" />
        <Skeleton size="middle" />
        <Skeleton size="middle" />
        <Skeleton size="short" />
      </div>
    ))}
  </div>
);

/** The keyboard keys that move from the search field to the list. */
export type LeavingKey = 'ArrowDown' | 'Enter';

interface FoundUsersProps {
  /** Null until the domains are known. */
  readonly question: { readonly domainId: string | null; readonly text: string } | null;
  /** The text in the search field. No user can be opened until the list shows the result for it. */
  readonly typed: string;
  /** The key that was pressed in the search field and waits for the result of the typed text. Null: none waits. */
  readonly leaving: LeavingKey | null;
  /** Called when the key in `leaving` has been handled, or can no longer be. */
  readonly onStay: () => void;
  /** Where the list starts: the row that the user comes back from. */
  readonly position: ListPosition | null;
  /** The tenancy has more domains than the one that is searched. */
  readonly severalDomains: boolean;
  readonly field: ReactNode;
}

const byUserName: Sort = { column: 'userName', direction: 'ascending' };

const sortOf = ({ column, direction }: Sort): UserSort | null =>
  column === byUserName.column && direction === byUserName.direction
    ? null
    : { by: column === 'displayName' ? 'displayName' : 'userName', descending: direction === 'descending' };

/** The number of users found, and the list of them. */
export const FoundUsers = ({ question, typed, leaving, onStay, position, severalDomains, field }: FoundUsersProps) => {
  const account = useAccount();
  const client = useQueryClient();
  const table = useRef<RowGridHandle>(null);
  const [sort, setSort] = useState(byUserName);
  const { domainId = null, text = '' } = question ?? {};
  const order = sortOf(sort);
  const found = useInfiniteQuery({ ...usersQuery(account.id, domainId, text, order), enabled: question !== null });

  const users = found.data?.pages.flatMap((page) => page.users) ?? [];
  const unreadable = found.data?.pages.reduce((sum, page) => sum + page.unreadable, 0) ?? 0;
  const first = found.data?.pages[0];
  const total = first?.total ?? null;
  const everybody = client.getQueryData(usersQuery(account.id, domainId, '').queryKey)?.pages[0]?.total ?? null;
  const isAnswer = first !== undefined && first.text === typed;
  const isSearching = first !== undefined || leaving !== null;
  const counted = { text, total, loaded: users.length, more: found.hasNextPage, everybody };

  // If the service counts its users, it can be read at any index. Otherwise it is read page after page.
  const pageRows = (first?.users.length ?? 0) + (first?.unreadable ?? 0);
  const shownText = first?.text ?? text;
  const blocks = useUsersBlocks({
    account: account.id,
    domainId,
    text: shownText,
    sort: order,
    first: pageRows,
    total,
  });
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = found;
  const more = total === null && found.hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  const { onShow: showBlocks, rowAt: rowOfBlock } = blocks;
  const onShow = useCallback(
    (from: number, to: number) => {
      showBlocks(from, to);
      if (more && to >= users.length - 2 * pageOfRows) void fetchNextPage();
    },
    [showBlocks, more, users.length, fetchNextPage],
  );
  const source = {
    count: total === null || first === undefined || first.next === null ? users.length : total,
    rowAt: (index: number) => users[index] ?? (index < pageRows ? 'unreadable' : rowOfBlock(index)),
    onShow,
    find: (letters: string, from: number) =>
      findByName(source, total !== null && order === null ? { domainId, text: shownText } : null, letters, from),
  };

  const onOpen = (user: User, index: number, offset: number) => {
    if (isAnswer) open(user, index, offset);
  };
  const open = (user: User, index = 0, offset = 0) => {
    noteRecent(client, account.id, user);
    leaveList(account.id, { index, offset });
    navigate({ view: 'user', owner: { kind: 'user', domainId: user.domainId, id: user.id, ocid: user.ocid } });
  };

  // Enter opens a single result. With several results it only focuses the first one, so that the user sees it before it opens.
  const isSettled = leaving !== null && isAnswer && !found.isFetching;
  const hasFailed = leaving !== null && found.isError && !found.isFetching;
  const leave = useEffectEvent(() => {
    onStay();
    const [only] = users;
    if (leaving === 'Enter' && only && users.length === 1 && unreadable === 0 && !found.hasNextPage) onOpen(only, 0, 0);
    else table.current?.focusRow(0);
  });
  useEffect(() => {
    if (isSettled) leave();
    else if (hasFailed) onStay();
  }, [isSettled, hasFailed, onStay]);

  return (
    <>
      <div className="users-bar">
        {field}
        {/* Announced after each new result. */}
        <span role="status" className="third">
          {isAnswer ? foundWords(counted) : isSearching && 'Searching…'}
        </span>
        {typed === '' && <RecentUsers account={account.id} onOpen={open} />}
      </div>
      {found.error && <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />}
      {!found.error && blocks.failure && <FailureNotice failure={blocks.failure} onRetry={blocks.retry} />}
      {found.isPending && !found.error && <UsersSkeleton />}
      <UnreadableNote count={unreadable} one="user" several="users" more="Oracle’s Console shows everything." />
      {first && users.length > 0 && (
        <UsersTable
          // A new result has a new list, which starts at the top.
          key={`${domainId} ${first.text}`}
          source={source}
          total={total}
          sort={total === null ? null : sort}
          onSort={setSort}
          onOpen={onOpen}
          busy={found.isFetching || blocks.busy}
          older={!isAnswer}
          start={position}
          handle={table}
        />
      )}
      {isAnswer && users.length === 0 && unreadable === 0 && (
        <>
          <EmptyState icon="users" title={text ? `No user matches “${text}”` : 'This domain has no users'}>
            {text ? 'Keydesk looks in user names, names and e‑mail addresses of the domain chosen above.' : null}
          </EmptyState>
          {text !== '' && severalDomains && <AllDomains text={text} onOpen={open} />}
        </>
      )}
    </>
  );
};

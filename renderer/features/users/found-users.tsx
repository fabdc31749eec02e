import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type Ref, useCallback } from 'react';
import type { User } from '../../../bridge/values/directory.ts';
import { navigate } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { foundWords } from './found-words.ts';
import { usersQuery } from './users-queries.ts';
import { UsersSkeleton } from './users-skeleton.tsx';
import { UsersTable, type UsersTableHandle } from './users-table.tsx';

export interface FoundUsersProps {
  /** Null until the domains are known. */
  readonly question: { readonly domainId: string | null; readonly text: string } | null;
  readonly table: Ref<UsersTableHandle>;
  readonly field: ReactNode;
}

const openUser = (user: User) =>
  navigate({ view: 'user', owner: { kind: 'user', domainId: user.domainId, id: user.id, ocid: user.ocid } });

/** The search field, how many it found, and the list of them. */
export const FoundUsers = ({ question, table, field }: FoundUsersProps) => {
  const account = useAccount();
  const client = useQueryClient();
  const { domainId = null, text = '' } = question ?? {};
  const found = useInfiniteQuery({ ...usersQuery(account.id, domainId, text), enabled: question !== null });

  const users = found.data?.pages.flatMap((page) => page.users) ?? [];
  const total = found.data?.pages[0]?.total ?? null;
  const everybody = client.getQueryData(usersQuery(account.id, domainId, '').queryKey)?.pages[0]?.total ?? null;
  const settled = found.isSuccess && !found.isPlaceholderData;
  const words = settled ? foundWords({ text, total, loaded: users.length, more: found.hasNextPage, everybody }) : '';

  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = found;
  const more = found.hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  const onMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);

  return (
    <>
      <div className="users-bar">
        {field}
        {/* Read out whenever another question has been answered. */}
        <span role="status" className="third">
          {words}
        </span>
      </div>
      {found.error && <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && !found.error && <UsersSkeleton />}
      {found.data && users.length > 0 && (
        <UsersTable
          // Another question starts at its top.
          key={`${domainId} ${text}`}
          users={users}
          total={total}
          more={more}
          onMore={onMore}
          onOpen={openUser}
          busy={found.isFetching}
          handle={table}
        />
      )}
      {settled && users.length === 0 && (
        <div className="panel">
          <EmptyState icon="users" title={text ? `No user matches “${text}”` : 'This domain has no users'}>
            {text ? 'Keydesk looks in user names, names and e‑mail addresses of the domain chosen above.' : null}
          </EmptyState>
        </div>
      )}
    </>
  );
};

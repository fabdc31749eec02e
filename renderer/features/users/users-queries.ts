import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AccountId } from '../../../bridge/values/session.ts';
import { directory } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';

const directoryStaysFreshMs = 5 * 60_000;

/** Compartments and domains of the tenancy. */
export const directoryQuery = (account: AccountId) =>
  queryOptions({
    queryKey: ['account', account, 'directory'],
    queryFn: read((call) => directory.ListDomains(call)),
    staleTime: directoryStaysFreshMs,
  });

/**
 * The users of a domain that match a text, page by page. The users found before stay on the screen while the next
 * question is asked; TanStack cancels the question that is no longer wanted, and `read` cancels it in main.
 */
export const usersQuery = (account: AccountId, domainId: string | null, text: string) =>
  infiniteQueryOptions({
    queryKey: ['account', account, 'users', domainId, text],
    queryFn: ({ pageParam, signal }) =>
      read((call) => directory.FindUsers(call, { domainId, text, cursor: pageParam }))({ signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AccountId } from '../../../bridge/values/session.ts';
import { directory } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';

const directoryStaysFreshMs = 5 * 60_000;
/** A list with more pages is read again only on demand: each page is a call. */
const mostPagesAnew = 3;

/** Compartments and domains of the tenancy. */
export const directoryQuery = (account: AccountId) =>
  queryOptions({
    queryKey: ['account', account, 'directory'],
    queryFn: read((call) => directory.ListDomains(call)),
    staleTime: directoryStaysFreshMs,
    refetchOnWindowFocus: true,
  });

/**
 * The users of a domain that match a text, page by page. Each page carries its text. While the next text is read, the users of
 * the last one stay on the screen, but never those of another domain or account. TanStack cancels a query that is no longer
 * needed, and `read` cancels it in main.
 */
export const usersQuery = (account: AccountId, domainId: string | null, text: string) => {
  const queryKey = ['account', account, 'users', domainId, text] as const;
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal }) => {
      const page = await read((call) => directory.FindUsers(call, { domainId, text, cursor: pageParam }))({ signal });
      return { ...page, text };
    },
    initialPageParam: null as string | null,
    refetchOnWindowFocus: ({ state }) => (state.data?.pages.length ?? 0) <= mostPagesAnew,
    getNextPageParam: (last) => last.next,
    placeholderData: (previous, query) => (isSameDirectory(query?.queryKey, queryKey) ? previous : undefined),
  });
};

/** True for the same account and domain, whatever the text. */
const isSameDirectory = (one: readonly unknown[] = [], other: readonly unknown[]): boolean =>
  one.slice(0, 4).every((part, index) => part === other[index]) && one.length === other.length;

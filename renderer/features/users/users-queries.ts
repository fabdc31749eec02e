import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { User, UserQuery } from '../../../bridge/values/directory.ts';
import type { AccountId } from '../../../bridge/values/session.ts';
import { directory } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';
import { blockRows } from './block-places.ts';

const directoryStaysFreshMs = 5 * 60_000;
/** The most pages of a list that is read again by itself: each page is a call. A longer list is read again only on demand. */
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
 * The users of a domain that match a text, page by page. Each page has the text that it matches. While another text is read, the
 * users of the last text stay on the screen, but never users of another domain or account. TanStack cancels a query that is no longer
 * needed, and `read` cancels it in main.
 */
export const usersQuery = (account: AccountId, domainId: string | null, text: string, sort: UserSort | null = null) => {
  const queryKey = ['account', account, 'users', domainId, text, sort] as const;
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal }) => {
      const query = { domainId, text, cursor: pageParam, ...sortOf(sort) };
      const page = await read((call) => directory.FindUsers(call, query))({ signal });
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

export type UserSort = NonNullable<UserQuery['sort']>;

const sortOf = (sort: UserSort | null) => (sort === null ? {} : { sort });

export interface BlocksOf {
  readonly account: AccountId;
  readonly domainId: string | null;
  readonly text: string;
  readonly sort: UserSort | null;
  /** The rows of the first page, which the list has already. */
  readonly first: number;
  /** The number of all rows. Null: the service does not count, and cannot be read at any index. */
  readonly total: number | null;
}

/**
 * A block of users that begins at an index of the list, counted from 0: a domain can be read at any index. If the service returns
 * fewer users than asked for, it is called again until the block is full.
 */
export const blockQuery = (of: BlocksOf, from: number) =>
  queryOptions({
    queryKey: ['account', of.account, 'users', of.domainId, of.text, of.sort, of.total, from] as const,
    queryFn: async ({ signal }) => {
      const users: User[] = [];
      let unreadable = 0;
      for (let got = 0; got < blockRows; ) {
        const { domainId, text } = of;
        const query = { domainId, text, cursor: String(from + got + 1), count: blockRows - got, ...sortOf(of.sort) };
        const page = await read((call) => directory.FindUsers(call, query))({ signal });
        users.push(...page.users);
        unreadable += page.unreadable;
        got += page.users.length + page.unreadable;
        if (page.next === null || page.users.length + page.unreadable === 0) break;
      }
      return { users, unreadable };
    },
    staleTime: directoryStaysFreshMs,
  });

/** The users of every active domain that match a text. */
export const everywhereQuery = (account: AccountId, text: string) =>
  queryOptions({
    queryKey: ['account', account, 'users-everywhere', text],
    queryFn: read((call) => directory.FindUsersEverywhere(call, text)),
  });

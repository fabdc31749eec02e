import { queryOptions } from '@tanstack/react-query';
import type { Owner } from '../../bridge/values/directory.ts';
import type { AccountId } from '../../bridge/values/session.ts';
import { keys } from './bridge.ts';
import { queryClient, read } from './query-client.ts';

/**
 * The keys of one owner. They are read again when the window gets the focus, since keys are changed in Oracle's Console too.
 */
export const keysQuery = (account: AccountId, owner: Owner) =>
  queryOptions({
    queryKey: ['account', account, 'keys', owner],
    queryFn: read((call) => keys.ListKeys(call, owner)),
    refetchOnWindowFocus: true,
  });

/** Reads the visible lists of keys again now, and the others when they are next shown. */
export const refreshKeys = (): Promise<void> =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === 'keys' });

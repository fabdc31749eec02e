import { queryOptions } from '@tanstack/react-query';
import type { Owner } from '../../bridge/values/directory.ts';
import type { AccountId } from '../../bridge/values/session.ts';
import { directory } from './bridge.ts';
import { read } from './query-client.ts';

/** One user's details, as the account sees them. */
export const personQuery = (account: AccountId, owner: Owner) =>
  queryOptions({
    queryKey: ['account', account, 'person', owner],
    queryFn: read((call) => directory.GetUser(call, owner)),
    refetchOnWindowFocus: true,
  });

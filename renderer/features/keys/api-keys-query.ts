import { queryOptions } from '@tanstack/react-query';
import type { AccountId } from '../../../bridge/values/session.ts';
import { apiKeys } from '../../app/bridge.ts';
import { queryClient, read } from '../../app/query-client.ts';

/** The API keys of the account's own user. Read again when the window gets the focus, since they are changed in the Console too. */
export const apiKeysQuery = (account: AccountId) =>
  queryOptions({
    queryKey: ['account', account, 'api-keys'],
    queryFn: read((call) => apiKeys.ListApiKeys(call)),
    refetchOnWindowFocus: true,
  });

export const refreshApiKeys = (): Promise<void> =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[2] === 'api-keys' });

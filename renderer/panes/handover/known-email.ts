import type { UserDetails } from '../../../bridge/values/directory.ts';
import type { AccountId } from '../../../bridge/values/session.ts';
import { queryClient } from '../../app/query-client.ts';

/** The e-mail address of a user whose page has been read in this window; null where none has, or Oracle knows none. */
export const knownEmail = (account: AccountId | null, userOcid: string | null): string | null => {
  const people = queryClient.getQueriesData<UserDetails>({ queryKey: ['account', account, 'person'] });
  return people.find(([, person]) => person !== undefined && person.ocid === userOcid)?.[1]?.email ?? null;
};

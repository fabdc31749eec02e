import { queryOptions } from '@tanstack/react-query';
import type { ProfileSource } from '../../../bridge/values/session.ts';
import { accounts, ask } from '../../app/bridge.ts';

/** Asked for at launch before the screen is there; what is older than this is read anew when the screen is shown, in ms. */
const fresh = 2000;

/** Rejects with the failure, as all reads do; this one takes no call id, because reading a file is over at once. */
const readProfiles = async (source: ProfileSource) => {
  const answer = await ask(() => accounts.ListProfiles(source));
  return answer.ok ? answer.value : Promise.reject(answer.failure);
};

/** The profiles of a configuration file. */
export const profilesQuery = (source: ProfileSource) =>
  queryOptions({
    queryKey: ['profiles', source],
    queryFn: () => readProfiles(source),
    staleTime: fresh,
    refetchOnWindowFocus: true,
  });

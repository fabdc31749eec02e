import { queryOptions } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { ProfileSource } from '../../../bridge/values/session.ts';
import { accounts, call } from '../../app/bridge.ts';
import { useCommands } from '../../app/commands.ts';
import { queryClient } from '../../app/query-client.ts';

/**
 * Calls `onChange` when the configuration file has changed, and when Refresh was chosen, as long as the screen is open. What was read
 * is forgotten with the screen: the next one reads the file again, and main follows it from there on.
 */
export const useFollowedProfiles = (onChange: () => void): void => {
  const changed = useEffectEvent(onChange);
  useCommands((command) => {
    if (command === 'refresh') changed();
  });
  useEffect(() => {
    const unsubscribe = accounts.onProfilesChanged(() => changed());
    return () => {
      unsubscribe();
      void accounts.StopFollowingProfiles().catch(() => {});
      queryClient.removeQueries({ queryKey: ['profiles'] });
    };
  }, []);
};

/** Asked for at launch before the screen is there; what is older than this is read anew when the screen is shown, in ms. */
const fresh = 2000;

/** Rejects with the failure, as all reads do; this one takes no call id, because reading a file is over at once. */
const readProfiles = async (source: ProfileSource) => {
  const result = await call(() => accounts.ListProfiles(source));
  return result.ok ? result.value : Promise.reject(result.failure);
};

/** The profiles of a configuration file. */
export const profilesQuery = (source: ProfileSource) =>
  queryOptions({
    queryKey: ['profiles', source],
    queryFn: () => readProfiles(source),
    staleTime: fresh,
    refetchOnWindowFocus: true,
  });

import { queryOptions } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { ProfileSource } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { useCommands } from '../../app/commands.ts';
import { queryClient, readOnce } from '../../app/query-client.ts';

/**
 * Reads the profiles again when the configuration file has changed and when the user chooses Refresh, as long as the screen is
 * open. The screen forgets the profiles when it closes. The next screen reads the file again, and main then follows the file again.
 */
export const useFollowedProfiles = (source: ProfileSource): void => {
  const readAgain = async () => {
    const { queryKey } = profilesQuery(source);
    // A running read may return the old file, and a new read would only join the running one. So that one is cancelled first.
    await queryClient.cancelQueries({ queryKey });
    await queryClient.refetchQueries({ queryKey });
  };
  const changed = useEffectEvent(() => void readAgain());
  useCommands((command) => {
    if (command === 'refresh') void readAgain();
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

/** In ms. The profiles are read at launch, before the screen exists. The screen reads them again if they are older than this. */
const fresh = 2000;

/** The profiles of a configuration file. There is no call id, since reading a file needs no cancelling. */
export const profilesQuery = (source: ProfileSource) =>
  queryOptions({
    queryKey: ['profiles', source],
    queryFn: () => readOnce(() => accounts.ListProfiles(source)),
    staleTime: fresh,
    refetchOnWindowFocus: true,
  });

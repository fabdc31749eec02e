import { queryOptions } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { ProfileSource } from '../../../bridge/values/session.ts';
import { accounts } from '../../app/bridge.ts';
import { useCommands } from '../../app/commands.ts';
import { queryClient, readOnce } from '../../app/query-client.ts';

/**
 * Reads the profiles again when the configuration file has changed and when the user chooses Refresh, as long as the screen is
 * open. The screen forgets the profiles when it closes. The next one reads the file again, and main follows the file from then on.
 */
export const useFollowedProfiles = (source: ProfileSource): void => {
  const readAgain = async () => {
    const { queryKey } = profilesQuery(source);
    // A reading that is under way may have read the old file, and the new one would only join it. So it is cancelled.
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

/** In ms. Profiles are read at launch, before the screen exists. Older ones are read again when the screen is shown. */
const fresh = 2000;

/** The profiles of a configuration file. There is no call id, since reading a file needs no cancelling. */
export const profilesQuery = (source: ProfileSource) =>
  queryOptions({
    queryKey: ['profiles', source],
    queryFn: () => readOnce(() => accounts.ListProfiles(source)),
    staleTime: fresh,
    refetchOnWindowFocus: true,
  });

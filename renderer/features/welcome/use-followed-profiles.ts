import { useEffect, useEffectEvent } from 'react';
import { accounts } from '../../app/bridge.ts';
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

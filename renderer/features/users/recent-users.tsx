import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components/Button';
import type { User } from '../../../bridge/values/directory.ts';

const most = 5;

const keyOf = (account: string) => ['account', account, 'recent-users'] as const;

/** Notes a user whom the list has opened. With the queries, so that locking and signing out forget them. */
export const noteRecent = (client: QueryClient, account: string, user: User): void => {
  const key = keyOf(account);
  client.setQueryDefaults(key, { gcTime: Number.POSITIVE_INFINITY });
  client.setQueryData<readonly User[]>(key, (before = []) =>
    [user, ...before.filter(({ ocid }) => ocid !== user.ocid)].slice(0, most),
  );
};

interface RecentUsersProps {
  readonly account: string;
  readonly onOpen: (user: User) => void;
}

/** The users who were opened last, below the empty search. */
export const RecentUsers = ({ account, onOpen }: RecentUsersProps) => {
  const users = useQueryClient().getQueryData<readonly User[]>(keyOf(account)) ?? [];
  if (users.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div role="group" aria-label="Recent users" className="recent-users">
      <span className="third">Recent</span>
      {users.map((user) => (
        <Button key={user.ocid} className="text-button cut" onPress={() => onOpen(user)}>
          {user.displayName}
        </Button>
      ))}
    </div>
  );
};

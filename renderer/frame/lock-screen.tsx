import { useEffect } from 'react';
import { accounts } from '../app/bridge.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { queryClient } from '../app/query-client.ts';
import { useSession } from '../app/session.tsx';
import { useRequest } from '../app/use-request.ts';
import { Button } from '../ui/button.tsx';
import { ColumnHead, ColumnScreen } from '../ui/column-screen.tsx';

/** Shown while main is locked. Security line 24: the page, like main, forgets all that it has read. */
export const LockScreen = () => {
  const { pending, failure, send } = useRequest();
  const { vault } = useSession();
  useEffect(() => queryClient.clear(), []);
  return (
    <ColumnScreen>
      <ColumnHead
        icon="lock"
        title="Keydesk is locked"
        lead={
          vault.kind === 'keychain'
            ? 'Keydesk has let go of API keys and secret keys. A secret key that is still open is shown again after unlocking.'
            : 'API keys and an open secret key stay in memory, since no keychain has them. Nothing is shown or used until you unlock.'
        }
      />
      {failure && <FailureNotice failure={failure} />}
      <Button look="primary" autoFocus isPending={pending} onPress={() => void send(() => accounts.Unlock())}>
        Unlock
      </Button>
    </ColumnScreen>
  );
};

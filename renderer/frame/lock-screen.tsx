import '../features/welcome/welcome.css';
import { useEffect } from 'react';
import { accounts } from '../app/bridge.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { queryClient } from '../app/query-client.ts';
import { useRequest } from '../app/use-request.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { PageHeading } from '../ui/page-heading.tsx';

/** Shown while main is locked. What had been read is forgotten here too: SECURITY line 24. */
export const LockScreen = () => {
  const { pending, failure, send } = useRequest();
  useEffect(() => queryClient.clear(), []);
  return (
    <main className="welcome">
      <div className="welcome-column">
        <span className="welcome-mark">
          <Icon name="lock" size={26} />
        </span>
        <div className="welcome-head">
          <PageHeading title="Keydesk is locked" />
          <p className="welcome-lead">
            Keydesk has let go of signing keys and secret keys. A secret key that is still open is shown again after
            unlocking.
          </p>
        </div>
        {failure && <FailureNotice failure={failure} />}
        <div className="welcome-actions">
          <Button look="primary" autoFocus isPending={pending} onPress={() => void send(() => accounts.Unlock())}>
            Unlock
          </Button>
        </div>
      </div>
    </main>
  );
};

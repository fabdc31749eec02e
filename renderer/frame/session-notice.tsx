import { browserSignIn } from '../app/bridge.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { timedSessionOf, useAccount } from '../app/session.tsx';
import { useSignInAgain } from '../app/sign-in-again.tsx';
import { useRequest } from '../app/use-request.ts';
import { Button } from '../ui/button.tsx';
import { formatTime, instantOf, minuteMs, useNow } from '../ui/dates.ts';
import { Notice } from '../ui/notice.tsx';

const secondsMs = 10_000;

/** "in 9 min", "in less than a minute" */
const inWords = (ms: number): string => {
  const minutes = Math.ceil(ms / minuteMs);
  return minutes <= 1 ? 'in less than a minute' : `in ${minutes} min`;
};

/** A notice shortly before the session ends, and after it has ended. */
export const SessionNotice = () => {
  const account = useAccount();
  const session = timedSessionOf(account);
  const renewing = useRequest();
  const again = useSignInAgain();
  const now = useNow(secondsMs);
  const end = instantOf(session?.expires ?? null);
  if (session === null || session.phase === 'valid' || end === null) return null;

  const isOver = session.phase === 'over';
  const signInAgain = !again.isInDialog && (
    <Button isPending={again.request.pending} onPress={() => again.begin(account.id)}>
      Sign in again
    </Button>
  );
  const renew = () => void renewing.send(() => browserSignIn.RenewSession(account.id), 'Session renewed.');
  return (
    <Notice
      tone="warning"
      icon="lock"
      role="status"
      actions={
        session.renewable && !isOver ? (
          <Button isPending={renewing.pending} onPress={renew}>
            Renew
          </Button>
        ) : (
          signInAgain
        )
      }
    >
      {isOver ? (
        <p>
          <strong>Your session is over.</strong> Everything here stays as it is. Sign in again to go on.
        </p>
      ) : (
        <p>
          <strong>Your session ends {inWords(end - now)}</strong>, at {formatTime(end)}.
          {!session.renewable && ' Oracle does not prolong it.'}
        </p>
      )}
      {!isOver && renewing.failure && <FailureNotice failure={renewing.failure} />}
    </Notice>
  );
};

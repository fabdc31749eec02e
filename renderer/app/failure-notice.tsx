import type { ReactNode } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import type { AccountId } from '../../bridge/values/session.ts';
import { Button } from '../ui/button.tsx';
import { useIsInDialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { CopyButton } from './copy-button.tsx';
import { useProxySignIn } from './proxy-sign-in.tsx';
import { timedSessionOf, useAccountIfAny } from './session.tsx';
import { useSignInAgainInDialog } from './sign-in-again.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';

interface RetryButtonProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

/** *Try again*. If the service has said when to call again, the button counts down to that time and then tries by itself. */
const RetryButton = ({ failure, onRetry }: RetryButtonProps) => {
  const left = useSecondsLeft(failure, onRetry);
  return <Button onPress={onRetry}>{left > 0 ? `Try again (${left} s)` : 'Try again'}</Button>;
};

/** The dialog in which this button stands stays open, and so does what was typed. */
const SignInAgainButton = ({ account }: { readonly account: AccountId }) => {
  const { request, begin } = useSignInAgainInDialog();
  return (
    <Button isPending={request.pending} onPress={() => begin(account)}>
      Sign in again
    </Button>
  );
};

/** Oracle's id of a request, for a report to Oracle. */
export const RequestId = ({ id }: { readonly id: string }) => (
  <div className="request-id">
    <span>Request</span>
    <code className="cut">{id}</code>
    <CopyButton text={id} what="request id" />
  </div>
);

/** A failure in one or two sentences, for a place without room for a notice. */
export const failureSentence = ({ happened, remedy }: Failure): string => [happened, remedy].filter(Boolean).join(' ');

interface FailureNoticeProps {
  readonly failure: Failure;
  readonly onRetry?: () => void;
  /** Buttons that replace *Try again*. */
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
}

/** A failure in words: what happened, what it means for the key, what can be done, and Oracle's request id. */
export const FailureNotice = ({ failure, onRetry, actions, onDismiss }: FailureNoticeProps) => {
  const { calm, proxy } = failure;
  const signInToProxy = useProxySignIn();
  const isInDialog = useIsInDialog();
  const account = useAccountIfAny();
  const isOver = failure.kind === 'session-over' && account !== null;
  // The notice above every view already tells of the ended session, with the same button. After signing in again this failure is void.
  if (isOver && !(isInDialog && timedSessionOf(account)?.phase === 'over')) return null;
  const retry = isOver ? (
    <SignInAgainButton account={account.id} />
  ) : (
    (actions ?? (onRetry && <RetryButton failure={failure} onRetry={onRetry} />))
  );
  return (
    <Notice
      tone={calm ? 'neutral' : 'loss'}
      icon={calm ?? 'alert'}
      role="alert"
      {...(onDismiss ? { onDismiss } : {})}
      actions={
        proxy === undefined ? (
          retry
        ) : (
          <>
            <Button onPress={() => signInToProxy({ proxy, onDone: onRetry })}>Sign in to the proxy…</Button>
            {retry}
          </>
        )
      }
    >
      <p className="selectable">
        <strong>{failure.happened}</strong>
      </p>
      {failure.meaning && <p className="notice-more selectable">{failure.meaning}</p>}
      {failure.remedy && <p className="notice-more selectable">{failure.remedy}</p>}
      {failure.requestId && <RequestId id={failure.requestId} />}
    </Notice>
  );
};

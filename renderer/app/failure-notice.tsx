import type { ReactNode } from 'react';
import type { Failure, FailureKind } from '../../bridge/values/failure.ts';
import { Button } from '../ui/button.tsx';
import type { IconName } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { CopyButton } from './copy-button.tsx';
import { useProxySignIn } from './proxy-sign-in.tsx';
import { RetryButton } from './retry-button.tsx';

/** Failures that are nobody's fault and cost nothing: told without red. */
const calm: Partial<Record<FailureKind, IconName>> = {
  unreachable: 'offline',
  'timed-out': 'offline',
  'proxy-password': 'lock',
  'not-allowed': 'lock',
  'not-found': 'search',
  'too-many-requests': 'info',
  'secret-open': 'info',
  'secret-in-making': 'info',
  'config-missing': 'file',
  'config-is-key': 'key',
  'key-not-chosen': 'key',
  'place-unknown': 'info',
  'test-running': 'info',
  'print-cancelled': 'info',
  'no-mail-program': 'info',
  'history-failed': 'info',
};

export interface FailureNoticeProps {
  readonly failure: Failure;
  readonly onRetry?: () => void;
  /** Buttons of the place where the failure is shown, in place of *Try again*. */
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
}

/** A failure in words: what happened, what it means for the key, what can be done, and Oracle's request id. */
export const FailureNotice = ({ failure, onRetry, actions, onDismiss }: FailureNoticeProps) => {
  const icon = calm[failure.kind];
  const { proxy } = failure;
  const signInToProxy = useProxySignIn();
  const retry = actions ?? (onRetry && <RetryButton failure={failure} onRetry={onRetry} />);
  return (
    <Notice
      tone={icon ? 'neutral' : 'loss'}
      icon={icon ?? 'alert'}
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
      {failure.requestId && (
        <div className="request-id">
          <span>Request</span>
          <code className="cut">{failure.requestId}</code>
          <CopyButton text={failure.requestId} what="request id" />
        </div>
      )}
    </Notice>
  );
};

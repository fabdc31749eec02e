import './browser-progress.css';
import type { BrowserSignInState } from '../../../bridge/values/sign-in.ts';
import { browserSignIn } from '../../app/bridge.ts';
import { useCopied } from '../../app/copy-button.tsx';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { instantOf, useNowUntil } from '../../ui/dates.ts';
import { Notice } from '../../ui/notice.tsx';
import { leftWords } from './browser-words.ts';

export interface BrowserProgressProps {
  readonly state: Exclude<BrowserSignInState, { kind: 'idle' }>;
  /** Begins again after a failure. Null: not possible, since the region and tenancy are no longer known. */
  readonly onRetry: (() => void) | null;
  readonly onCancel: () => void;
}

/** The address, for a browser that Keydesk cannot open. The address contains a public key, and no secret. */
const CopyAddress = () => {
  const { failure, send } = useRequest();
  const [copied, setCopied] = useCopied();
  const copy = async () => {
    const result = await send(() => browserSignIn.CopySignInAddress(), 'Address copied.');
    if (result?.ok) setCopied(true);
  };
  return (
    <>
      <Button autoFocus icon={copied ? 'check' : 'copy'} onPress={() => void copy()}>
        Copy the address
      </Button>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};

const TimeLeft = ({ until }: { readonly until: string }) => {
  const end = instantOf(until);
  const now = useNowUntil(end);
  if (end === null) return null;
  return <span className="third browser-left">{leftWords(Math.max(0, Math.ceil((end - now) / 1000)))}</span>;
};

/** What the user can do while a sign-in runs in the browser, and after it has failed. The heading stands above it. */
export const BrowserProgress = ({ state, onRetry, onCancel }: BrowserProgressProps) => {
  const opening = useRequest();
  return (
    <>
      {state.kind === 'waiting' && state.browser === 'none' && (
        <div className="browser-address">
          <code className="two-lines selectable">{state.address}</code>
        </div>
      )}
      {state.kind === 'waiting' && state.turnedAway !== null && (
        <Notice tone="warning" role="status">
          {state.turnedAway}
        </Notice>
      )}
      {state.kind === 'failed' && <FailureNotice failure={state.failure} />}
      {opening.failure && <FailureNotice failure={opening.failure} onDismiss={opening.forget} />}
      <div className="bar">
        {state.kind === 'waiting' && (
          <>
            <Button
              look={state.browser === 'none' ? 'plain' : 'primary'}
              isPending={opening.pending || state.browser === 'opening'}
              onPress={() => void opening.send(() => browserSignIn.OpenBrowserAgain())}
            >
              Open it again
            </Button>
            <CopyAddress />
          </>
        )}
        {state.kind === 'failed' && onRetry && (
          <Button look="primary" onPress={onRetry}>
            Try again
          </Button>
        )}
        <Button look={state.kind === 'waiting' ? 'quiet' : 'plain'} onPress={onCancel}>
          Cancel
        </Button>
        {state.kind === 'waiting' && <TimeLeft until={state.until} />}
      </div>
    </>
  );
};

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { BulkState } from '../../../bridge/values/bulk.ts';
import { bulk } from '../../app/bridge.ts';
import { FailureNotice, failureSentence } from '../../app/failure-notice.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { read } from '../../app/query-client.ts';
import { useBulkStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { endedSentence, outcomeWords, runningTitle, runningWords, triedOf } from './bulk-words.ts';

type Ended = Extract<BulkState, { kind: 'ended' }>;

/** The most outcomes that are listed. Failures are listed first. */
const mostListed = 200;

const Outcomes = ({ state }: { readonly state: Ended }) => {
  const found = useQuery({
    queryKey: ['bulk-outcomes', state],
    queryFn: read(() => bulk.ReadBulkOutcomes(0, mostListed)),
    gcTime: 0,
  });
  if (found.error) return <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <ul tabIndex={0} aria-label="What became of each key" className="stack bulk-outcomes">
      {found.data?.outcomes.map((outcome) => (
        <li key={outcome.row}>
          <span className="cut">
            <strong>{outcome.keyName}</strong> of {outcome.userName}
          </span>
          <span className="third">{outcomeWords(outcome, state.action)}</span>
        </li>
      ))}
      {state.counts.total > mostListed && (
        <li className="third">The first {mostListed}, those with a fault before all others.</li>
      )}
    </ul>
  );
};

const End = ({ state }: { readonly state: Ended }) => {
  const { pending, failure, send } = useRequest();
  const { counts, canResume, canUndo } = state;
  const dismiss = async () => {
    await send(() => bulk.DismissBulk());
    keepFocus();
  };
  const isFine = counts.done + counts.gone === counts.total;
  return (
    <>
      <Notice
        tone={isFine ? 'accent' : 'warning'}
        icon={isFine ? 'check' : 'alert'}
        role="status"
        title={endedSentence(state)}
        onDismiss={() => void dismiss()}
        actions={
          (canUndo || canResume) && (
            <>
              {canUndo && (
                <Button isPending={pending} onPress={() => void send(() => bulk.UndoBulk())}>
                  Undo
                </Button>
              )}
              {canResume && (
                <Button isPending={pending} onPress={() => void send(() => bulk.ResumeBulk())}>
                  Go on
                </Button>
              )}
            </>
          )
        }
      >
        {state.failure && <p>{failureSentence(state.failure)}</p>}
        <Disclosure title="What became of each key" initiallyOpen={counts.refused + counts.unclear > 0}>
          <Outcomes state={state} />
        </Disclosure>
      </Notice>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};

/** The action on many keys that runs, or the last one. */
export const BulkProgress = () => {
  const state = useBulkStore().result;
  const { pending, failure, send } = useRequest();
  const kind = useRef(state?.kind);
  useEffect(() => {
    if (kind.current === 'running' && state?.kind === 'ended') void refreshKeys();
    kind.current = state?.kind;
  }, [state?.kind]);

  if (state?.kind === 'ended') return <End state={state} />;
  if (state?.kind !== 'running') return null;
  return (
    <>
      <ProgressLine
        label={runningTitle(state)}
        share={triedOf(state) / Math.max(1, state.counts.total)}
        words={runningWords(state)}
      >
        <Button isPending={pending || state.stopping} onPress={() => void send(() => bulk.StopBulk())}>
          Stop
        </Button>
      </ProgressLine>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};

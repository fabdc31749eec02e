import { useEffect } from 'react';
import type { ReportState } from '../../../bridge/values/report.ts';
import { report } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/dates.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { leftWords, pausedWords } from './report-words.ts';

type Collecting = Extract<ReportState, { kind: 'collecting' }>;
type Paused = Extract<ReportState, { kind: 'paused' }>;

const doneWords = ({ done, of }: Collecting['progress']): string =>
  of === null ? `${formatCount(done)} read` : `${formatCount(done)} of ${formatCount(of)} read`;

/** Shown while keys are read: the progress, the time left, and *Cancel*. */
export const CollectingLine = ({ state: { progress } }: { readonly state: Collecting }) => {
  const { pending, failure, send } = useRequest();
  return (
    <>
      <ProgressLine
        label="Reading all keys"
        share={progress.of === null ? null : progress.done / Math.max(1, progress.of)}
        words={[doneWords(progress), leftWords(progress.secondsLeft)].filter(Boolean).join(' · ')}
      >
        <Button isPending={pending} onPress={() => void send(() => report.Stop())}>
          Cancel
        </Button>
      </ProgressLine>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};

/** Why the reading waits, and *Go on*. When the network is back, the reading goes on by itself. */
export const PausedNotice = ({ state: { why, failure, progress } }: { readonly state: Paused }) => {
  const { pending, failure: refusal, send } = useRequest();
  const goOn = () => void send(() => report.GoOn());
  useEffect(() => {
    if (why !== 'offline') return undefined;
    const again = () => void report.GoOn();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [why]);
  const button = (
    <Button isPending={pending} onPress={goOn}>
      Go on
    </Button>
  );
  return (
    <>
      {failure === null ? (
        <Notice tone="warning" icon="pause" role="status" actions={button}>
          <p>
            <strong>{pausedWords[why]}</strong> {doneWords(progress)}. What is below is not whole.
          </p>
        </Notice>
      ) : (
        <FailureNotice failure={failure} actions={button} />
      )}
      {refusal && <FailureNotice failure={refusal} />}
    </>
  );
};

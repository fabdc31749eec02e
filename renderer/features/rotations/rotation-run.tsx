import { useState } from 'react';
import type { RotationsState } from '../../../bridge/values/rotation.ts';
import { rotations } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { LossQuestion } from '../../app/loss-question.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/dates.ts';
import { keepFocus, useFocusKept } from '../../ui/keep-focus.ts';
import { ProgressLine } from '../../ui/progress-line.tsx';

/** A ledger that another program has changed stops every rotation, until the person begins a new one. */
export const BrokenLedger = ({ failure, line }: Extract<RotationsState['ledger'], { kind: 'broken' }>) => {
  const [isAsking, setAsking] = useState(false);
  const { pending, failure: refused, send } = useRequest();
  const begin = async () => {
    const result = await send(() => rotations.BeginNewLedger());
    if (result?.ok) setAsking(false);
    keepFocus();
  };
  return (
    <>
      <FailureNotice failure={failure} actions={<Button onPress={() => setAsking(true)}>Begin a new ledger…</Button>} />
      {isAsking && (
        <LossQuestion
          title="Begin a new ledger?"
          action="Begin a new ledger"
          pending={pending}
          failure={refused}
          onCancel={() => setAsking(false)}
          onAgree={() => void begin()}
        >
          <p>
            The damaged file is kept beside the new one, under another name. Rotations that stand before line{' '}
            {formatCount(line)} go on; Keydesk no longer knows of later ones. Their keys stay at Oracle as they are.
          </p>
        </LossQuestion>
      )}
    </>
  );
};

/** The progress of a step for many keys, with *Stop*. */
export const Run = ({ run, halted }: Pick<RotationsState, 'run' | 'halted'>) => {
  const { pending, failure, send } = useRequest();
  useFocusKept(null, String(run === null));
  return (
    <>
      {run !== null && (
        <ProgressLine
          label={run.stopping ? 'Stopping' : runWords[run.what]}
          share={run.done / Math.max(1, run.of)}
          words={`${formatCount(run.done)} of ${formatCount(run.of)} · ${run.keyName}`}
        >
          <Button isPending={pending || run.stopping} onPress={() => void send(() => rotations.StopRun())}>
            Stop
          </Button>
        </ProgressLine>
      )}
      {failure && <FailureNotice failure={failure} />}
      {run === null && halted && <FailureNotice failure={halted} />}
    </>
  );
};

const runWords = {
  deactivating: 'Deactivating old keys',
  deleting: 'Deleting old keys',
  saved: 'Rotating keys on this computer',
} as const;

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { RotationDetails, RotationId, RotationRow } from '../../../bridge/values/rotation.ts';
import { campaigns, rotations } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { read } from '../../app/query-client.ts';
import type { RotateDialogProps } from '../../app/rotate.tsx';
import { useAccount } from '../../app/session.tsx';
import { useRotationsStore } from '../../app/stores.ts';
import { useHiddenFromCapture } from '../../app/use-hidden-from-capture.ts';
import { useRequest } from '../../app/use-request.ts';
import { WordList } from '../../panes/handover/word-list.tsx';
import { identityWords } from '../../panes/person-words.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay, instantOf } from '../../ui/dates.ts';
import { DialogActions, DialogPending, DialogWindow } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icons.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { shortenAccessKey } from '../../ui/shorten.ts';
import { ManyQuestion } from './many-question.tsx';
import { actionsOf, actionWords, besideNext, endsUndo, type RotationAction } from './rotation-actions.ts';
import { nextWords, rowStep, type StepLine, stepLines, waitingSentence, waitsWords } from './rotation-words.ts';
import { StopQuestion } from './stop-question.tsx';
import { useRotationAction } from './use-actions.ts';

/** What the next step does, or what the rotation waits for. */
const nextSentence = (row: RotationRow, beside: readonly RotationAction[]): string => {
  if (row.paused) return 'Paused.';
  if (beside.includes('again'))
    return 'If the secret key was stored, press It is in use. If not, press Make it again: Keydesk deletes the new key, and makes another one.';
  if (row.waitsFor.kind === 'time') return waitingSentence(row);
  if (row.next !== null) return nextWords(row.next, row);
  return `Waits for: ${waitsWords(row)}`;
};

/** Without an old key, the title names the new key. */
const titleOf = ({ keyName, newKeyName }: RotationRow): string =>
  keyName === '' ? `New key ${newKeyName}` : `Rotate ${keyName}`;

interface StepProps {
  readonly line: StepLine;
  readonly row: RotationRow;
  readonly pending: boolean;
  readonly beside: readonly RotationAction[];
  readonly onNext: () => void;
  readonly onAct: (action: RotationAction) => void;
}

const Step = ({ line: { text, state, at }, row, pending, beside, onNext, onAct }: StepProps) => {
  const sentence = useId();
  const day = instantOf(at);
  const isNext = state === 'next';
  return (
    <li className={`rotation-step rotation-step-${state}`} aria-current={isNext ? 'step' : undefined}>
      <span className="rotation-mark">{state === 'done' && <Icon name="check" size={14} />}</span>
      <span className="rotation-step-text">
        <span>
          {text}
          {state === 'done' && <span className="visually-hidden">, done</span>}
          {day !== null && <span className="third"> {formatDay(day)}</span>}
        </span>
        {isNext && (
          <span id={sentence} className="rotation-task">
            {nextSentence(row, beside)}
          </span>
        )}
        {isNext && row.next !== null && !row.paused && (
          <span className="bar rotation-others">
            <Button look="primary" aria-describedby={sentence} isPending={pending} onPress={onNext} autoFocus>
              Next step
            </Button>
            {beside.map((action) => (
              <Button key={action} isDisabled={pending} onPress={() => onAct(action)}>
                {actionWords(action)}
              </Button>
            ))}
          </span>
        )}
      </span>
    </li>
  );
};

interface PacketWordsProps {
  readonly id: RotationId;
  readonly displayName: string;
}

/** The ten words that open a packet, shown when the user wants to read them to the recipient. The page forgets them with the dialog. */
const PacketWords = ({ id, displayName }: PacketWordsProps) => {
  const [words, setWords] = useState<readonly string[] | null>(null);
  const { pending, failure, send } = useRequest();
  useHiddenFromCapture(words !== null);
  const show = async () => {
    const result = await send(() => campaigns.ShowPacketWords(id));
    if (result?.ok) setWords(result.value.words);
  };
  if (words === null)
    return (
      <>
        <Button isPending={pending} onPress={() => void show()}>
          Show passphrase
        </Button>
        {failure && <FailureNotice failure={failure} />}
      </>
    );
  return (
    <div className="passphrase">
      <WordList words={words} />
      <p className="third">
        Tell {displayName} these ten words by another way than the packet: by telephone, say. The age program wants a
        hyphen between each two.
      </p>
    </div>
  );
};

interface StepsProps extends RotationDetails {
  readonly onClose: () => void;
}

const Steps = ({ row, events, hasPassphrase, onClose }: StepsProps) => {
  const { pending, failure, act } = useRotationAction();
  const [isDeleting, setDeleting] = useState(false);
  const [isStopping, setStopping] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const shownFailure =
    failure ?? (row.waitsFor.kind === 'service' || row.waitsFor.kind === 'file' ? row.waitsFor.failure : null);
  const others = actionsOf(row).filter((action) => action !== 'next');

  /** The pressed button is disabled during the call and may be gone after it. Then the button of the next step gets the focus. */
  const take = async (action: Parameters<typeof act>[0]) => {
    await act(action, row);
    keepFocus(() => list.current?.querySelector('button') ?? document.querySelector('.dialog-actions .button'));
  };
  const next = () => (row.next === 'delete' ? setDeleting(true) : void take('next'));
  const press = (action: RotationAction) => (endsUndo(action, row) ? setStopping(true) : void take(action));
  return (
    <>
      <p className="dialog-lead selectable">
        For <strong>{row.displayName}</strong>
        <span className="dialog-person third">{identityWords(row)}</span>
      </p>
      <ol ref={list} className="rotation-steps" aria-label="Steps">
        {stepLines({ row, events }).map((line) => (
          <Step
            key={line.step}
            line={line}
            row={row}
            pending={pending}
            beside={besideNext(row, shownFailure?.kind ?? null)}
            onNext={next}
            onAct={(action) => void take(action)}
          />
        ))}
      </ol>
      {hasPassphrase && <PacketWords id={row.id} displayName={row.displayName} />}
      <dl className="rotation-keys third">
        {row.accessKey !== null && (
          <div>
            <dt>Old key</dt> <dd className="selectable">{shortenAccessKey(row.accessKey)}</dd>
          </div>
        )}
        {row.newAccessKey !== null && (
          <div>
            <dt>New key</dt> <dd className="selectable">{shortenAccessKey(row.newAccessKey)}</dd>
          </div>
        )}
      </dl>
      {row.ended !== null && <p role="status">{rowStep(row)}.</p>}
      {shownFailure && <FailureNotice failure={shownFailure} />}
      <DialogActions
        beside={
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
          <span role="group" aria-label="Other actions" className="bar rotation-others">
            {others.map((action) => (
              <Button key={action} look="quiet" isDisabled={pending} onPress={() => press(action)}>
                {actionWords(action)}
              </Button>
            ))}
          </span>
        }
      >
        <Button onPress={onClose}>Close</Button>
      </DialogActions>
      {isDeleting && <ManyQuestion action="delete" rows={[row]} onClose={() => setDeleting(false)} />}
      {isStopping && <StopQuestion row={row} onClose={() => setStopping(false)} />}
    </>
  );
};

/** One rotation as a list of steps, of which the next one is the button. */
export const StepsDialog = ({ id, onClose }: RotateDialogProps<'steps'>) => {
  const account = useAccount();
  const version = useRotationsStore().result?.version ?? 0;
  const details = useQuery({
    queryKey: ['account', account.id, 'rotation', id, version],
    queryFn: read(() => rotations.ReadRotation(id)),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return (
    <DialogWindow title={details.data ? titleOf(details.data.row) : 'Rotate'} size="middle" onDismiss={onClose}>
      {details.error && <FailureNotice failure={details.error} onRetry={() => void details.refetch()} />}
      {details.isPending && <DialogPending>Reading the steps…</DialogPending>}
      {details.data && <Steps {...details.data} onClose={onClose} />}
    </DialogWindow>
  );
};

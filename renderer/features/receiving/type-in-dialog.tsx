import './receiving.css';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { TypedCheck } from '../../../bridge/values/handover.ts';
import { call, receiving } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { LossQuestion } from '../../app/loss-question.tsx';
import { guardSecret } from '../../app/secret-guard.ts';
import { useHiddenFromCapture } from '../../app/use-hidden-from-capture.ts';
import { useRequest } from '../../app/use-request.ts';
import { typedWords } from '../../panes/handover/typed-groups.ts';
import { longestName } from '../../panes/key-name.ts';
import { DialogWindow } from '../../ui/dialog.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TypedSecretField } from './typed-secret-field.tsx';

/** Milliseconds without typing before main is called: a fast typist causes few calls, and the check words still follow at once. */
const pauseMs = 120;

const nothing: TypedCheck = { length: 0, check: [] };

/** The check words of the text so far. Main computes them. A result for an older text is dropped. */
const useTypedCheck = (): readonly [TypedCheck, (text: string) => void] => {
  const [shown, setShown] = useState(nothing);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const turn = useRef(0);

  const stop = useCallback(() => {
    turn.current += 1;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  useEffect(() => stop, [stop]);

  const check = useCallback(
    (text: string) => {
      stop();
      const ownTurn = turn.current;
      const askMain = async () => {
        const result = await call(() => receiving.CheckTyped(text));
        if (ownTurn === turn.current) setShown(result.ok ? result.value : nothing);
      };
      timer.current = setTimeout(() => void askMain(), pauseMs);
    },
    [stop],
  );

  return [shown, check];
};

const longestAccessKey = 512;

/**
 * Opens a key that its sender reads aloud, or that the user types from a printed sheet. The check words prove that the typed text
 * is correct.
 */
export const TypeInDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [name, setName] = useState('');
  const [accessKey, setAccessKey] = useState('');
  const [{ check: accessCheck }, checkAccess] = useTypedCheck();
  const [{ length, check }, checkTyped] = useTypedCheck();
  const [isQuestionOpen, setIsQuestionOpen] = useState(false);
  const { pending, failure, send, forget } = useRequest();
  const field = useRef<HTMLTextAreaElement>(null);
  useHiddenFromCapture(true);
  const checkId = useId();

  // Empties the field when the dialog closes, even if something still references the element.
  const keep = useCallback((node: HTMLTextAreaElement) => {
    field.current = node;
    const release = guardSecret(node);
    return () => {
      release();
      node.value = '';
      field.current = null;
    };
  }, []);

  const open = async () => {
    const secretKey = field.current?.value ?? '';
    const result = await send(() => receiving.OpenTyped({ name, accessKey, secretKey }));
    if (result?.ok) onClose();
  };

  const leave = () => {
    if ([name, accessKey, field.current?.value ?? ''].every((text) => text.trim() === '')) onClose();
    else setIsQuestionOpen(true);
  };

  return (
    <DialogWindow title="Type in a secret key" size="wide" onDismiss={leave} held={pending}>
      <p className="dialog-lead">As it is read to you, or from a printed sheet.</p>
      <Form onSubmit={() => void open()}>
        <TextField
          label="Name (optional)"
          value={name}
          onChange={setName}
          isReadOnly={pending}
          maxLength={longestName}
          autoFocus
        />
        <TextField
          label="Access key"
          value={accessKey}
          onChange={(text) => {
            setAccessKey(text);
            checkAccess(text);
          }}
          // To compare: a printed sheet has check words beside its lines.
          hint={accessCheck.length === 0 ? null : `Check words so far: ${accessCheck.join(' ')}`}
          isReadOnly={pending}
          maxLength={longestAccessKey}
        />
        <TypedSecretField
          ref={keep}
          readOnly={pending}
          describedBy={checkId}
          onTyped={(text) => {
            if (failure) forget();
            checkTyped(text);
          }}
        />
        <div id={checkId} className="bar typed-check">
          <p className="third">
            {typedWords(length) ?? 'Capital and lower-case letters are told apart; spaces are not.'}
          </p>
          <p className="typed-check-words">
            <span className="third">Check words</span>
            <output aria-label="Check words" className="check-words-small">
              {check.length === 0 ? '–' : check.join(' ')}
            </output>
          </p>
        </div>
        <p className="third">
          When all of it is typed, read out the two check words: they must be those of the other side. A sheet has its
          own beside each line.
        </p>
        {failure && <FailureNotice failure={failure} />}
        <FormActions pending={pending} submit="Open" onCancel={leave} />
      </Form>
      {isQuestionOpen && (
        <LossQuestion
          title="Discard what you have typed?"
          action="Discard"
          pending={false}
          failure={null}
          onCancel={() => setIsQuestionOpen(false)}
          onAgree={onClose}
        >
          <p>Keydesk keeps nothing of it. To have the key here, it must be typed in from the beginning.</p>
        </LossQuestion>
      )}
    </DialogWindow>
  );
};

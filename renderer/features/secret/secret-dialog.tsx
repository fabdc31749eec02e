import './secret.css';
import { useCallback, useState } from 'react';
import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { call, secrets } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { useSecondsLeft } from '../../app/use-seconds-left.ts';
import { useIsOnClipboard } from '../../panes/clipboard-line.tsx';
import { PassphraseProvider } from '../../panes/handover/passphrase-provider.tsx';
import { type PaneName, type PaneOutcomes, paneTitles } from '../../panes/pane-props.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';
import { SecretFront } from './secret-front.tsx';
import { secretPanes, withoutWords } from './secret-panes.ts';
import { closeQuestionWords, closesAtOnce, secretTitle } from './secret-words.ts';

interface CloseQuestionProps {
  readonly secret: OpenSecret;
  readonly onBack: () => void;
  readonly onLose: () => void;
  readonly onDeleted: () => void;
}

/** Opened when the secret key is not known to be stored anywhere else: see `closesAtOnce`. Escape and Enter both go back. */
const CloseQuestion = ({ secret, onBack, onLose, onDeleted }: CloseQuestionProps) => {
  const { pending, failure, send } = useRequest();
  const wait = useSecondsLeft(failure);
  const { title, lost, lose } = closeQuestionWords(secret);

  const closeAndDelete = async () => {
    const result = await send(() => secrets.CloseAndDelete(secret.handle));
    if (result?.ok) onDeleted();
  };

  return (
    <DialogWindow role="alertdialog" size="middle" title={title} onDismiss={onBack} held={pending}>
      {lost.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {failure && <FailureNotice failure={failure} />}
      <DialogActions>
        <Button onPress={onLose} isDisabled={pending}>
          {lose}
        </Button>
        {secret.origin.kind === 'generated' && (
          <Button isPending={pending} wait={wait} onPress={() => void closeAndDelete()}>
            Close and delete the key
          </Button>
        )}
        <Button look="primary" onPress={onBack} isDisabled={pending} autoFocus>
          Go back
        </Button>
      </DialogActions>
    </DialogWindow>
  );
};

interface SecretDialogProps {
  readonly secret: OpenSecret;
  /** The secret was opened again after a crash, a quit or the lock. */
  readonly resumed: boolean;
  readonly onClosed: () => void;
}

/**
 * The second step: the one time that the secret key is shown. The dialog closes without a question only when the secret is safe.
 * Each way to hand the key over opens as a pane in the dialog, and Escape in a pane goes back to the front.
 */
export const SecretDialog = ({ secret, resumed, onClosed }: SecretDialogProps) => {
  const [stored, setStored] = useState(secret.acknowledged);
  const [isQuestionOpen, setIsQuestionOpen] = useState(false);
  const [pane, setPane] = useState<PaneName | null>(null);
  const [cameFrom, setCameFrom] = useState<PaneName | null>(null);
  const [held, setHeld] = useState(false);
  const [outcomes, setOutcomes] = useState<PaneOutcomes>({});
  const closing = useRequest();
  const onClipboard = useIsOnClipboard(secret.handle);

  const close = async (unstored: boolean) => {
    const result = await closing.send(() => secrets.CloseSecret(secret.handle, unstored));
    if (result?.ok) onClosed();
    else if (result?.failure.kind === 'secret-not-stored') setIsQuestionOpen(true);
  };

  const onClose = () => {
    if (closesAtOnce(secret, stored, onClipboard)) void close(false);
    else setIsQuestionOpen(true);
  };

  const open = (name: PaneName) => {
    // The pane replaces the front, which may show the secret. Main must know that the secret is no longer visible.
    void call(() => secrets.MaskSecret(secret.handle));
    setPane(name);
  };

  const onBack = () => {
    setCameFrom(pane);
    setPane(null);
    setHeld(false);
  };

  const onForgotten = useCallback(() => setOutcomes(withoutWords), []);

  const Pane = pane === null ? null : secretPanes[pane].View;

  return (
    <PassphraseProvider handle={secret.handle} onForgotten={onForgotten}>
      <DialogWindow
        title={pane === null ? secretTitle(secret.origin) : paneTitles[pane]}
        size="wide"
        onDismiss={pane === null ? onClose : onBack}
        onBack={pane === null ? undefined : onBack}
        held={closing.pending || held}
      >
        {pane !== null && Pane !== null ? (
          <Pane
            secret={secret}
            onDone={(text, byWords = false) => {
              setOutcomes((before) => ({ ...before, [pane]: { text, byWords } }));
              announce(text);
            }}
            onBack={onBack}
            onHeld={setHeld}
          />
        ) : (
          <SecretFront
            secret={secret}
            resumed={resumed}
            stored={stored}
            onStored={setStored}
            closing={closing}
            onClose={onClose}
            outcomes={outcomes}
            cameFrom={cameFrom}
            onPane={open}
          />
        )}
      </DialogWindow>
      {isQuestionOpen && (
        <CloseQuestion
          secret={secret}
          onBack={() => setIsQuestionOpen(false)}
          onLose={() => {
            setIsQuestionOpen(false);
            void close(true);
          }}
          onDeleted={onClosed}
        />
      )}
    </PassphraseProvider>
  );
};

import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';

export interface CloseQuestionProps {
  readonly keyName: string;
  /** It was typed in while somebody read it aloud: they have it still. */
  readonly typed: boolean;
  readonly onBack: () => void;
  readonly onLose: () => void;
}

/** Asked when the secret key is not known to be anywhere else: see `closesAtOnce`. Escape and Enter both lead back. */
export const CloseQuestion = ({ keyName, typed, onBack, onLose }: CloseQuestionProps) => (
  <DialogWindow role="alertdialog" title="Close without storing the secret key?" onDismiss={onBack}>
    {typed ? (
      <p>
        Keydesk forgets the secret key of <strong>{keyName}</strong>. To have it again, it must be typed in again.
      </p>
    ) : (
      <p>
        It cannot be retrieved again. Without it the key <strong>{keyName}</strong> is of no use to anybody, and still
        counts towards the limit until it is deleted.
      </p>
    )}
    <DialogActions>
      <Button onPress={onLose}>Close and lose the secret key</Button>
      <Button look="primary" onPress={onBack} autoFocus>
        Go back
      </Button>
    </DialogActions>
  </DialogWindow>
);

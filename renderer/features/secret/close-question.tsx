import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';

export interface CloseQuestionProps {
  readonly keyName: string;
  readonly onBack: () => void;
  readonly onLose: () => void;
}

/** Asked when the secret key has been neither copied nor acknowledged. Escape and Enter both lead back. */
export const CloseQuestion = ({ keyName, onBack, onLose }: CloseQuestionProps) => (
  <DialogWindow role="alertdialog" title="Close without storing the secret key?" onDismiss={onBack}>
    <p>
      It cannot be retrieved again. Without it the key <strong>{keyName}</strong> is of no use to anybody, and still
      counts towards the limit until it is deleted.
    </p>
    <DialogActions>
      <Button onPress={onLose}>Close and lose the secret key</Button>
      <Button look="primary" onPress={onBack} autoFocus>
        Go back
      </Button>
    </DialogActions>
  </DialogWindow>
);

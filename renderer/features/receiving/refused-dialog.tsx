import './receiving.css';
import type { Failure } from '../../../bridge/values/failure.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useReceiving } from '../../app/receiving.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';

interface RefusedDialogProps {
  /** Null: no file was chosen. */
  readonly file: string | null;
  readonly failure: Failure;
  readonly onDismiss: () => void;
}

/** A file that Keydesk could not open as a handed-over key, and why. */
export const RefusedDialog = ({ file, failure, onDismiss }: RefusedDialogProps) => {
  const { chooseFile } = useReceiving();
  return (
    <DialogWindow role="alertdialog" title="The file could not be opened" onDismiss={onDismiss}>
      {file !== null && file !== '' && <p className="dialog-lead">{file}</p>}
      <FailureNotice failure={failure} />
      <DialogActions>
        <Button
          onPress={() => {
            onDismiss();
            chooseFile();
          }}
        >
          Choose another…
        </Button>
        <Button look="primary" onPress={onDismiss} autoFocus>
          Close
        </Button>
      </DialogActions>
    </DialogWindow>
  );
};

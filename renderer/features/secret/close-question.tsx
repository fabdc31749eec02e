import type { OpenSecret } from '../../../bridge/values/secret.ts';
import { secrets } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';
import { closeQuestionWords } from './secret-words.ts';

export interface CloseQuestionProps {
  readonly secret: OpenSecret;
  readonly onBack: () => void;
  readonly onLose: () => void;
  readonly onDeleted: () => void;
}

/** Asked when the secret key is not known to be anywhere else: see `closesAtOnce`. Escape and Enter both lead back. */
export const CloseQuestion = ({ secret, onBack, onLose, onDeleted }: CloseQuestionProps) => {
  const { pending, failure, send } = useRequest();
  const { title, lost, lose } = closeQuestionWords(secret);

  const closeAndDelete = async () => {
    const answer = await send(() => secrets.CloseAndDelete(secret.handle));
    if (answer?.ok) onDeleted();
  };

  return (
    <DialogWindow role="alertdialog" title={title} onDismiss={onBack} held={pending}>
      {lost.map((sentence) => (
        <p key={sentence} className="close-question">
          {sentence}
        </p>
      ))}
      {failure && <FailureNotice failure={failure} />}
      <DialogActions>
        <Button onPress={onLose} isDisabled={pending}>
          {lose}
        </Button>
        {secret.origin.kind === 'generated' && (
          <Button isPending={pending} onPress={() => void closeAndDelete()}>
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

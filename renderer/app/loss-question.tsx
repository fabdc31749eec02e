import type { ReactNode } from 'react';
import type { Failure } from '../../bridge/values/failure.ts';
import { Button } from '../ui/button.tsx';
import { DialogActions, DialogWindow } from '../ui/dialog.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';

export interface LossQuestionProps {
  readonly title: string;
  /** The word on the button: "Delete", "Remove". */
  readonly action: string;
  readonly pending: boolean;
  readonly failure: Failure | null;
  readonly onCancel: () => void;
  readonly onAgree: () => void;
  /** What will be lost. */
  readonly children: ReactNode;
}

/** Confirms an action that loses something for good. Enter and Escape both cancel it. */
export const LossQuestion = ({ title, action, pending, failure, onCancel, onAgree, children }: LossQuestionProps) => (
  <DialogWindow role="alertdialog" title={title} onDismiss={onCancel} held={pending}>
    {children}
    {failure && <FailureNotice failure={failure} />}
    <DialogActions>
      <Button onPress={onCancel} isDisabled={pending} autoFocus>
        Cancel
      </Button>
      <Button look="loss" onPress={onAgree} isPending={pending} wait={useSecondsLeft(failure)}>
        {action}
      </Button>
    </DialogActions>
  </DialogWindow>
);

import type { ReactNode, Ref } from 'react';
import { Button } from './button.tsx';
import { DialogActions, DialogPending } from './dialog.tsx';

interface DialogFormProps {
  readonly ref?: Ref<HTMLFormElement>;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A form in a dialog. Keydesk validates the fields itself, with its own sentences. */
export const DialogForm = ({ ref, onSubmit, children }: DialogFormProps) => (
  <form
    ref={ref}
    className="dialog-form"
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit();
    }}
    noValidate
  >
    {children}
  </form>
);

interface FormActionsProps {
  readonly pending: boolean;
  /** Beside the buttons while the form is pending. */
  readonly waiting?: string;
  /** Seconds until the form can be sent again. */
  readonly wait?: number;
  /** The word on the button that sends the form. */
  readonly submit: string;
  readonly onCancel: () => void;
}

/** *Cancel*, and the button that sends the form. */
export const FormActions = ({ pending, waiting, wait = 0, submit, onCancel }: FormActionsProps) => (
  <DialogActions beside={pending && waiting && <DialogPending>{waiting}</DialogPending>}>
    <Button onPress={onCancel} isDisabled={pending}>
      Cancel
    </Button>
    <Button look="primary" type="submit" isPending={pending} wait={wait}>
      {submit}
    </Button>
  </DialogActions>
);

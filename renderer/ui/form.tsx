import type { ReactNode, Ref, RefObject } from 'react';
import { Button } from './button.tsx';
import { DialogActions, DialogPending } from './dialog.tsx';

interface FormProps {
  readonly ref?: Ref<HTMLFormElement>;
  readonly className?: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A form, in a dialog by default. Keydesk validates the fields itself, with its own sentences. */
export const Form = ({ ref, className = 'dialog-form', onSubmit, children }: FormProps) => (
  <form
    ref={ref}
    className={className}
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit();
    }}
    noValidate
  >
    {children}
  </form>
);

/** The field of that name in a form. Null: it is not there. */
export const fieldOf = (form: RefObject<HTMLFormElement | null>, name: string): HTMLInputElement | null => {
  const field = form.current?.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field : null;
};

interface FormActionsProps {
  readonly pending: boolean;
  /** The text beside the buttons while the form is pending. */
  readonly waiting?: string;
  /** Seconds until the form can be sent again. */
  readonly wait?: number;
  /** The word on the button that sends the form. */
  readonly submit: string;
  readonly isDisabled?: boolean;
  /** The word on the other button. */
  readonly cancel?: string;
  readonly onCancel: () => void;
}

/** *Cancel*, and the button that sends the form. */
export const FormActions = (props: FormActionsProps) => {
  const { pending, waiting, wait = 0, submit, isDisabled = false, cancel = 'Cancel', onCancel } = props;
  return (
    <DialogActions beside={pending && waiting && <DialogPending>{waiting}</DialogPending>}>
      <Button onPress={onCancel} isDisabled={pending}>
        {cancel}
      </Button>
      <Button look="primary" type="submit" isPending={pending} wait={wait} isDisabled={isDisabled}>
        {submit}
      </Button>
    </DialogActions>
  );
};

import { useRef } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { DialogWindow } from '../../ui/dialog.tsx';
import { Form, FormActions, fieldOf } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface PassphraseDialogProps {
  readonly profile: string;
  readonly pending: boolean;
  readonly failure: Failure | null;
  readonly onSend: (passphrase: string) => void;
  readonly onClose: () => void;
}

/** Takes the passphrase of a private key. The text is only in the field, never in state, and the field is emptied when it is sent. */
export const PassphraseDialog = ({ profile, pending, failure, onSend, onClose }: PassphraseDialogProps) => {
  const form = useRef<HTMLFormElement>(null);

  const onSubmit = () => {
    const input = fieldOf(form, 'passphrase');
    if (input === null || input.value === '') return;
    onSend(input.value);
    form.current?.reset();
    // The focus is in the empty field for another attempt, if this one is refused.
    input.focus();
  };

  return (
    <DialogWindow title="Passphrase" onDismiss={onClose} held={pending}>
      <Form ref={form} onSubmit={onSubmit}>
        <TextField
          label={`Passphrase of the private key of ${profile}`}
          name="passphrase"
          type="password"
          maxLength={1024}
          autoFocus
          hint="It is used once, to read the key, and kept nowhere."
        />
        {failure && <FailureNotice failure={failure} />}
        <FormActions pending={pending} submit="Sign in" onCancel={onClose} />
      </Form>
    </DialogWindow>
  );
};

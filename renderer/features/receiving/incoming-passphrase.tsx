import './receiving.css';
import { useEffect, useRef, useState } from 'react';
import type { IncomingState } from '../../../bridge/values/handover.ts';
import { receiving } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { guardSecret } from '../../app/secret-guard.ts';
import { useMaskAgain } from '../../app/use-mask-again.ts';
import { useRequest } from '../../app/use-request.ts';
import { Checkbox } from '../../ui/choices.tsx';
import { DialogWindow } from '../../ui/dialog.tsx';
import { Form, FormActions, fieldOf } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface IncomingPassphraseProps {
  readonly incoming: Extract<IncomingState, { kind: 'passphrase' }>;
  readonly onDismiss: () => void;
}

/** Opens a handed-over file with its passphrase. The words are only in their field, and are gone when the dialog closes. */
export const IncomingPassphrase = ({ incoming, onDismiss }: IncomingPassphraseProps) => {
  const form = useRef<HTMLFormElement>(null);
  const [shown, setShown] = useState(false);
  const { pending, failure, send } = useRequest();
  useMaskAgain(shown, () => setShown(false), null);
  useEffect(() => {
    const input = fieldOf(form, 'passphrase');
    return input === null ? undefined : guardSecret(input);
  }, []);
  const wrong = pending ? null : (incoming.failure ?? failure);

  const onSubmit = () => {
    const input = fieldOf(form, 'passphrase');
    if (input === null || input.value.trim() === '') return;
    void send(() => receiving.OpenIncoming(input.value));
  };

  return (
    <DialogWindow title="Open a handed-over file" onDismiss={onDismiss} held={pending}>
      <p className="dialog-lead">{incoming.file}</p>
      <Form ref={form} onSubmit={onSubmit}>
        <TextField
          label="Passphrase"
          name="passphrase"
          type={shown ? 'text' : 'password'}
          isReadOnly={pending}
          maxLength={1024}
          autoFocus
          hint="The words that the sender told you by another way than the file, with spaces or hyphens between them."
        />
        <Checkbox selected={shown} onSelect={setShown}>
          Show what I type
        </Checkbox>
        {wrong && <FailureNotice failure={wrong} />}
        <FormActions pending={pending} waiting="Opening…" submit="Open" onCancel={onDismiss} />
      </Form>
    </DialogWindow>
  );
};

import { handover } from '../../app/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogPending } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import type { PaneProps } from '../pane-props.ts';
import { HandoverFields, useHandingOver } from './handover-form.tsx';
import { fileNameOf } from './handover-words.ts';

/** Saves the key as an encrypted file, for a public key or with a passphrase. Any age program opens it. */
export const FilePane = ({ onBack, ...pane }: PaneProps) => {
  const { secret } = pane;
  const form = useHandingOver(pane, 'file');
  const { encryption, handedOver, pending } = form;

  const save = () =>
    form.handOver(
      (given) => handover.SaveFile(given),
      ({ file }) => ({ what: `Saved as ${file}`, outcome: `Encrypted file saved: ${fileNameOf(file)}` }),
    );

  return (
    <Form onSubmit={() => void save()}>
      <p className="dialog-lead">
        The key <strong>{secret.keyName}</strong>, encrypted for {secret.ownerName}. Keydesk opens the file, and so does
        any <code>age</code> program.
      </p>
      <HandoverFields form={form} />
      <DialogActions beside={pending && <DialogPending>Saving…</DialogPending>}>
        {/* The same button before and after saving, so that it keeps the focus. */}
        <Button
          look={handedOver ? 'plain' : 'primary'}
          type="submit"
          isPending={pending}
          isDisabled={encryption.lock === null}
        >
          {handedOver ? 'Save another…' : 'Save…'}
        </Button>
        {handedOver && (
          <Button look="primary" onPress={onBack} isDisabled={pending}>
            Done
          </Button>
        )}
      </DialogActions>
    </Form>
  );
};

import './handover.css';
import { useState } from 'react';
import type { HandedOver } from '../../../bridge/values/handover.ts';
import { handover } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PaneProps } from '../pane-props.ts';

/** Prints a sheet from which the key can be typed, through the system's print dialog. */
export const PrintPane = ({ secret, onDone, onBack, onHeld }: PaneProps) => {
  const [printed, setPrinted] = useState<HandedOver | null>(null);
  const { pending, failure, send } = useRequest();

  const print = async () => {
    onHeld(true);
    const result = await send(() => handover.PrintSheet(secret.handle));
    if (result === null) return;
    onHeld(false);
    if (!result.ok) return;
    setPrinted(result.value);
    onDone('Sheet printed');
  };

  return (
    <>
      <p className="dialog-lead">
        One sheet, from which {secret.ownerName} can type the key <strong>{secret.keyName}</strong>.
      </p>
      <ul className="sheet-facts">
        <li>The access key and the secret key in groups of four, in a face that tells 0 from O and 1 from l.</li>
        <li>A check for each line, so that a slip is found where it happened.</li>
        <li>Whom it is for, what it is for, and “Destroy after use”.</li>
      </ul>
      <Notice tone="warning">
        Anybody who sees the sheet has the key. Choose a printer you can stand beside, and hand the sheet over yourself.
      </Notice>
      {failure && <FailureNotice failure={failure} />}
      {printed && (
        <Notice tone="accent" icon="check" role="status">
          The sheet has been handed to the printer. Take it from there now.
        </Notice>
      )}
      {printed?.unrecorded && <FailureNotice failure={printed.unrecorded} />}
      <DialogActions>
        <Button look={printed ? 'plain' : 'primary'} isPending={pending} onPress={() => void print()}>
          {printed ? 'Print another…' : 'Print…'}
        </Button>
        {printed && (
          <Button look="primary" onPress={onBack} isDisabled={pending}>
            Done
          </Button>
        )}
      </DialogActions>
    </>
  );
};

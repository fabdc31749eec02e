import { useState } from 'react';
import type { ReceiptsOutcome } from '../../../bridge/values/campaign.ts';
import type { ValueIn } from '../../../bridge/values/value-of.ts';
import { campaigns } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { countWords, formatCount } from '../../ui/dates.ts';
import { DialogWindow } from '../../ui/dialog.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';

type Receipts = ValueIn<ReceiptsOutcome>;

const longest = 200_000;

const receiptsWords = (count: number): string => countWords(count, 'receipt');

/** What became of the entered codes. An unknown or mistyped code is shown, so that the user can ask for the code again. */
const Outcome = ({ confirmed, already, unknown, mistyped }: Receipts) => {
  const isFine = unknown.length + mistyped.length === 0 && confirmed.length + already > 0;
  if (confirmed.length + already + unknown.length + mistyped.length === 0)
    return (
      <Notice tone="warning" icon="alert" role="status">
        <p>
          <strong>The text has no receipt code.</strong> A code stands inside the packet, beside the key: four groups of
          four letters and digits.
        </p>
      </Notice>
    );
  return (
    <Notice tone={isFine ? 'accent' : 'warning'} icon={isFine ? 'check' : 'alert'} role="status">
      <p>
        <strong>
          {confirmed.length === 0 ? 'No receipt is new.' : `${receiptsWords(confirmed.length)} confirmed.`}
        </strong>
        {already > 0 && ` ${formatCount(already)} had been confirmed before.`}
      </p>
      {mistyped.length > 0 && (
        <p>Mistyped: {mistyped.join(', ')}. Compare it with the recipient’s message, or ask for it again.</p>
      )}
      {unknown.length > 0 && <p>Keydesk knows no packet with: {unknown.join(', ')}.</p>}
    </Notice>
  );
};

/** Takes the receipt codes that recipients have read in their packets and sent back. */
export const ReceiptsDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [text, setText] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const [outcome, setOutcome] = useState<Receipts | null>(null);
  const { pending, failure, send } = useRequest();

  const enter = async () => {
    setEmpty(text.trim() === '');
    if (text.trim() === '') return;
    const result = await send(() => campaigns.EnterReceipts(text));
    if (!result?.ok) return;
    setOutcome(result.value);
    announce(`${receiptsWords(result.value.confirmed.length)} confirmed.`);
    // Keydesk takes the same codes again, to remove what the keychain has not given up.
    if (result.value.mistyped.length === 0 && result.value.wordsLeft === null) setText('');
  };

  return (
    <DialogWindow title="Enter receipts" size="middle" onDismiss={onClose} held={pending}>
      <Form onSubmit={() => void enter()}>
        <TextField
          label="Receipt codes"
          value={text}
          onChange={(next) => {
            setText(next);
            setEmpty(false);
          }}
          rows={6}
          maxLength={longest}
          autoFocus
          isReadOnly={pending}
          error={isEmpty ? 'Type or paste a receipt code first.' : null}
          hint="One, or many at once: whole e-mails may be pasted, Keydesk finds the codes."
        />
        {outcome && <Outcome {...outcome} />}
        {outcome?.wordsLeft && <FailureNotice failure={outcome.wordsLeft} />}
        {failure && <FailureNotice failure={failure} />}
        <FormActions pending={pending} submit="Confirm" cancel="Close" onCancel={onClose} />
      </Form>
    </DialogWindow>
  );
};

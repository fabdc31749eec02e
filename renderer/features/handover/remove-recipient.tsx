import type { Recipient } from '../../../bridge/values/handover.ts';
import { handover } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { LossQuestion } from '../../ui/loss-question.tsx';
import { Fingerprint } from './fingerprint.tsx';

export interface RemoveRecipientProps {
  readonly recipient: Recipient;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asked before a public key is forgotten: somebody has compared it by voice. */
export const RemoveRecipient = ({ recipient, onClose, onRemoved }: RemoveRecipientProps) => {
  const { pending, failure, send } = useRequest();

  const remove = async () => {
    const answer = await send(() => handover.RemoveRecipient(recipient.id));
    if (!answer?.ok) return;
    announce('Public key removed.');
    onClose();
    onRemoved();
  };

  return (
    <LossQuestion
      title="Remove this public key?"
      action="Remove"
      pending={pending}
      failure={failure}
      onCancel={onClose}
      onAgree={() => void remove()}
    >
      <p>
        The key of <strong>{recipient.userName}</strong> with the words <Fingerprint words={recipient.fingerprint} />{' '}
        leaves the address book. To lock a file for it again, get it from them again, and compare the words again.
      </p>
    </LossQuestion>
  );
};

import { receiving } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { LossQuestion } from '../../ui/loss-question.tsx';

interface RemoveAddressProps {
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

export const RemoveAddress = ({ onClose, onRemoved }: RemoveAddressProps) => {
  const { pending, failure, send } = useRequest();

  const remove = async () => {
    const answer = await send(() => receiving.RemoveAddress());
    if (!answer?.ok) return;
    announce('Handover address removed.');
    onClose();
    onRemoved();
  };

  return (
    <LossQuestion
      title="Remove my handover address?"
      action="Remove"
      pending={pending}
      failure={failure}
      onCancel={onClose}
      onAgree={() => void remove()}
    >
      <p>
        Files that were locked for it cannot be opened any more: not here, not anywhere. Whoever has it in an address
        book must be told, or they go on locking files that nobody can open.
      </p>
    </LossQuestion>
  );
};

import type { Owner } from '../../../bridge/values/directory.ts';
import type { CustomerSecretKey } from '../../../bridge/values/keys.ts';
import { keys } from '../../app/bridge.ts';
import { useKeptStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { LossQuestion } from '../../ui/loss-question.tsx';
import { shortenAccessKey } from '../../ui/shorten.ts';
import { refreshKeys } from './keys-query.ts';

export interface DeleteDialogProps {
  readonly owner: Owner;
  readonly ownerName: string;
  readonly secretKey: CustomerSecretKey;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export const DeleteDialog = ({ owner, ownerName, secretKey, onClose, onDeleted }: DeleteDialogProps) => {
  const { pending, failure, send } = useRequest();
  const kept = useKeptStore();
  const isKept = kept.state === 'ready' && kept.result.keys.some(({ accessKey }) => accessKey === secretKey.accessKey);

  const remove = async () => {
    const answer = await send(() => keys.DeleteKey(owner, secretKey.id));
    if (!answer?.ok) return;
    announce('Key deleted.');
    onClose();
    await refreshKeys();
    onDeleted();
  };

  return (
    <LossQuestion
      title={`Delete ${secretKey.name}?`}
      action="Delete"
      pending={pending}
      failure={failure}
      onCancel={onClose}
      onAgree={() => void remove()}
    >
      <p>
        Every program that uses {owner.kind === 'self' ? 'your' : `${ownerName}’s`} access key{' '}
        <code>{shortenAccessKey(secretKey.accessKey)}</code> stops working. A deleted key cannot be brought back.
        {isKept && ' What is kept of it on this computer is removed too.'}
      </p>
    </LossQuestion>
  );
};

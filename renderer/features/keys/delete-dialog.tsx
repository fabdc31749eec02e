import type { Owner } from '../../../bridge/values/directory.ts';
import type { CustomerSecretKey } from '../../../bridge/values/keys.ts';
import { keys } from '../../app/bridge.ts';
import { refreshKeys } from '../../app/keys-query.ts';
import { Removal } from '../../app/removal.tsx';
import { useKeptStore } from '../../app/stores.ts';
import { shortenAccessKey } from '../../ui/shorten.ts';

export interface DeleteDialogProps {
  readonly owner: Owner;
  readonly ownerName: string | null;
  readonly secretKey: CustomerSecretKey;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export const DeleteDialog = ({ owner, ownerName, secretKey, onClose, onDeleted }: DeleteDialogProps) => {
  const kept = useKeptStore();
  const isKept = kept.state === 'ready' && kept.result.keys.some(({ accessKey }) => accessKey === secretKey.accessKey);

  const refresh = async () => {
    await refreshKeys();
    onDeleted();
  };

  return (
    <Removal
      title={`Delete ${secretKey.name}?`}
      action="Delete"
      remove={() => keys.DeleteKey(owner, secretKey.id)}
      removed="Key deleted."
      onClose={onClose}
      onRemoved={() => void refresh()}
    >
      <p>
        Every program that uses {owner.kind === 'self' ? 'your' : ownerName === null ? 'the' : `${ownerName}’s`} access
        key <code>{shortenAccessKey(secretKey.accessKey)}</code> stops working. A deleted key cannot be brought back.
        {isKept && ' What is kept of it on this computer is removed too.'}
      </p>
    </Removal>
  );
};

import type { Owner } from '../../../bridge/values/directory.ts';
import type { CustomerSecretKey } from '../../../bridge/values/keys.ts';
import { keys } from '../../app/bridge.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogWindow } from '../../ui/dialog.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
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

  const remove = async () => {
    const answer = await send(() => keys.DeleteKey(owner, secretKey.id));
    if (!answer?.ok) return;
    announce('Key deleted.');
    onClose();
    await refreshKeys();
    onDeleted();
  };

  return (
    <DialogWindow role="alertdialog" title={`Delete ${secretKey.name}?`} onDismiss={onClose} held={pending}>
      <p>
        Every program that uses {owner.kind === 'self' ? 'your' : `${ownerName}’s`} access key{' '}
        <code>{shortenAccessKey(secretKey.accessKey)}</code> stops working. A deleted key cannot be brought back.
      </p>
      {failure && <FailureNotice failure={failure} />}
      <DialogActions>
        <Button onPress={onClose} isDisabled={pending} autoFocus>
          Cancel
        </Button>
        <Button look="loss" onPress={() => void remove()} isPending={pending}>
          Delete
        </Button>
      </DialogActions>
    </DialogWindow>
  );
};

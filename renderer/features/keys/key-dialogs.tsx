import { useState } from 'react';
import type { Owner } from '../../../bridge/values/directory.ts';
import type { CustomerSecretKey } from '../../../bridge/values/keys.ts';
import { keys } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { Removal } from '../../app/removal.tsx';
import { useSavedKeysStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { useSecondsLeft } from '../../app/use-seconds-left.ts';
import { judgeName } from '../../panes/key-name.ts';
import { KeyNameField } from '../../panes/key-name-field.tsx';
import { DialogWindow } from '../../ui/dialog.tsx';
import { Form, FormActions } from '../../ui/form.tsx';
import { shortenAccessKey } from '../../ui/shorten.ts';

interface DeleteDialogProps {
  readonly owner: Owner;
  readonly ownerName: string | null;
  readonly secretKey: CustomerSecretKey;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export const DeleteDialog = ({ owner, ownerName, secretKey, onClose, onDeleted }: DeleteDialogProps) => {
  const savedKeys = useSavedKeysStore().result?.keys ?? [];
  const isSaved = savedKeys.some(({ accessKey }) => accessKey === secretKey.accessKey);

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
        {isSaved && ' It is removed from this computer too.'}
      </p>
    </Removal>
  );
};

interface RenameDialogProps {
  readonly owner: Owner;
  readonly secretKey: CustomerSecretKey;
  readonly onClose: () => void;
}

export const RenameDialog = ({ owner, secretKey, onClose }: RenameDialogProps) => {
  const [name, setName] = useState(secretKey.name);
  const [sent, setSent] = useState(false);
  const { pending, failure, send } = useRequest();
  const wait = useSecondsLeft(failure);
  const judged = judgeName(name, sent);

  const rename = async () => {
    setSent(true);
    if (judgeName(name, true).error) return;
    if (name.trim() === secretKey.name) return onClose();
    const result = await send(() => keys.RenameKey(owner, secretKey.id, name.trim()), 'Key renamed.');
    if (!result?.ok) return;
    onClose();
    await refreshKeys();
  };

  return (
    <DialogWindow title={`Rename ${secretKey.name}`} onDismiss={onClose} held={pending}>
      <Form onSubmit={() => wait === 0 && void rename()}>
        <KeyNameField
          value={name}
          onChange={setName}
          judged={judged}
          hint="Only the name changes: programs that use the key go on working."
        />
        {failure && <FailureNotice failure={failure} />}
        <FormActions pending={pending} wait={wait} submit="Rename" onCancel={onClose} />
      </Form>
    </DialogWindow>
  );
};

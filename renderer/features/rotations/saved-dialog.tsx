import { useQuery } from '@tanstack/react-query';
import type { SavedPreview } from '../../../bridge/values/rotation.ts';
import type { ProfileBlock } from '../../../bridge/values/usage.ts';
import { rotations } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { read } from '../../app/query-client.ts';
import type { RotateDialogProps } from '../../app/rotate.tsx';
import { navigate } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import { ProfileBlockView } from '../../panes/usage/profile-block.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogPending, DialogWindow } from '../../ui/dialog.tsx';
import { shortenAccessKey } from '../../ui/shorten.ts';

type PreviewedKey = SavedPreview['keys'][number];

/** What happens to a file. Keydesk does not touch a profile that the user or another program has changed. */
const changeOf = ({ change, text, holdsSecret }: ProfileBlock, accessKey: string) => {
  if (change !== 'same') return { text: 'Not as Keydesk wrote it: keeps the old key', tone: 'warning' } as const;
  return holdsSecret || text.includes(accessKey)
    ? ({ text: 'Gets the new key', tone: 'accent' } as const)
    : ({ text: 'Stays as it is', tone: 'neutral' } as const);
};

/** What happens to the key and to the files of tools, shown once before anything is changed. */
const Preview = ({ savedKey }: { readonly savedKey: PreviewedKey }) => {
  // A tenancy without identity domains deactivates no key.
  const waits = useAccount().domainName === null ? 'waits' : 'is deactivated';
  return (
    <>
      <p>
        Keydesk makes a new key, tests it, and puts it in place of <code>{shortenAccessKey(savedKey.accessKey)}</code>{' '}
        in the keychain{savedKey.files.length > 0 && ' and in these files'}. Then the old key {waits}, and you delete it
        after some days. A program that is running now keeps the old key.
      </p>
      {savedKey.files.map(({ tool, name, block }) => (
        <ProfileBlockView
          key={`${tool} ${name} ${block.file}`}
          block={block}
          source={{ kind: 'saved', id: savedKey.id }}
          change={changeOf(block, savedKey.accessKey)}
        />
      ))}
    </>
  );
};

/** Rotates a key that is saved on this computer, in one press. */
export const SavedDialog = ({ id, onClose }: RotateDialogProps<'saved'>) => {
  const account = useAccount();
  const { pending, failure, send } = useRequest();
  const preview = useQuery({
    queryKey: ['account', account.id, 'saved-preview', id],
    queryFn: read((call) => rotations.PreviewSaved(call, [id])),
    gcTime: 0,
    staleTime: 0,
  });
  const savedKey = preview.data?.keys.find((key) => key.id === id);

  const rotate = async () => {
    if (!preview.data) return;
    const { digest } = preview.data;
    const result = await send(() => rotations.RotateSaved({ keys: [id], digest }));
    if (!result?.ok) return;
    onClose();
    navigate({ view: 'rotations' });
  };

  return (
    <DialogWindow
      title={savedKey ? `Rotate ${savedKey.name}` : 'Rotate'}
      size="wide"
      onDismiss={onClose}
      held={pending}
    >
      {preview.error && <FailureNotice failure={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <DialogPending>Reading the files of tools…</DialogPending>}
      {savedKey && (savedKey.failure ? <FailureNotice failure={savedKey.failure} /> : <Preview savedKey={savedKey} />)}
      {failure && <FailureNotice failure={failure} />}
      <DialogActions>
        <Button onPress={onClose} isDisabled={pending}>
          Cancel
        </Button>
        {savedKey?.failure === null && (
          <Button look="primary" isPending={pending} onPress={() => void rotate()}>
            Rotate
          </Button>
        )}
      </DialogActions>
    </DialogWindow>
  );
};

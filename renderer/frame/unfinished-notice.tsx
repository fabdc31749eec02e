import type { UnfinishedCreation } from '../../bridge/values/secret.ts';
import { secrets } from '../app/bridge.ts';
import { FailureNotice } from '../app/failure-notice.tsx';
import { useGenerate } from '../app/generate.tsx';
import { refreshKeys } from '../app/keys-query.ts';
import { useUnfinishedStore } from '../app/stores.ts';
import { useRequest } from '../app/use-request.ts';
import { useSecondsLeft } from '../app/use-seconds-left.ts';
import { UnfinishedWords } from '../panes/unfinished-words.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

const Unfinished = ({ creation }: { readonly creation: UnfinishedCreation }) => {
  const { pending, failure, send } = useRequest();
  const wait = useSecondsLeft(failure);
  const { open } = useGenerate();

  const act = async (request: Parameters<typeof send>[0]) => {
    await send(request);
    await refreshKeys();
  };
  const replace = async () => {
    open({ kind: 'replace' });
    const result = await send(() => secrets.ReplaceKey(creation.creation));
    if (!result?.ok) open(null);
    await refreshKeys();
  };

  return (
    <Notice
      tone="warning"
      role="status"
      actions={
        <>
          {creation.state === 'lost' ? (
            <>
              <Button isPending={pending} wait={wait} onPress={() => void replace()}>
                Delete and generate again
              </Button>
              <Button
                look="quiet"
                isDisabled={pending}
                onPress={() => void act(() => secrets.DeleteLostKey(creation.creation))}
              >
                Delete it
              </Button>
            </>
          ) : (
            <Button isPending={pending} wait={wait} onPress={() => void act(() => secrets.LookAgain())}>
              Look again
            </Button>
          )}
          {creation.state !== 'unreadable' && (
            <Button
              look="quiet"
              isDisabled={pending}
              onPress={() => void send(() => secrets.LeaveKey(creation.creation))}
            >
              Leave it
            </Button>
          )}
        </>
      }
    >
      <UnfinishedWords creation={creation} />
      {failure && <FailureNotice failure={failure} />}
    </Notice>
  );
};

/** Creations of this account that a crash or a lost response left open. Each is shown until the user has decided. */
export const UnfinishedNotice = () =>
  useUnfinishedStore().result?.creations.map((creation) => <Unfinished key={creation.creation} creation={creation} />);

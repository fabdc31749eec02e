import type { UnfinishedCreation } from '../../bridge/values/secret.ts';
import { refreshKeys } from '../features/keys/keys-query.ts';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { shortenAccessKey } from '../ui/shorten.ts';
import { secrets } from './bridge.ts';
import { useGenerate } from './generate.tsx';
import { useUnfinishedStore } from './stores.ts';
import { useRequest } from './use-request.ts';

const Lost = ({ creation }: { readonly creation: UnfinishedCreation }) => (
  <>
    <p>
      <strong>
        The key {creation.keyName} for {creation.ownerName} was made, but its secret key did not arrive.
      </strong>
    </p>
    <p>
      It cannot be had any more, and the key
      {creation.accessKey && (
        <>
          {' '}
          (<code>{shortenAccessKey(creation.accessKey)}</code>)
        </>
      )}{' '}
      takes one of two places. Keydesk can delete it and generate it again, in one step.
    </p>
  </>
);

const Unclear = ({ creation }: { readonly creation: UnfinishedCreation }) => (
  <>
    <p>
      <strong>
        Nobody knows yet whether the key {creation.keyName} for {creation.ownerName} was made.
      </strong>
    </p>
    <p>Oracle’s answer did not arrive. Keydesk looks again when it can; nothing is generated twice meanwhile.</p>
  </>
);

const Kept = ({ creation }: { readonly creation: UnfinishedCreation }) => (
  <>
    <p>
      <strong>
        The secret key of {creation.keyName} for {creation.ownerName} is still open.
      </strong>
    </p>
    <p>It rests in the keychain of this computer, which could not be read. Unlock it, or allow Keydesk to use it.</p>
  </>
);

const texts = { lost: Lost, unclear: Unclear, kept: Kept };

/** What is known of such a creation, in words. */
export const UnfinishedWords = ({ creation }: { readonly creation: UnfinishedCreation }) => {
  const Text = texts[creation.state];
  return <Text creation={creation} />;
};

const Unfinished = ({ creation }: { readonly creation: UnfinishedCreation }) => {
  const { pending, failure, send } = useRequest();
  const { ask } = useGenerate();

  const replace = async () => {
    ask({ kind: 'replace' });
    const answer = await send(() => secrets.ReplaceKey(creation.creation));
    if (!answer?.ok) ask(null);
    await refreshKeys();
  };
  const deleteIt = async () => {
    await send(() => secrets.DeleteLostKey(creation.creation));
    await refreshKeys();
  };
  const lookAgain = async () => {
    await send(() => secrets.LookAgain());
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
              <Button isPending={pending} onPress={() => void replace()}>
                Delete and generate again
              </Button>
              <Button look="quiet" isDisabled={pending} onPress={() => void deleteIt()}>
                Delete it
              </Button>
            </>
          ) : (
            <Button isPending={pending} onPress={() => void lookAgain()}>
              Look again
            </Button>
          )}
          {creation.state !== 'kept' && (
            <Button
              look="quiet"
              isDisabled={pending}
              onPress={() => void send(() => secrets.LeaveKey(creation.creation))}
            >
              Leave it as it is
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

/** Creations of this account that a crash or a lost answer left open: each is told until somebody has decided. */
export const UnfinishedNotice = () => {
  const store = useUnfinishedStore();
  if (store.state !== 'ready') return null;
  return store.result.creations.map((creation) => <Unfinished key={creation.creation} creation={creation} />);
};

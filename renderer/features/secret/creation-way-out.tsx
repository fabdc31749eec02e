import { useState } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import type { UnfinishedCreation } from '../../../bridge/values/secret.ts';
import { secrets } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { refreshKeys } from '../../app/keys-query.ts';
import { useRequest } from '../../app/use-request.ts';
import { useSecondsLeft } from '../../app/use-seconds-left.ts';
import { UnfinishedWords } from '../../panes/unfinished-words.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogActions, DialogPending } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';

const longestInButton = 24;

/** True if a key exists or may exist, but its secret is lost. To generate again now would make a second key. */
export const isLeftOpen = ({ kind }: Failure): boolean => kind === 'creation-lost' || kind === 'creation-unclear';

interface CreationWayOutProps {
  readonly failure: Failure;
  /** Undefined: the creation is settled, or main does not follow it. */
  readonly creation: UnfinishedCreation | undefined;
  readonly onHeld: (held: boolean) => void;
  /** The secret of the replacement key is open. */
  readonly onReplaced: () => void;
  /** There is no key, so the form may be sent again. */
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** The outcome of a creation whose response did not arrive, and the ways out. None of the buttons makes a second key. */
export const CreationWayOut = (props: CreationWayOutProps) => {
  const { failure, creation, onHeld, onReplaced, onAgain, onClose } = props;
  const { pending, failure: refused, send } = useRequest();
  const wait = useSecondsLeft(refused);
  const [hasLooked, setHasLooked] = useState(false);

  const decide = async (call: Parameters<typeof send>[0], onDone: () => void) => {
    onHeld(true);
    const result = await send(call);
    onHeld(false);
    if (result?.ok) onDone();
    await refreshKeys();
  };

  if (creation === undefined) {
    return (
      <>
        {hasLooked ? (
          <Notice tone="neutral">The key was not made: there is no new key.</Notice>
        ) : (
          <FailureNotice failure={failure} />
        )}
        <DialogActions>
          <Button onPress={onClose}>Close</Button>
          {hasLooked && (
            <Button look="primary" onPress={onAgain}>
              Try again
            </Button>
          )}
        </DialogActions>
      </>
    );
  }
  const { creation: id, keyName, state } = creation;
  const isTold = (state === 'lost') === (failure.kind === 'creation-lost');
  return (
    <>
      {isTold ? (
        <FailureNotice failure={failure} />
      ) : (
        <Notice tone="warning" role="status">
          <UnfinishedWords creation={creation} />
        </Notice>
      )}
      {refused && <FailureNotice failure={refused} />}
      <DialogActions beside={pending && <DialogPending>Waiting for Oracle…</DialogPending>}>
        <Button isDisabled={pending} onPress={() => void decide(() => secrets.LeaveKey(id), onClose)}>
          Leave it
        </Button>
        {state === 'lost' ? (
          <>
            <Button isDisabled={pending} onPress={() => void decide(() => secrets.DeleteLostKey(id), onClose)}>
              Delete it
            </Button>
            <Button
              look="primary"
              wait={wait}
              isPending={pending}
              onPress={() => void decide(() => secrets.ReplaceKey(id), onReplaced)}
              autoFocus
            >
              Delete {keyName.length > longestInButton ? 'it' : keyName} and generate again
            </Button>
          </>
        ) : (
          <Button
            look="primary"
            wait={wait}
            isPending={pending}
            onPress={() =>
              void decide(
                () => secrets.LookAgain(),
                () => setHasLooked(true),
              )
            }
            autoFocus
          >
            Look again
          </Button>
        )}
      </DialogActions>
    </>
  );
};

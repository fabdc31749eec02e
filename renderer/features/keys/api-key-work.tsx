import type { ApiKeysState } from '../../../bridge/values/api-keys.ts';
import { apiKeys } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useRequest } from '../../app/use-request.ts';
import { Button } from '../../ui/button.tsx';
import { instantOf, useNow } from '../../ui/dates.ts';
import { Notice } from '../../ui/notice.tsx';
import { workWords } from './api-key-words.ts';
import { refreshApiKeys } from './api-keys-query.ts';

const secondMs = 1000;

/** What Keydesk is doing for this computer's key. The user can cancel it until the account signs with the new key. */
export const ApiKeyWork = ({ work }: { readonly work: Extract<ApiKeysState['work'], { kind: 'running' }> }) => {
  const { pending, send } = useRequest();
  const now = useNow(secondMs);
  const seconds = Math.max(0, Math.floor((now - (instantOf(work.since) ?? now)) / 1000));
  return (
    <Notice
      tone="neutral"
      icon="key"
      role="status"
      actions={
        (work.step === 'making' || work.step === 'adding' || work.step === 'waiting') && (
          <Button isPending={pending} onPress={() => void send(() => apiKeys.StopWork())}>
            Cancel
          </Button>
        )
      }
    >
      {workWords(work)}
      {seconds >= 3 && <span aria-hidden="true"> {seconds} s</span>}
    </Notice>
  );
};

/** A key of an interrupted operation, as after a crash. It is shown until the operation is finished, or the key deleted or left. */
export const UnfinishedApiKey = ({ unfinished }: { readonly unfinished: ApiKeysState['unfinished'][number] }) => {
  const { operation, fingerprint, failure, ways } = unfinished;
  const { pending, failure: refused, send } = useRequest();
  const act = async (way: 'finish' | 'delete' | 'leave') => {
    await send(() => {
      if (way === 'finish') return apiKeys.Finish(operation);
      return way === 'delete' ? apiKeys.DeleteApiKey(fingerprint) : apiKeys.Leave(operation);
    });
    await refreshApiKeys();
  };
  return (
    <>
      <FailureNotice
        failure={failure}
        actions={
          <>
            {ways.includes('finish') && (
              <Button isPending={pending} onPress={() => void act('finish')}>
                Try again
              </Button>
            )}
            {ways.includes('delete') && (
              <Button isDisabled={pending} onPress={() => void act('delete')}>
                Delete this key
              </Button>
            )}
            {ways.includes('leave') && (
              <Button look="quiet" isDisabled={pending} onPress={() => void act('leave')}>
                Leave it
              </Button>
            )}
          </>
        }
      />
      {refused && <FailureNotice failure={refused} />}
    </>
  );
};

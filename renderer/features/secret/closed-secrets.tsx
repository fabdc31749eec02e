import { useEffect } from 'react';
import type { ClipboardState, ClosedSecret } from '../../../bridge/values/secret.ts';
import { secrets } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useGuardedStore, useOpenStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SecondsText } from '../../ui/seconds-text.tsx';
import { closedWords } from './closed-words.ts';

const idle: ClipboardState = { kind: 'idle' };

const ClosedNotice = ({ closed, guarded }: { readonly closed: ClosedSecret; readonly guarded: ClipboardState }) => {
  const { handle, isOnClipboard } = closed;
  const { pending, failure, send } = useRequest();
  const wordsAt = (now: number) => closedWords(closed, guarded, now);
  const { what, more, end } = wordsAt(Date.now());

  // Announced once, and again when the copy has left the clipboard. The seconds are not announced.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => announce(what), [handle, isOnClipboard]);

  return (
    <Notice
      tone={isOnClipboard ? 'neutral' : 'warning'}
      icon="clipboard"
      title={
        guarded.kind === 'holding' ? <SecondsText end={guarded.clearsAt} words={(now) => wordsAt(now).what} /> : what
      }
      actions={
        <>
          <Button isPending={pending} onPress={() => void send(() => secrets.ShowAgain(handle))}>
            Show it again
          </Button>
          <Button isPending={pending} onPress={() => void send(() => secrets.CloseSecret(handle, true))}>
            {end}
          </Button>
        </>
      }
    >
      <p>{more}</p>
      {failure && <FailureNotice failure={failure} />}
    </Notice>
  );
};

/**
 * The secret keys whose dialogs were closed while a copy was on the clipboard. Each can be shown again as long as it is listed
 * here.
 */
export const ClosedSecrets = () => {
  const guarded = useGuardedStore().result ?? idle;
  return useOpenStore().result?.closed.map((closed) => (
    <ClosedNotice key={closed.handle} closed={closed} guarded={guarded} />
  ));
};

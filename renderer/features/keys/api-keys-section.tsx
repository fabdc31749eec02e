import './keys.css';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import type { Failure } from '../../../bridge/values/failure.ts';
import { apiKeys } from '../../app/bridge.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { keychainWays, TryKeychain } from '../../app/keychain.tsx';
import { Prescribed, useAllowed } from '../../app/policy.tsx';
import { timedSessionOf, useAccount } from '../../app/session.tsx';
import { useApiKeysStore } from '../../app/stores.ts';
import { useRequest } from '../../app/use-request.ts';
import { whenWords } from '../../panes/signing-in/session-words.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { KeysSkeleton } from '../../ui/table/key-table.tsx';
import { UnreadableNote } from '../../ui/unreadable-note.tsx';
import { ApiKeyWork, UnfinishedApiKey } from './api-key-work.tsx';
import { apiKeysQuery, refreshApiKeys } from './api-keys-query.ts';
import { ApiKeysTable } from './api-keys-table.tsx';
import { UsedMeter } from './used-meter.tsx';

interface ApiKeysSectionProps {
  /** True when the customer secret keys above have been read. The API keys are read only then. */
  readonly ready: boolean;
  /** The failure that the customer secret keys above show. The same failure is not shown a second time here. */
  readonly told: Failure | null;
}

/** The user's own API keys, and this computer's key among them. */
export const ApiKeysSection = ({ ready, told }: ApiKeysSectionProps) => {
  const account = useAccount();
  const listing = useQuery({ ...apiKeysQuery(account.id), enabled: ready });
  const { pending, failure, send, forget } = useRequest();
  const heading = useRef<HTMLHeadingElement>(null);
  const limitId = useId();
  const session = timedSessionOf(account);
  const { work, unfinished } = useApiKeysStore().result ?? { work: { kind: 'idle' } as const, unfinished: [] };
  const data = listing.data;
  const used = data === undefined ? 0 : data.keys.length + data.unreadable;
  const full = data !== undefined && used >= data.most;
  const limit = data?.most === 3 ? 'three' : (data?.most ?? 0);
  const limitSentence = `Oracle allows ${limit} API keys a user. Delete one that nothing uses any more to add another.`;

  const act = async (start: typeof apiKeys.StaySignedIn, done: string) => {
    if (full) return announce(limitSentence);
    await send(start, done);
    await refreshApiKeys();
  };
  const stay = () => void act(apiKeys.StaySignedIn, 'This computer stays signed in.');
  const replace = () => void act(apiKeys.ReplaceKey, 'Key replaced.');
  const isBusy = pending || work.kind === 'running';
  const limited = full ? { 'aria-disabled': true, 'aria-describedby': limitId } : {};
  const maySignWithKey = useAllowed('signInMethods')('computer-key') || account.sample;
  const hasOwnKey = account.signedInBy.kind === 'computer-key';

  return (
    <section aria-labelledby="api-keys-heading" className="stack keys">
      <div className="bar keys-head">
        <h2 id="api-keys-heading" ref={heading} tabIndex={-1}>
          API keys
        </h2>
        {data && <UsedMeter used={used} limit={data.most} />}
        <span className="space" />
        {session && maySignWithKey && (
          <Button {...limited} isPending={isBusy} onPress={stay}>
            Stay signed in on this computer
          </Button>
        )}
        {hasOwnKey && (
          <Button {...limited} isPending={isBusy} onPress={replace}>
            {"Replace this computer's key"}
          </Button>
        )}
      </div>
      {session && session.phase !== 'over' && (
        <p className="second keys-limit">
          Your session lasts until {whenWords(session.expires, Date.now())}.
          {maySignWithKey && ' An API key for this computer lasts until you delete it.'}
        </p>
      )}
      {session && session.phase !== 'over' && session.rests === 'memory' && !account.sample && (
        <Notice tone="warning" actions={<TryKeychain />}>
          <p>The keychain did not take the session: it is gone when Keydesk quits.</p>
        </Notice>
      )}
      {session && !maySignWithKey && <Prescribed name="signInMethods" />}
      {full && (session || hasOwnKey) && (
        <p id={limitId} className="second keys-limit">
          {limitSentence}
        </p>
      )}
      {work.kind === 'running' && <ApiKeyWork work={work} />}
      {failure && failure.kind !== 'cancelled' && (
        <FailureNotice
          failure={failure}
          onDismiss={forget}
          // An unfinished key is settled below first, so there are no buttons then.
          {...(unfinished.length === 0 ? keychainWays(failure, session ? stay : replace) : {})}
        />
      )}
      {unfinished.map((one) => (
        <UnfinishedApiKey key={one.operation} unfinished={one} />
      ))}
      {listing.error && listing.error.kind !== told?.kind && (
        <FailureNotice failure={listing.error} onRetry={() => void listing.refetch()} />
      )}
      {listing.isPending && ready && <KeysSkeleton what="Loading API keys" />}
      <UnreadableNote count={data?.unreadable ?? 0} one="API key" several="API keys" />
      {data && used === 0 && <p className="second keys-limit">You have no API keys.</p>}
      {data && data.keys.length > 0 && (
        <ApiKeysTable keys={data.keys} onDeleted={() => keepFocus(() => heading.current)} />
      )}
    </section>
  );
};

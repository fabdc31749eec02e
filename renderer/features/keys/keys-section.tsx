import './keys.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import type { Owner } from '../../../bridge/values/directory.ts';
import { useCommands } from '../../app/commands.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { type KeyPerson, useGenerate } from '../../app/generate.tsx';
import { keysQuery } from '../../app/keys-query.ts';
import { useAccount } from '../../app/session.tsx';
import { ObjectStorageLine } from '../../panes/usage/object-storage-line.tsx';
import { announce } from '../../ui/announce.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { agoWords, minuteMs, useNow } from '../../ui/dates.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { KeysSkeleton } from '../../ui/table/key-table.tsx';
import { UnreadableNote } from '../../ui/unreadable-note.tsx';
import { KeysTable } from './keys-table.tsx';
import { UsedMeter } from './used-meter.tsx';

interface KeysSectionProps {
  readonly owner: Owner;
  /** Null until the service has named the user. No key is generated before that. */
  readonly person: KeyPerson | null;
}

/** Says Oracle's limit, instead of letting Oracle refuse a further key. */
export const limitSentence = (limit: number): string =>
  `Oracle allows ${limit === 2 ? 'two' : limit} customer secret keys a user. Delete one to generate another.`;

/** The customer secret keys of one owner, and the button that generates another one. */
export const KeysSection = ({ owner, person }: KeysSectionProps) => {
  const account = useAccount();
  const listing = useQuery(keysQuery(account.id, owner));
  const { open, created } = useGenerate();
  const generateButton = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const limitId = useId();
  const data = listing.data;
  const seen = agoWords(listing.dataUpdatedAt, useNow(minuteMs));
  const used = data === undefined ? 0 : data.keys.length + data.unreadable;
  const full = data !== undefined && used >= data.limit;

  const generate = () => {
    if (!data || !person) return;
    if (full) announce(limitSentence(data.limit));
    else open({ kind: 'new', owner, person, offers: data.offers });
  };
  // The dialog of the secret cannot give the focus back to this button: it opened after the dialog before it had closed.
  useEffect(() => (created === null ? undefined : keepFocus(() => generateButton.current)), [created]);

  useCommands((command) => {
    if (command === 'generate') generate();
  });

  return (
    <section aria-labelledby="keys-heading" className="stack keys">
      <div className="bar keys-head">
        <h2 id="keys-heading" ref={heading} tabIndex={-1}>
          Customer secret keys
        </h2>
        {data && <UsedMeter used={used} limit={data.limit} />}
        <span className="space" />
        <IconButton
          icon="refresh"
          name="Refresh"
          isPending={listing.isFetching}
          onPress={() => void listing.refetch()}
        />
        <Button
          ref={generateButton}
          look="primary"
          icon="plus"
          isDisabled={data === undefined || person === null}
          {...(full ? { 'aria-disabled': true, 'aria-describedby': limitId } : {})}
          onPress={generate}
        >
          Generate secret key
        </Button>
      </div>
      {full && (
        <p id={limitId} className="second keys-limit">
          {limitSentence(data.limit)}
        </p>
      )}
      {listing.error && <FailureNotice failure={listing.error} onRetry={() => void listing.refetch()} />}
      {listing.error && data && <p className="second keys-limit">Below is what Keydesk saw {seen}.</p>}
      {listing.isPending && <KeysSkeleton />}
      <UnreadableNote
        count={data?.unreadable ?? 0}
        one="key"
        several="keys"
        more="What is not shown counts towards the limit. Oracle’s Console shows everything."
      />
      {data && used === 0 && (
        <EmptyState icon="key" title="No customer secret keys yet">
          A key lets S3-compatible tools use Object Storage as{' '}
          {owner.kind === 'self' ? 'you' : (person?.displayName ?? 'its owner')}.
        </EmptyState>
      )}
      {data && data.keys.length > 0 && (
        <KeysTable
          owner={owner}
          ownerName={person?.displayName ?? null}
          listing={data}
          onDeleted={() => keepFocus(() => heading.current)}
        />
      )}
      <ObjectStorageLine enabled={data !== undefined} />
    </section>
  );
};

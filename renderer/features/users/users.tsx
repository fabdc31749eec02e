import './users.css';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useCommands } from '../../app/commands.ts';
import { replaceRoute } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { chosenDomain } from './domain-choice.ts';
import { DomainPickers } from './domain-pickers.tsx';
import { FoundUsers } from './found-users.tsx';
import { rememberUsersRoute } from './last-users-route.ts';
import { SearchField } from './search-field.tsx';
import { directoryQuery } from './users-queries.ts';
import type { UsersTableHandle } from './users-table.tsx';

export interface UsersProps {
  /** Null: the domain that comes first. */
  readonly domainId: string | null;
  readonly text: string;
}

/** The users of a domain: pickers, a search, and the list. What is asked for stands in the address. */
export const Users = ({ domainId, text }: UsersProps) => {
  const account = useAccount();
  const listing = useQuery(directoryQuery(account.id));
  const domain = listing.data ? chosenDomain(listing.data, domainId) : null;
  const searchInput = useRef<HTMLInputElement>(null);
  const table = useRef<UsersTableHandle>(null);

  useEffect(() => rememberUsersRoute({ view: 'users', domainId, text }), [domainId, text]);
  // Whoever comes here wants to search.
  useEffect(() => searchInput.current?.focus(), []);
  useCommands((command) => {
    if (command === 'find') searchInput.current?.select();
  });

  const search = useCallback((asked: string) => replaceRoute({ view: 'users', domainId, text: asked }), [domainId]);
  const choose = (id: string) => replaceRoute({ view: 'users', domainId: id, text });

  return (
    <>
      <div className="page-head">
        <PageHeading title="Users" />
        {listing.isPending && <Skeleton size="long" />}
        {listing.data && domain && <DomainPickers listing={listing.data} domain={domain} onChoose={choose} />}
      </div>
      {listing.error && <FailureNotice failure={listing.error} onRetry={() => void listing.refetch()} />}
      {listing.data?.incomplete && <FailureNotice failure={listing.data.incomplete} />}
      {!listing.isError && (
        <FoundUsers
          question={listing.data ? { domainId: domain?.id ?? null, text } : null}
          table={table}
          field={
            <SearchField
              text={text}
              onSearch={search}
              onLeave={() => table.current?.focusFirst()}
              inputRef={searchInput}
            />
          }
        />
      )}
    </>
  );
};

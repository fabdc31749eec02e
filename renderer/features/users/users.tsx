import './users.css';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DirectoryListing, Domain } from '../../../bridge/values/directory.ts';
import { useCommands } from '../../app/commands.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { hasReturned, rememberList, returnedTo } from '../../app/left-list.ts';
import { leftView } from '../../app/left-views.ts';
import { replaceRoute } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { SearchInput, type SearchInputProps } from '../../ui/search-input.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { UnreadableNote } from '../../ui/unreadable-note.tsx';
import { chosenDomain, compartmentsWithDomains, compartmentWords, domainsIn } from './domain-choice.ts';
import { FoundUsers, type LeavingKey } from './found-users.tsx';
import { directoryQuery } from './users-queries.ts';

const pauseMs = 200;

interface SearchFieldProps extends Pick<SearchInputProps, 'onType' | 'onLeave' | 'inputRef'> {
  /** The text in the field, and the text of the last search. */
  readonly typed: string;
  readonly searched: string;
  /** Called when typing pauses, and at once for the keys that move to the list. */
  readonly onSearch: (text: string) => void;
  /** Called when the field has lost the focus: a waiting arrow key or Enter is dropped. */
  readonly onStay: () => void;
}

/** A field that searches while the user types. Escape empties it. */
const SearchField = ({ typed, searched, onType, onSearch, onLeave, onStay, inputRef }: SearchFieldProps) => {
  const text = typed.trim();
  useEffect(() => {
    if (text === searched) return undefined;
    const timer = setTimeout(() => onSearch(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, searched, onSearch]);

  return (
    <SearchInput
      name="Search users"
      placeholder="Name, user name or e-mail"
      value={typed}
      onType={onType}
      onLeave={(key) => {
        if (text !== searched) onSearch(text);
        onLeave(key);
      }}
      onBlur={onStay}
      inputRef={inputRef}
    />
  );
};

interface DomainPickersProps {
  readonly listing: DirectoryListing;
  readonly domain: Domain;
  readonly onChoose: (domainId: string) => void;
}

const stateWords = {
  ACTIVE: null,
  CREATING: 'being created',
  DELETING: 'being deleted',
  INACTIVE: 'inactive',
} as const;

/** Compartment, then domain, as in Oracle's Console. Choosing a compartment chooses its first domain. */
const DomainPickers = ({ listing, domain, onChoose }: DomainPickersProps) => {
  const chooseCompartment = (id: string) => {
    const first = domainsIn(listing, id)[0];
    if (first) onChoose(first.id);
  };
  return (
    <div className="pickers">
      <Select
        look="inline"
        label="Compartment"
        selected={domain.compartmentId}
        options={compartmentsWithDomains(listing).map((one) => ({ id: one.id, text: compartmentWords(one) }))}
        onSelect={chooseCompartment}
      />
      <Select
        look="inline"
        label="Domain"
        selected={domain.id}
        options={domainsIn(listing, domain.compartmentId).map((one) => ({
          id: one.id,
          text: one.name,
          note: stateWords[one.state],
        }))}
        onSelect={onChoose}
      />
    </div>
  );
};

interface UsersProps {
  /** Null: the domain that this account chose last, else the first one. */
  readonly domainId: string | null;
  readonly text: string;
}

/** The users of a domain: pickers, search and list. The search is part of the address. */
export const Users = ({ domainId, text }: UsersProps) => {
  const account = useAccount();
  const listing = useQuery(directoryQuery(account.id));
  const domain = listing.data ? chosenDomain(listing.data, domainId ?? leftView(account)?.domainId ?? null) : null;
  const searchInput = useRef<HTMLInputElement>(null);
  const [position] = useState(returnedTo);
  const [typed, setTyped] = useState(text);
  const [leaving, setLeaving] = useState<LeavingKey | null>(null);
  const searched = useRef(text);

  // The address was changed by the menu or by the link in the side bar.
  useEffect(() => {
    if (text === searched.current) return;
    searched.current = text;
    setTyped(text);
    setLeaving(null);
  }, [text]);

  useEffect(() => rememberList(account.id, { view: 'users', domainId, text }), [account.id, domainId, text]);
  // The search field gets the focus, unless the user comes back to a row.
  useEffect(() => {
    hasReturned();
    if (position === null) searchInput.current?.focus();
  }, [position]);
  useCommands((command) => {
    if (command === 'find') searchInput.current?.select();
  });

  const search = useCallback(
    (search: string) => {
      searched.current = search;
      replaceRoute({ view: 'users', domainId, text: search });
    },
    [domainId],
  );
  const choose = (id: string) => replaceRoute({ view: 'users', domainId: id, text });
  const type = (next: string) => {
    setTyped(next);
    setLeaving(null);
  };
  const stay = useCallback(() => setLeaving(null), []);

  return (
    <>
      <div className="page-head">
        <PageHeading title="Users" />
        {listing.isPending && <Skeleton size="long" />}
        {listing.data && domain && <DomainPickers listing={listing.data} domain={domain} onChoose={choose} />}
      </div>
      {listing.error && <FailureNotice failure={listing.error} onRetry={() => void listing.refetch()} />}
      {listing.data?.incomplete && <FailureNotice failure={listing.data.incomplete} />}
      <UnreadableNote
        count={listing.data?.unreadable ?? 0}
        one="compartment or domain"
        several="compartments or domains"
        more="Oracle’s Console shows everything."
      />
      {!listing.isError && (
        <FoundUsers
          question={listing.data ? { domainId: domain?.id ?? null, text } : null}
          typed={typed.trim()}
          leaving={leaving}
          onStay={stay}
          position={position}
          severalDomains={(listing.data?.domains.length ?? 0) > 1}
          field={
            <SearchField
              typed={typed}
              searched={text}
              onType={type}
              onSearch={search}
              onLeave={setLeaving}
              onStay={stay}
              inputRef={searchInput}
            />
          }
        />
      )}
    </>
  );
};

import { useQuery } from '@tanstack/react-query';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { keysQuery } from '../../app/keys-query.ts';
import { personQuery } from '../../app/person-query.ts';
import { useAccount } from '../../app/session.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { PersonLine } from './person-line.tsx';

const self = { kind: 'self' } as const;

/** The user's own details and keys. The account is known before Oracle answers, so nothing here waits for a name. */
export const MyProfile = () => {
  const account = useAccount();
  const person = useQuery(personQuery(account.id, self));
  // If this read and the read of the person fail alike, the failure is shown once, with the keys.
  const keys = useQuery(keysQuery(account.id, self));
  const known = { ...account, domainState: null, status: 'active' } as const;
  return (
    <>
      <div className="page-head">
        <PageHeading title="My profile" />
        {person.isError && !person.data ? (
          <p className="page-line">
            <span>{account.displayName}</span>
            <span className="selectable">{account.userName}</span>
          </p>
        ) : (
          <PersonLine person={person.data ?? null} name={person.data?.displayName ?? account.displayName} />
        )}
      </div>
      {person.error && person.error.kind !== keys.error?.kind && (
        <FailureNotice failure={person.error} onRetry={() => void person.refetch()} />
      )}
      <KeysSection owner={self} person={person.data ?? known} />
      <ApiKeysSection ready={keys.isSuccess} told={keys.error} />
    </>
  );
};

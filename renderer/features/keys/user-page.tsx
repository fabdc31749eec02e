import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components/Button';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { listTitle, returnToList } from '../../app/left-list.ts';
import { personQuery } from '../../app/person-query.ts';
import type { UserOwner } from '../../app/route.ts';
import { useAccount } from '../../app/session.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { KeysSection } from './keys-section.tsx';
import { PersonLine } from './person-line.tsx';

/** Another user and their keys. */
export const UserPage = ({ owner }: { readonly owner: UserOwner }) => {
  const account = useAccount();
  const person = useQuery(personQuery(account.id, owner));
  const name = person.data?.displayName;
  return (
    <>
      <div className="page-head">
        <nav aria-label="Breadcrumb">
          <ol className="crumbs">
            <li>
              <Button className="text-button crumb" onPress={() => returnToList(account.id)}>
                {listTitle(account.id)}
              </Button>
              <Icon name="chevron-right" size={12} />
            </li>
            <li className="cut" aria-current="page">
              {name ?? (person.isPending ? <Skeleton size="short" /> : 'User')}
            </li>
          </ol>
        </nav>
        <PageHeading title={name ?? 'User'}>
          {name ??
            (person.isPending ? (
              <>
                <span className="visually-hidden">User</span>
                <Skeleton size="title" />
              </>
            ) : (
              'User'
            ))}
        </PageHeading>
        {!person.isError && <PersonLine person={person.data ?? null} />}
      </div>
      {person.error ? (
        <FailureNotice failure={person.error} onRetry={() => void person.refetch()} />
      ) : (
        <KeysSection owner={owner} person={person.data ?? null} />
      )}
    </>
  );
};

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { User } from '../../../bridge/values/directory.ts';
import { FailureNotice } from '../../app/failure-notice.tsx';
import { useAccount } from '../../app/session.tsx';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/dates.ts';
import { Notice } from '../../ui/notice.tsx';
import { everywhereQuery } from './users-queries.ts';
import { StaticUsers } from './users-table.tsx';

interface AllDomainsProps {
  readonly text: string;
  readonly onOpen: (user: User, index: number, offset: number) => void;
}

/** *Search in all domains*, and what it finds: the users, and the domains that could not be searched. */
export const AllDomains = ({ text, onOpen }: AllDomainsProps) => {
  const account = useAccount();
  const [searching, setSearching] = useState<string | null>(null);
  const isOn = searching === text;
  const found = useQuery({ ...everywhereQuery(account.id, text), enabled: isOn });
  if (!isOn) return <Button onPress={() => setSearching(text)}>Search in all domains</Button>;
  if (found.error) return <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <p role="status">Searching in all domains…</p>;

  const { domains } = found.data;
  const rows = domains.flatMap(({ domainName, users }) => users.map((user) => ({ ...user, domainName })));
  const cut = domains.filter(({ total, users }) => total !== null && total > users.length);
  return (
    <div className="all-domains">
      <p role="status" className="third">
        {rows.length === 0 ? 'No other domain has a match.' : `${formatCount(rows.length)} found in all domains.`}
        {cut.map(
          ({ domainName, total, users }) => ` ${domainName}: ${users.length} of ${formatCount(total ?? 0)} shown.`,
        )}
      </p>
      {domains.map(({ domainName, failure }) =>
        failure === null ? null : (
          <Notice key={domainName} tone="warning" role="status">
            {domainName} could not be searched. {failure.happened}
          </Notice>
        ),
      )}
      {rows.length > 0 && <StaticUsers users={rows} onOpen={onOpen} />}
    </div>
  );
};

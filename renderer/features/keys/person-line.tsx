import type { UserDetails } from '../../../bridge/values/directory.ts';
import { CopyableText } from '../../app/copyable-text.tsx';
import { domainWords } from '../../panes/person-words.ts';
import { Badge } from '../../ui/badge.tsx';
import { shortenOcid } from '../../ui/shorten.ts';
import { Skeleton } from '../../ui/skeleton.tsx';

interface PersonLineProps {
  /** Null while it is read. */
  readonly person: UserDetails | null;
  /** Shown first, where the heading is not the name. */
  readonly name?: string;
}

/** One line under the heading that says who the user is. */
export const PersonLine = ({ person, name }: PersonLineProps) => {
  if (person === null) {
    return (
      <p className="page-line" aria-busy="true">
        {name && <span>{name}</span>}
        <Skeleton size="middle" />
        <Skeleton size="long" />
      </p>
    );
  }
  return (
    <div className="page-line">
      {name && <span className="selectable">{name}</span>}
      {person.userName !== person.email && <span className="selectable">{person.userName}</span>}
      {person.email && <span className="selectable">{person.email}</span>}
      <CopyableText text={person.ocid} shown={shortenOcid(person.ocid)} what="OCID" />
      {person.domainName && <span>{domainWords(person.domainName)}</span>}
      {person.status === 'inactive' && <Badge tone="warning">Inactive user</Badge>}
    </div>
  );
};

import type { DomainState, UserDetails } from '../../bridge/values/directory.ts';

/** "Default domain", "Robots domain". */
export const domainWords = (name: string): string => (/domain$/i.test(name) ? name : `${name} domain`);

/** What distinguishes two people of the same name: "grace.hopper · Default domain". */
export const identityWords = ({ userName, domainName }: Pick<UserDetails, 'userName' | 'domainName'>): string =>
  domainName ? `${userName} · ${domainWords(domainName)}` : userName;

const domainStates: Readonly<Record<DomainState, string | null>> = {
  ACTIVE: null,
  CREATING: 'is still being created',
  DELETING: 'is being deleted',
  INACTIVE: 'is inactive',
};

/** A warning before a key is generated: why Oracle may refuse it, or why it may be useless. Null: no reason. */
export const keyDoubt = ({
  status,
  domainName,
  domainState,
}: Pick<UserDetails, 'status' | 'domainName' | 'domainState'>): string | null => {
  const why = domainState === null ? null : domainStates[domainState];
  const doubts = [
    ...(why === null ? [] : [`The ${domainName ? domainWords(domainName) : 'domain'} ${why}.`]),
    ...(status === 'inactive' ? ['This user is inactive.'] : []),
  ];
  if (doubts.length === 0) return null;
  return `${doubts.join(' ')} Oracle may refuse the key, or refuse it whenever it is used. An administrator can change that in the Console.`;
};

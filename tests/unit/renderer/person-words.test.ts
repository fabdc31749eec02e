import { describe, expect, it } from 'vitest';
import { identityWords, keyDoubt } from '../../../renderer/panes/person-words.ts';

const grace = { userName: 'grace.hopper', domainName: 'Default', domainState: 'ACTIVE', status: 'active' } as const;

describe('naming a person beyond doubt', () => {
  it('says user name and domain, or the user name alone where there is no domain', () => {
    expect(identityWords(grace)).toBe('grace.hopper · Default domain');
    expect(identityWords({ ...grace, domainName: 'Robots Domain' })).toBe('grace.hopper · Robots Domain');
    expect(identityWords({ ...grace, domainName: null })).toBe('grace.hopper');
  });

  it('has no doubt about an active user of an active domain, or of a domain whose state is unknown', () => {
    expect(keyDoubt(grace)).toBeNull();
    expect(keyDoubt({ ...grace, domainState: null })).toBeNull();
  });

  it.each([
    [{ ...grace, status: 'inactive' }, /^This user is inactive\. Oracle may refuse the key/],
    [{ ...grace, domainState: 'INACTIVE' }, /^The Default domain is inactive\. Oracle/],
    [{ ...grace, domainState: 'DELETING' }, /^The Default domain is being deleted\./],
    [
      { ...grace, domainName: null, domainState: 'CREATING', status: 'inactive' },
      /^The domain is still being created\. This user is inactive\./,
    ],
  ] as const)('tells what speaks against a key: %o', (person, words) => {
    expect(keyDoubt(person)).toMatch(words);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { createTenancy } from '../../../simulator/directory/tenancy.ts';
import { createIdentifiers } from '../../../simulator/identifiers.ts';
import { createKeyStore } from '../../../simulator/keys/key-store.ts';
import { compileFilter } from '../../../simulator/scim/filter-match.ts';
import { parseFilter } from '../../../simulator/scim/filter-parser.ts';
import { searchableUsers } from '../../../simulator/scim/user-resource.ts';

vi.setConfig({ testTimeout: 30_000 });

const startedAt = Date.parse('2026-11-22T10:00:00Z');
const day = 86_400_000;

function make(seed: string, users: number) {
  const identifiers = createIdentifiers(seed);
  const tenancy = createTenancy({ identifiers, seed, users, startedAt });
  return { tenancy, keys: createKeyStore({ identifiers, seed, startedAt }) };
}
function print({ tenancy, keys }: ReturnType<typeof make>) {
  const { domains, compartments, administrator, ordinaryUser, ocid } = tenancy;
  return domains.map((domain) => ({
    ocid,
    compartments,
    administrator,
    ordinaryUser,
    path: domain.path,
    users: domain.population.people.map(domain.population.userOf),
    keys: [...keys.ofDomain(domain)],
  }));
}

describe('the sample tenancy', () => {
  it('is the same for the same seed and count, ids and keys included', () => {
    expect(print(make('s', 500))).toEqual(print(make('s', 500)));
  });

  it('is another for another seed, with the same known people', () => {
    const [one, other] = [make('s', 500), make('t', 500)];
    expect(one.tenancy.ocid).not.toBe(other.tenancy.ocid);
    const names = ({ tenancy }: ReturnType<typeof make>) =>
      tenancy.defaultDomain.population.people.map((person) => person.userName);
    expect(names(one)).not.toEqual(names(other));
    expect(names(other)).toEqual(expect.arrayContaining(['ada.byron', 'grace.hopper', 'charles.babbage']));
  });

  it('gives the known people ids that do not depend on how many others there are', () => {
    const grace = (users: number) => make('s', users).tenancy.defaultDomain.population.findByUserName('grace.hopper');
    expect(grace(3)?.ocid).toBe(grace(5000)?.ocid);
    expect(grace(3)?.id).toBe(grace(5000)?.id);
  });

  it('has a hundred thousand distinct users, each found by id and by OCID', () => {
    const { population } = make('acme', 100_000).tenancy.defaultDomain;
    expect(new Set(population.people.map((person) => person.userName)).size).toBe(100_000);
    for (const at of [0, 1, 49_999, 99_999]) {
      const person = population.people[at];
      if (!person) throw new Error('too few');
      const user = population.userOf(person);
      expect(population.find(user.id)).toEqual(user);
      expect(population.find(user.ocid)).toEqual(user);
    }
    expect(population.find('0'.repeat(32))).toBeNull();
    expect(population.find('ada.byron')).toBeNull();
  });

  it('finds exactly three people by "gra" among a hundred thousand', () => {
    const { population } = make('acme', 100_000).tenancy.defaultDomain;
    const parsed = parseFilter('userName co "gra" or displayName co "gra" or emails.value co "gra"');
    const compiled = parsed.ok ? compileFilter(parsed.filter, searchableUsers(population)) : parsed;
    if (!compiled.ok) throw new Error(compiled.problem);
    const found = population.people.filter(compiled.matches);
    expect(found.map((person) => person.userName)).toEqual(['grace.hopper', 'graphite-sync', 'margaret.grant']);
  });

  it('gives the known people the keys that pictures and tests count on', () => {
    const { tenancy, keys } = make('acme', 100);
    const keysOf = (userName: string) => {
      const user = tenancy.defaultDomain.population.findByUserName(userName);
      return user ? keys.ofUser(tenancy.defaultDomain, user) : [];
    };
    expect(keysOf('grace.hopper')).toMatchObject([
      {
        displayName: 'backup-nas',
        description: 'Nightly copy, cellar rack',
        created: startedAt - 204 * day,
        expiresOn: null,
        accessKey: expect.stringMatching(/^a90d41c7[0-9a-f]{24}02d811fe$/),
      },
    ]);
    expect(keysOf('ada.byron')).toHaveLength(1);
    expect(keysOf('hedy.lamarr')).toHaveLength(2);
    expect(keysOf('margaret.grant')).toHaveLength(0);
    expect(keysOf('graphite-sync')).toMatchObject([{ status: 'INACTIVE' }]);
    expect(keysOf('emmy.noether')[0]?.expiresOn).toBe(startedAt - 12 * day);
  });

  it('gives no user more than two keys, each of the documented form', () => {
    const { tenancy, keys } = make('acme', 5000);
    const all = [...keys.ofDomain(tenancy.defaultDomain)];
    expect(all.length).toBeGreaterThan(400);
    expect(new Set(all.map((key) => key.accessKey)).size).toBe(all.length);
    for (const key of all) {
      expect(key.accessKey).toMatch(/^[0-9a-f]{40}$/);
      expect(key.secretKey).toMatch(/^[A-Za-z0-9+/]{43}=$/);
      expect(keys.ofUser(tenancy.defaultDomain, key.owner).length).toBeLessThanOrEqual(2);
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { UserPage, UserQuery } from '../../../bridge/values/directory.ts';
import { directoryOf, domainIdOf, listed } from '../../support/parts/directory-desk.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { simulator, desk, tell, asked, signInAs } = setUpSignInDesk(250);
async function signedIn(profile: 'ADMIN' | 'USER' = 'ADMIN') {
  const accounts = desk().start();
  await signInAs(profile, accounts);
  return { accounts, directory: directoryOf(accounts) };
}

describe('finding users', () => {
  it('asks the domain, page by page, each user once', async () => {
    const { directory } = await signedIn();
    const domainId = await domainIdOf(directory, 'Default');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: UserPage = unwrap(await directory.findUsers({ domainId, text: '', cursor }));
      expect(page.total).toBe(250);
      seen.push(...page.users.map(({ userName }) => userName));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toHaveLength(250);
    expect(new Set(seen).size).toBe(250);
  });

  it('jumps to any place, in both orders of both names', async () => {
    const { directory } = await signedIn();
    const domainId = await domainIdOf(directory, 'Default');
    const read = async (change: Partial<UserQuery>) => {
      const query = { domainId, text: '', cursor: null, count: 1000, ...change };
      return unwrap(await directory.findUsers(query)).users.map(({ userName }) => userName);
    };
    const all = await read({});
    expect(await read({ cursor: '249', count: 1 })).toEqual([all[248]]);
    expect(await read({ cursor: '241' })).toEqual(all.slice(240));
    expect(await read({ sort: { by: 'userName', descending: true } })).toEqual(all.toReversed());
    const byName = await read({ sort: { by: 'displayName', descending: false } });
    expect(byName).not.toEqual(all);
    expect(byName.toSorted()).toEqual(all.toSorted());
  });

  it('looks in every domain, hits first, and names the domain that could not be read', async () => {
    const { directory } = await signedIn();
    const everywhere = unwrap(await directory.findUsersEverywhere(' a '));
    expect(everywhere.map(({ domainName }) => domainName)).toEqual(['Default', 'Robots', 'Contractors']);
    expect(everywhere.every(({ users, total }) => users.length === Math.min(25, total ?? 0))).toBe(true);
    expect(unwrap(await directory.findUsersEverywhere('no such person'))).toEqual([]);

    await tell('faults', { kind: 'status', status: 403, path: '/admin/v1/Users', times: 1 });
    const partly = unwrap(await directory.findUsersEverywhere('race.hop'));
    expect(partly.filter(({ problem }) => problem !== null)).toMatchObject([
      { users: [], problem: { kind: 'not-allowed' } },
    ]);
  });

  it('finds by part of user name, display name or e-mail, and says in which domain', async () => {
    const { directory } = await signedIn();
    const domainId = await domainIdOf(directory, 'Default');
    for (const text of ['race.hop', 'Grace H', ' grace.hopper@ac']) {
      const page = unwrap(await directory.findUsers({ domainId, text, cursor: null }));
      expect(page).toMatchObject({
        users: [{ domainId, userName: 'grace.hopper', displayName: 'Grace Hopper', status: 'active' }],
      });
    }
  });

  it('reaches the domains of other compartments, without a listing before', async () => {
    const { accounts, directory } = await signedIn();
    const domainId = await domainIdOf(directory, 'Robots');
    const afterStart = directoryOf(accounts);
    const page = unwrap(await afterStart.findUsers({ domainId, text: '', cursor: null }));
    expect(page).toMatchObject({ total: 24 });
  });

  it('asks no other service for a domain that nobody has listed', async () => {
    const { directory } = await signedIn();
    for (const domainId of ['ocid1.domain.oc1..nowhere', simulator().domainUrl, 'https://evil.example']) {
      expect(await directory.findUsers({ domainId, text: '', cursor: null })).toEqual({
        ok: false,
        problem: { kind: 'domain-unknown', domainId },
      });
    }
  });

  it('does not call a domain unknown that could not be asked for', async () => {
    const { directory } = await signedIn();
    const domainId = await domainIdOf(directory, 'Contractors');
    const partners = (await listed(directory)).compartments.find(({ name }) => name === 'Partners');
    directory.forget();
    await tell('faults', { kind: 'status', status: 500, path: partners?.id, times: null });
    expect(await directory.findUsers({ domainId, text: '', cursor: null })).toMatchObject({
      problem: { kind: 'service-error' },
    });
  });

  it('asks the classic API in a tenancy without domains', async () => {
    await tell('switches', { domains: false });
    const { directory } = await signedIn();
    const page = unwrap(await directory.findUsers({ domainId: null, text: 'grace.hopper', cursor: null }));
    expect(page).toMatchObject({ users: [{ domainId: null, userName: 'grace.hopper' }] });
  });
});

describe('one user, and the way to their keys', () => {
  async function graceOf(directory: ReturnType<typeof directoryOf>) {
    const domain = (await listed(directory)).domains[0];
    const page = unwrap(await directory.findUsers({ domainId: domain?.id ?? '', text: 'grace.hopper', cursor: null }));
    const grace = page.users[0];
    if (domain === undefined || grace === undefined) throw new Error('Grace is in the Default domain.');
    return { domain, grace, owner: { kind: 'user', domainId: domain.id, id: grace.id, ocid: grace.ocid } as const };
  }

  it('is shown with the name of the domain', async () => {
    const { directory } = await signedIn();
    const { grace, owner } = await graceOf(directory);
    expect(await directory.getUser(owner)).toEqual({
      ok: true,
      value: { ...grace, domainName: 'Default', domainState: 'ACTIVE', self: false },
    });
  });

  it('is oneself, whether asked for as such or found among the users', async () => {
    const { accounts, directory } = await signedIn();
    const { domain } = await graceOf(directory);
    const self = await directory.getUser({ kind: 'self' });
    expect(self).toMatchObject({
      value: { userName: 'ada.byron', domainId: domain.id, domainName: 'Default', self: true },
    });
    const found = {
      kind: 'user',
      domainId: domain.id,
      id: 'whatever',
      ocid: accounts.current()?.userOcid ?? '',
    } as const;
    expect(await directory.getUser(found)).toEqual(self);
  });

  it('is unknown when the service shows none, or shows another one than was meant', async () => {
    const { accounts, directory } = await signedIn();
    const { owner } = await graceOf(directory);
    const nobody = await directory.getUser({ ...owner, id: 'f'.repeat(32) });
    expect(nobody).toMatchObject({
      problem: { kind: 'user-unknown', ocid: owner.ocid, requestId: expect.any(String) },
    });
    const ada = unwrap(await directory.getUser({ kind: 'self' }));
    const mixedUp = await directory.getUser({ ...owner, id: ada.id });
    expect(mixedUp).toMatchObject({ problem: { kind: 'user-unknown', ocid: owner.ocid } });
    expect(accounts.current()).not.toBeNull();
  });

  it('leads to the keys of the other user by their OCID, in their domain', async () => {
    const { directory } = await signedIn();
    const { grace, owner } = await graceOf(directory);
    const { api, owner: keyOwner, ownerOcid, domain } = unwrap(await directory.usersAndKeys(owner));
    expect({ keyOwner, ownerOcid, domain: domain?.url }).toEqual({
      keyOwner: { kind: 'user', ocid: grace.ocid },
      ownerOcid: grace.ocid,
      domain: simulator().domainUrl,
    });
    unwrap(await api.listKeys(keyOwner));
    expect((await asked()).at(-1)).toMatch(/\/CustomerSecretKeys$/);
  });

  it('leads to one’s own keys through the self-service path, however one was found', async () => {
    const { accounts, directory } = await signedIn();
    const { userOcid } = accounts.current() ?? { userOcid: '' };
    const { domain } = await graceOf(directory);
    for (const owner of [
      { kind: 'self' } as const,
      { kind: 'user', domainId: domain.id, id: userOcid, ocid: userOcid } as const,
      { kind: 'user', domainId: null, id: userOcid, ocid: userOcid } as const,
    ]) {
      const reached = unwrap(await directory.usersAndKeys(owner));
      expect(reached).toMatchObject({ owner: { kind: 'self' }, ownerOcid: userOcid });
      await reached.api.listKeys(reached.owner);
      expect((await asked()).at(-1)).toMatch(/\/MyCustomerSecretKeys$/);
    }
  });

  it('leads through the classic API in a tenancy without domains', async () => {
    await tell('switches', { domains: false });
    const { accounts, directory } = await signedIn();
    const { userOcid } = accounts.current() ?? { userOcid: '' };
    const reached = unwrap(await directory.usersAndKeys({ kind: 'self' }));
    expect(reached).toMatchObject({ owner: { kind: 'self' }, domain: null });
    unwrap(await reached.api.listKeys(reached.owner));
    expect((await asked()).at(-1)).toBe(`GET /20160918/users/${userOcid}/customerSecretKeys`);
    expect(await directory.getUser({ kind: 'self' })).toMatchObject({
      value: { userName: 'ada.byron', domainId: null },
    });
  });

  it('is oneself even where neither API shows it: as far as signing in could tell', async () => {
    await tell('faults', { kind: 'status', status: 404, path: '/users/|/Me', times: null });
    const { accounts, directory } = await signedIn();
    const { userOcid } = accounts.current() ?? { userOcid: '' };
    expect(unwrap(await directory.getUser({ kind: 'self' }))).toMatchObject({
      ocid: userOcid,
      displayName: 'ADMIN',
      domainName: null,
      self: true,
    });
  });
});

describe('the users of a domain that is not active', () => {
  it('are shown with its state, as far as the domain still shows them', async () => {
    const { directory } = await signedIn();
    const domainId = await domainIdOf(directory, 'Default');
    await tell('faults', { kind: 'odd-row', path: '/domains', times: null, change: { lifecycleState: 'INACTIVE' } });
    await directory.list({ fresh: true });
    const users = unwrap(await directory.findUsers({ domainId, text: 'grace', cursor: null }));
    const grace = users.users[0];
    const found = await directory.getUser({ kind: 'user', domainId, id: grace?.id ?? '', ocid: grace?.ocid ?? '' });
    expect(found).toMatchObject({ value: { userName: 'grace.hopper', domainState: 'INACTIVE' } });
  });

  it('cannot be had, and the failure says that it is the domain', async () => {
    const { directory } = await signedIn();
    const domainId = await domainIdOf(directory, 'Default');
    await tell('faults', { kind: 'odd-row', path: '/domains', times: null, change: { lifecycleState: 'INACTIVE' } });
    await directory.list({ fresh: true });
    await tell('faults', { kind: 'status', status: 404, path: '/Users', times: null });
    const found = await directory.findUsers({ domainId, text: 'grace', cursor: null });
    expect(found).toMatchObject({ problem: { kind: 'domain-inactive', name: 'Default', state: 'INACTIVE' } });
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDirectory } from '../../../main/directory/directory.ts';
import type { DirectoryListing } from '../../../main/directory/directory-contract.ts';
import type { Accounts } from '../../../main/signin/account.ts';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { askedPaths, createSignInDesk, type SignInDesk, tellSimulator } from '../../support/sign-in-desk.ts';

let simulator: Simulator;
let desk: SignInDesk;
beforeAll(async () => {
  simulator = await startSimulator({ users: 250 });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await tellSimulator(simulator, 'reset');
  desk = createSignInDesk(simulator);
});
afterEach(() => desk[Symbol.dispose]());

async function signedIn(profile: 'ADMIN' | 'USER' = 'ADMIN') {
  const accounts = desk.start();
  await signInTo(accounts, profile);
  return { accounts, directory: createDirectory({ client: accounts.client }) };
}
async function signInTo(accounts: Accounts, profile: 'ADMIN' | 'USER') {
  const outcome = await accounts.signIn({ file: desk.writeConfig(profile, {}, profile), profile, passphrase: null });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
}
type Listed = { ok: true; value: DirectoryListing } | { ok: false; problem: unknown };
const listingOf = (listed: Listed) => {
  if (!listed.ok) throw new Error(JSON.stringify(listed.problem));
  return listed.value;
};
const domainCalls = async () => (await askedPaths(simulator)).filter((path) => path.endsWith('/domains')).length;
const cached = { fresh: false } as const;

describe('the listing of the directory', () => {
  it('has the root first, then the compartments by their path', async () => {
    const { directory } = await signedIn();
    const { tenancyName, compartments } = listingOf(await directory.list(cached));
    expect(tenancyName).toBe('acme');
    expect(compartments.map(({ path }) => path.join(' / '))).toEqual([
      'acme',
      'acme / Engineering',
      'acme / Engineering / Automation',
      'acme / Engineering / Data platform',
      'acme / Finance',
      'acme / Finance / Archive',
      'acme / Partners',
    ]);
    expect(compartments.every(({ name, path }) => path.at(-1) === name)).toBe(true);
  });

  it('has the domains of all compartments, the Default domain first, and no address of theirs', async () => {
    const { directory } = await signedIn();
    const listing = listingOf(await directory.list(cached));
    const names = new Map(listing.compartments.map(({ id, name }) => [id, name]));
    expect(listing.domains.map(({ name, compartmentId }) => [name, names.get(compartmentId)])).toEqual([
      ['Default', 'acme'],
      ['Robots', 'Automation'],
      ['Archive 2019', 'Archive'],
      ['Contractors', 'Partners'],
    ]);
    expect(listing.domains.map(({ isDefault }) => isDefault)).toEqual([true, false, false, false]);
    expect(listing.domains.find(({ name }) => name === 'Archive 2019')?.state).toBe('INACTIVE');
    expect(listing.incomplete).toBeNull();
    expect(JSON.stringify(listing)).not.toContain('http');
  });

  it('is what one may see: an ordinary user sees the root and its domain', async () => {
    const { directory } = await signedIn('USER');
    const listing = listingOf(await directory.list(cached));
    expect(listing.compartments.map(({ name }) => name)).toEqual(['acme', 'Engineering', 'Partners']);
    expect(listing.domains.map(({ name }) => name)).toEqual(['Default']);
    expect(listing.incomplete).toBeNull();
  });

  it('is empty of domains where the tenancy has none', async () => {
    await tellSimulator(simulator, 'switches', { domains: false });
    const { directory } = await signedIn();
    const listing = listingOf(await directory.list(cached));
    expect(listing.domains).toEqual([]);
    expect(listing.compartments).toHaveLength(7);
    expect(listing.incomplete).toBeNull();
  });

  it('is empty of domains for somebody who may list none anywhere', async () => {
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 404, path: '/domains', times: null });
    const { directory } = await signedIn();
    expect(listingOf(await directory.list(cached))).toMatchObject({ domains: [], incomplete: null });
  });

  it('says which compartments did not answer, and is asked again the next time', async () => {
    const { directory } = await signedIn();
    const partners = listingOf(await directory.list(cached)).compartments.find(({ name }) => name === 'Partners');
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 500, path: partners?.id, times: null });
    const listing = listingOf(await directory.list({ fresh: true }));
    expect(listing.domains.map(({ name }) => name)).toEqual(['Default', 'Robots', 'Archive 2019']);
    expect(listing.incomplete).toMatchObject({ compartments: ['Partners'], problem: { kind: 'service-error' } });
    await tellSimulator(simulator, 'reset');
    expect(listingOf(await directory.list(cached))).toMatchObject({ incomplete: null });
  });

  it('says that the compartments are not known when those alone could not be asked for', async () => {
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 500, path: '/compartments', times: null });
    const { directory } = await signedIn();
    expect(listingOf(await directory.list(cached))).toMatchObject({
      compartments: [{ name: 'acme' }],
      domains: [{ name: 'Default' }],
      incomplete: { compartments: [], problem: { kind: 'service-error' } },
    });
  });

  it('fails when nothing answered', async () => {
    const { directory } = await signedIn();
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 500, times: null });
    expect(await directory.list(cached)).toMatchObject({ ok: false, problem: { kind: 'service-error' } });
  });

  it('is asked for once, until it is forgotten, wanted fresh, or the account is another', async () => {
    const { accounts, directory } = await signedIn();
    const first = accounts.current()?.id ?? '';
    await tellSimulator(simulator, 'reset');
    await Promise.all([directory.list(cached), directory.list(cached)]);
    await directory.list(cached);
    expect(await domainCalls()).toBe(7);
    await directory.list({ fresh: true });
    expect(await domainCalls()).toBe(14);
    directory.forget();
    await directory.list(cached);
    expect(await domainCalls()).toBe(21);

    await signInTo(accounts, 'USER');
    expect(listingOf(await directory.list(cached)).compartments).toHaveLength(3);
    accounts.switchTo(first);
    expect(listingOf(await directory.list(cached)).compartments).toHaveLength(7);
  });

  it('is cancelled with the view that asked for it', async () => {
    const { directory } = await signedIn();
    await tellSimulator(simulator, 'faults', { kind: 'latency', ms: 10_000, path: '/domains', times: null });
    const leaving = new AbortController();
    const listed = directory.list(cached, leaving.signal);
    setTimeout(() => leaving.abort(), 50);
    expect(await listed).toMatchObject({ problem: { kind: 'cancelled' } });
  });

  it('needs somebody who is signed in', async () => {
    const directory = createDirectory({ client: desk.start().client });
    expect(await directory.list(cached)).toEqual({ ok: false, problem: { kind: 'signed-out' } });
  });
});

describe('finding users', () => {
  const idOf = async (directory: Awaited<ReturnType<typeof signedIn>>['directory'], name: string) =>
    listingOf(await directory.list(cached)).domains.find((domain) => domain.name === name)?.id ?? '';

  it('asks the domain, page by page, each user once', async () => {
    const { directory } = await signedIn();
    const domainId = await idOf(directory, 'Default');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await directory.findUsers({ domainId, text: '', cursor });
      if (!page.ok) throw new Error(JSON.stringify(page.problem));
      expect(page.value.total).toBe(250);
      seen.push(...page.value.users.map(({ userName }) => userName));
      cursor = page.value.next;
    } while (cursor !== null);
    expect(seen).toHaveLength(250);
    expect(new Set(seen).size).toBe(250);
  });

  it('finds by part of user name, display name or e-mail, and says in which domain', async () => {
    const { directory } = await signedIn();
    const domainId = await idOf(directory, 'Default');
    for (const text of ['race.hop', 'Grace H', ' grace.hopper@ac']) {
      const page = await directory.findUsers({ domainId, text, cursor: null });
      expect(page).toMatchObject({
        ok: true,
        value: { users: [{ domainId, userName: 'grace.hopper', displayName: 'Grace Hopper', status: 'active' }] },
      });
    }
  });

  it('reaches the domains of other compartments, without a listing before', async () => {
    const { accounts, directory } = await signedIn();
    const domainId = await idOf(directory, 'Robots');
    const afterStart = createDirectory({ client: accounts.client });
    const page = await afterStart.findUsers({ domainId, text: '', cursor: null });
    expect(page).toMatchObject({ ok: true, value: { total: 24 } });
  });

  it('asks no other service for a domain that nobody has listed', async () => {
    const { directory } = await signedIn();
    for (const domainId of ['ocid1.domain.oc1..nowhere', simulator.domainUrl, 'https://evil.example']) {
      expect(await directory.findUsers({ domainId, text: '', cursor: null })).toEqual({
        ok: false,
        problem: { kind: 'domain-unknown', domainId },
      });
    }
  });

  it('does not call a domain unknown that could not be asked for', async () => {
    const { directory } = await signedIn();
    const domainId = await idOf(directory, 'Contractors');
    const partners = listingOf(await directory.list(cached)).compartments.find(({ name }) => name === 'Partners');
    directory.forget();
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 500, path: partners?.id, times: null });
    expect(await directory.findUsers({ domainId, text: '', cursor: null })).toMatchObject({
      problem: { kind: 'service-error' },
    });
  });

  it('asks the classic API in a tenancy without domains', async () => {
    await tellSimulator(simulator, 'switches', { domains: false });
    const { directory } = await signedIn();
    const page = await directory.findUsers({ domainId: null, text: 'grace.hopper', cursor: null });
    expect(page).toMatchObject({ ok: true, value: { users: [{ domainId: null, userName: 'grace.hopper' }] } });
  });
});

describe('one user, and the way to their keys', () => {
  async function graceOf(directory: Awaited<ReturnType<typeof signedIn>>['directory']) {
    const domain = listingOf(await directory.list(cached)).domains[0];
    const page = await directory.findUsers({ domainId: domain?.id ?? '', text: 'grace.hopper', cursor: null });
    const grace = page.ok ? page.value.users[0] : undefined;
    if (domain === undefined || grace === undefined) throw new Error('Grace is in the Default domain.');
    return { domain, grace, owner: { kind: 'user', domainId: domain.id, id: grace.id, ocid: grace.ocid } as const };
  }

  it('is shown with the name of the domain', async () => {
    const { directory } = await signedIn();
    const { grace, owner } = await graceOf(directory);
    expect(await directory.getUser(owner)).toEqual({
      ok: true,
      value: { ...grace, domainName: 'Default', self: false },
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
    const ada = await directory.getUser({ kind: 'self' });
    const mixedUp = await directory.getUser({ ...owner, id: ada.ok ? ada.value.id : '' });
    expect(mixedUp).toMatchObject({ problem: { kind: 'user-unknown', ocid: owner.ocid } });
    expect(accounts.current()).not.toBeNull();
  });

  it('leads to the keys of the other user by their OCID, in their domain', async () => {
    const { directory } = await signedIn();
    const { grace, owner } = await graceOf(directory);
    const reached = await directory.usersAndKeys(owner);
    if (!reached.ok) throw new Error(JSON.stringify(reached.problem));
    const { api, owner: keyOwner, ownerOcid, domain } = reached.value;
    expect({ keyOwner, ownerOcid, domain: domain?.url }).toEqual({
      keyOwner: { kind: 'user', ocid: grace.ocid },
      ownerOcid: grace.ocid,
      domain: simulator.domainUrl,
    });
    expect((await api.listKeys(keyOwner)).ok).toBe(true);
    expect((await askedPaths(simulator)).at(-1)).toMatch(/\/CustomerSecretKeys$/);
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
      const reached = await directory.usersAndKeys(owner);
      expect(reached).toMatchObject({ ok: true, value: { owner: { kind: 'self' }, ownerOcid: userOcid } });
      if (reached.ok) await reached.value.api.listKeys(reached.value.owner);
      expect((await askedPaths(simulator)).at(-1)).toMatch(/\/MyCustomerSecretKeys$/);
    }
  });

  it('leads through the classic API in a tenancy without domains', async () => {
    await tellSimulator(simulator, 'switches', { domains: false });
    const { accounts, directory } = await signedIn();
    const { userOcid } = accounts.current() ?? { userOcid: '' };
    const reached = await directory.usersAndKeys({ kind: 'self' });
    expect(reached).toMatchObject({ ok: true, value: { owner: { kind: 'self' }, domain: null } });
    if (reached.ok) expect((await reached.value.api.listKeys(reached.value.owner)).ok).toBe(true);
    expect((await askedPaths(simulator)).at(-1)).toBe(`GET /20160918/users/${userOcid}/customerSecretKeys`);
    expect(await directory.getUser({ kind: 'self' })).toMatchObject({
      value: { userName: 'ada.byron', domainId: null },
    });
  });

  it('is oneself even where neither API shows it: as far as signing in could tell', async () => {
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 404, path: '/users/|/Me', times: null });
    const { accounts, directory } = await signedIn();
    const { userOcid } = accounts.current() ?? { userOcid: '' };
    expect(await directory.getUser({ kind: 'self' })).toMatchObject({
      ok: true,
      value: { ocid: userOcid, displayName: 'ADMIN', domainName: null, self: true },
    });
  });
});

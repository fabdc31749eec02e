import { describe, expect, it } from 'vitest';
import { directoryOf, listed } from '../../support/parts/directory-desk.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';

const { desk, tell, asked, signInAs } = setUpSignInDesk(250);
async function signedIn(profile: 'ADMIN' | 'USER' = 'ADMIN') {
  const accounts = desk().start();
  await signInAs(profile, accounts);
  return { accounts, directory: directoryOf(accounts) };
}
const domainCalls = async () => (await asked()).filter((path) => path.endsWith('/domains')).length;
const cached = { fresh: false } as const;

describe('the listing of the directory', () => {
  it('has the root first, then the compartments by their path', async () => {
    const { directory } = await signedIn();
    const { tenancyName, compartments } = await listed(directory);
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
    const listing = await listed(directory);
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
    const listing = await listed(directory);
    expect(listing.compartments.map(({ name }) => name)).toEqual(['acme', 'Engineering', 'Partners']);
    expect(listing.domains.map(({ name }) => name)).toEqual(['Default']);
    expect(listing.incomplete).toBeNull();
  });

  it('is empty of domains where the tenancy has none', async () => {
    await tell('switches', { domains: false });
    const { directory } = await signedIn();
    const listing = await listed(directory);
    expect(listing.domains).toEqual([]);
    expect(listing.compartments).toHaveLength(7);
    expect(listing.incomplete).toBeNull();
  });

  it('is empty of domains for somebody who may list none anywhere', async () => {
    await tell('faults', { kind: 'status', status: 404, path: '/domains', times: null });
    const { directory } = await signedIn();
    expect(await listed(directory)).toMatchObject({ domains: [], incomplete: null });
  });

  it('says which compartments did not answer, and is asked again the next time', async () => {
    const { directory } = await signedIn();
    const partners = (await listed(directory)).compartments.find(({ name }) => name === 'Partners');
    await tell('faults', { kind: 'status', status: 500, path: partners?.id, times: null });
    const listing = await listed(directory, { fresh: true });
    expect(listing.domains.map(({ name }) => name)).toEqual(['Default', 'Robots', 'Archive 2019']);
    expect(listing.incomplete).toMatchObject({ compartments: ['Partners'], problem: { kind: 'service-error' } });
    await tell('reset');
    expect(await listed(directory)).toMatchObject({ incomplete: null });
  });

  it('says that the compartments are not known when those alone could not be asked for', async () => {
    await tell('faults', { kind: 'status', status: 500, path: '/compartments', times: null });
    const { directory } = await signedIn();
    expect(await listed(directory)).toMatchObject({
      compartments: [{ name: 'acme' }],
      domains: [{ name: 'Default' }],
      incomplete: { compartments: [], problem: { kind: 'service-error' } },
    });
  });

  it('fails when nothing answered', async () => {
    const { directory } = await signedIn();
    await tell('faults', { kind: 'status', status: 500, times: null });
    expect(await directory.list(cached)).toMatchObject({ ok: false, problem: { kind: 'service-error' } });
  });

  it('is asked for once, until it is forgotten, wanted fresh, or the account is another', async () => {
    const { accounts, directory } = await signedIn();
    const first = accounts.current()?.id ?? '';
    await tell('reset');
    await Promise.all([directory.list(cached), directory.list(cached)]);
    await directory.list(cached);
    expect(await domainCalls()).toBe(7);
    await directory.list({ fresh: true });
    expect(await domainCalls()).toBe(14);
    directory.forget();
    await directory.list(cached);
    expect(await domainCalls()).toBe(21);

    await signInAs('USER', accounts);
    expect((await listed(directory)).compartments).toHaveLength(3);
    accounts.switchTo(first);
    expect((await listed(directory)).compartments).toHaveLength(7);
  });

  it('is cancelled with the view that asked for it', async () => {
    const { directory } = await signedIn();
    await tell('faults', { kind: 'latency', ms: 10_000, path: '/domains', times: null });
    const leaving = new AbortController();
    const listed = directory.list(cached, leaving.signal);
    setTimeout(() => leaving.abort(), 50);
    expect(await listed).toMatchObject({ problem: { kind: 'cancelled' } });
  });

  it('needs somebody who is signed in', async () => {
    const directory = directoryOf(desk().start());
    expect(await directory.list(cached)).toEqual({ ok: false, problem: { kind: 'signed-out' } });
  });
});

import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../../simulator/start-simulator.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { simulator, desk, tell, asked, signInAs, signInAsAdmin } = setUpSignInDesk(20);

describe('several accounts', () => {
  it('are switched between, each with its own signature', async () => {
    const { accounts, account: admin } = await signInAsAdmin();
    const user = await signInAs('USER', accounts);
    expect(accounts.current()?.id).toBe(user.id);
    const whoAmI = async () => {
      const client = await accounts.client();
      const me = client.ok ? await client.value.oracle.classic().me() : client;
      return me.ok ? me.value.userName : me.problem.kind;
    };
    expect(await whoAmI()).toBe('charles.babbage');
    accounts.switchTo(admin.id);
    expect(await whoAmI()).toBe('ada.byron');
    expect(accounts.switchTo('nobody')).toEqual({ ok: false, problem: { kind: 'account-unknown', account: 'nobody' } });
    expect(accounts.current()?.id).toBe(admin.id);
  });

  it('tell their listeners of each change, until those unsubscribe', async () => {
    const accounts = desk().start();
    const seen: (string | undefined)[] = [];
    const unsubscribe = accounts.subscribe(() => seen.push(accounts.current()?.profile));
    const { account } = await signInAsAdmin(accounts);
    await signInAs('USER', accounts);
    accounts.switchTo(account.id);
    await accounts.signOut(account.id);
    unsubscribe();
    await accounts.signOut(accounts.list()[0]?.id ?? '');
    expect(seen).toEqual(['ADMIN', 'USER', 'ADMIN', undefined]);
  });
});

describe('signing out', () => {
  it('removes the key and the metadata, and acts as no other account until one is chosen, at the next start neither', async () => {
    const { accounts, account: admin } = await signInAsAdmin();
    const user = await signInAs('USER', accounts);
    expect(await accounts.signOut(user.id)).toEqual({ ok: true, value: null });
    expect(await desk().vault.get(`account:${user.id}`)).toEqual({ ok: true, value: null });
    expect(accounts.current()).toBeNull();
    expect(desk().store.content).toMatchObject({ accounts: [{ id: admin.id }], current: null });
    expect(desk().start().current()).toBeNull();
    expect(desk().start().list()).toHaveLength(1);
    unwrap(accounts.switchTo(admin.id));
    await accounts.signOut(admin.id);
    expect(accounts.current()).toBeNull();
    expect(desk().store.content).toEqual({ accounts: [], current: null });
    expect(await accounts.client()).toEqual({ ok: false, problem: { kind: 'signed-out' } });
  });

  it('leaves everything as it is when the vault refuses', async () => {
    const { accounts, account } = await signInAsAdmin();
    desk().vault.refuse = 'remove';
    expect(await accounts.signOut(account.id)).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(accounts.list()).toHaveLength(1);
    expect(desk().store.content).toMatchObject({ accounts: [{ id: account.id }] });
    unwrap(await accounts.client());
  });

  it('of an account that is not there says so', async () => {
    expect(await desk().start().signOut('nobody')).toMatchObject({ problem: { kind: 'account-unknown' } });
  });

  it('can be repeated when the metadata could not be removed', async () => {
    const { accounts, account } = await signInAsAdmin();
    desk().store.refuse = true;
    expect(await accounts.signOut(account.id)).toMatchObject({ problem: { kind: 'settings-failed' } });
    desk().store.refuse = false;
    expect(await accounts.signOut(account.id)).toEqual({ ok: true, value: null });
    expect(accounts.list()).toEqual([]);
  });
});

describe('the sample tenancy', () => {
  it('touches neither vault nor store, and keeps its key when the app locks', async () => {
    const accounts = desk().start();
    const signedIn = unwrap(await accounts.signInSample(simulator().configFile, 'ADMIN'));
    expect(signedIn).toMatchObject({ sample: true, displayName: 'Ada Byron' });
    accounts.forgetKeys();
    const client = unwrap(await accounts.client());
    unwrap(await client.oracle.getTenancy());
    expect(desk().vault.asked).toEqual([]);
    expect(desk().store.writes).toBe(0);
    const id = accounts.current()?.id ?? '';
    expect(await accounts.signOut(id)).toEqual({ ok: true, value: null });
    expect(desk().vault.asked).toEqual([]);
    expect(desk().start().list()).toEqual([]);
  });

  it('stands beside real accounts, of the same user too, and is not remembered as the current one', async () => {
    const { accounts, account } = await signInAsAdmin();
    await accounts.signInSample(simulator().configFile, 'ADMIN');
    expect(accounts.list().map(({ sample }) => sample)).toEqual([false, true]);
    expect(desk().store.content).toMatchObject({ accounts: [{ id: account.id }], current: account.id });
  });

  it('replaces an earlier sample tenancy that no longer runs', async () => {
    const accounts = desk().start();
    const earlier = await startSimulator({ users: 3, seed: 'earlier' });
    await accounts.signInSample(earlier.configFile, 'ADMIN');
    await accounts.signInSample(earlier.configFile, 'USER');
    expect(accounts.list()).toHaveLength(2);
    await earlier.close();
    await accounts.signInSample(simulator().configFile, 'ADMIN');
    expect(accounts.list()).toHaveLength(1);
    expect(accounts.current()).toMatchObject({ endpoint: simulator().url });
  });
});

describe('the home domain', () => {
  it('that could not be searched for when signing in is searched for later, and kept', async () => {
    await tell('faults', { kind: 'status', status: 500, path: '/domains', times: null });
    const { accounts, account } = await signInAsAdmin();
    expect(account.domain).toBeNull();
    const client = unwrap(await accounts.client());
    // An unknown home domain is not the same as none: Keydesk must not use the classic API then.
    expect(await client.homeDomain()).toMatchObject({ problem: { kind: 'service-error' } });

    await tell('reset');
    const searches = await Promise.all([client.homeDomain(), client.homeDomain()]);
    for (const found of searches) expect(unwrap(found)).toMatchObject({ name: 'Default' });
    expect((await asked()).filter((path) => path.endsWith('/domains'))).toHaveLength(1);
    expect(accounts.current()?.domain?.name).toBe('Default');
    expect(desk().start().current()?.domain?.name).toBe('Default');
  });

  it('that was not there is searched for again after signing in anew', async () => {
    await tell('switches', { domains: false });
    const { accounts } = await signInAsAdmin();
    await tell('faults', { kind: 'status', status: 500, path: '/domains', times: null });
    await signInAsAdmin(accounts);
    await tell('reset');
    const client = await accounts.client();
    expect(unwrap(await unwrap(client).homeDomain())).toMatchObject({ name: 'Default' });
  });
});

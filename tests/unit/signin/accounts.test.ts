import { createPrivateKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryVault } from '../../../main/vault/memory-vault.ts';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { askedPaths, createSignInDesk, type SignInDesk, tellSimulator } from '../../support/sign-in-desk.ts';

let simulator: Simulator;
let desk: SignInDesk;
beforeAll(async () => {
  simulator = await startSimulator({ users: 20 });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  await tellSimulator(simulator, 'reset');
  desk = createSignInDesk(simulator);
});
afterEach(() => desk[Symbol.dispose]());

const signInAsAdmin = async (accounts = desk.start(), file = desk.writeConfig('ADMIN')) => {
  const signedIn = await accounts.signIn({ file, profile: 'ADMIN', passphrase: null });
  if (!signedIn.ok) throw new Error(`Signing in failed: ${JSON.stringify(signedIn.problem)}`);
  return { accounts, account: signedIn.value };
};
const signInAsUser = async (accounts: ReturnType<SignInDesk['start']>) => {
  const signedIn = await accounts.signIn({
    file: desk.writeConfig('USER', {}, 'USER'),
    profile: 'USER',
    passphrase: null,
  });
  if (!signedIn.ok) throw new Error(`Signing in failed: ${JSON.stringify(signedIn.problem)}`);
  return signedIn.value;
};

describe('signing in', () => {
  it('tells who the user is, in which tenancy and domain', async () => {
    const { accounts, account } = await signInAsAdmin();
    expect(account).toMatchObject({
      profile: 'ADMIN',
      tenancyName: 'acme',
      userName: 'ada.byron',
      displayName: 'Ada Byron',
      domain: { name: 'Default', url: simulator.domainUrl },
      region: 'eu-frankfurt-1',
      identityUrl: simulator.url,
      endpoint: simulator.url,
      vaultKind: 'keychain',
      sample: false,
    });
    expect(accounts.current()).toEqual(account);
    expect(accounts.list()).toEqual([account]);
  });

  it('puts the key into the vault and the metadata into the store, and no key there', async () => {
    const { account } = await signInAsAdmin();
    expect(desk.vault.asked).toEqual([`put account:${account.id}`]);
    const { sample: _sample, ...stored } = account;
    expect(desk.store.content).toEqual({ accounts: [stored], current: account.id });
    const base64 = desk.adminPem.split('\n').slice(1, 4).join('');
    expect(JSON.stringify(desk.store.content)).not.toContain(base64.slice(40, 80));
  });

  it('does not need the key file again', async () => {
    const { accounts } = await signInAsAdmin(desk.start(), keyInHome());
    desk.folder.write('key.pem', 'gone');
    const client = await accounts.client();
    expect(client.ok && (await client.value.oracle.getTenancy()).ok).toBe(true);
  });

  it('opens an encrypted key with the passphrase of the person, or with the one of the profile', async () => {
    const passphrase = 'open # sesame';
    desk.folder.write('key.pem', encrypted(passphrase));
    const accounts = desk.start();
    const locked = desk.writeConfig('ADMIN', { key_file: '~/key.pem' });
    const attempt = (given: string | null) => accounts.signIn({ file: locked, profile: 'ADMIN', passphrase: given });
    expect(await attempt(null)).toMatchObject({ problem: { kind: 'passphrase-needed' } });
    expect(await attempt('wrong')).toMatchObject({ problem: { kind: 'passphrase-wrong' } });
    expect(await attempt(passphrase)).toMatchObject({ ok: true });
    desk.writeConfig('ADMIN', { key_file: '~/key.pem', pass_phrase: passphrase });
    expect(await attempt(null)).toMatchObject({ ok: true });
    expect(JSON.stringify(desk.store.content)).not.toContain(passphrase);
  });

  it('again renews the account and makes no second one', async () => {
    const { accounts, account } = await signInAsAdmin();
    const again = await accounts.signIn({ file: desk.writeConfig('OTHER'), profile: 'OTHER', passphrase: null });
    expect(again).toMatchObject({ ok: true, value: { id: account.id, profile: 'OTHER' } });
    expect(accounts.list()).toHaveLength(1);
    expect(desk.store.content).toMatchObject({ accounts: [{ id: account.id, profile: 'OTHER' }] });
  });

  it('twice at the same moment makes one account, however slow the keychain is', async () => {
    const accounts = desk.start({
      ...desk.vault,
      put: (entry, bytes) => sleep(20).then(() => desk.vault.put(entry, bytes)),
    });
    await Promise.all([signInAsAdmin(accounts), signInAsAdmin(accounts), signInAsAdmin(accounts)]);
    expect(accounts.list()).toHaveLength(1);
  });

  it('again gives a client of the renewed account', async () => {
    const { accounts } = await signInAsAdmin();
    const oracle = async () => {
      const client = await accounts.client();
      return client.ok ? client.value.oracle : client.problem;
    };
    const before = await oracle();
    expect(await oracle()).toBe(before);
    await signInAsAdmin(accounts, desk.writeConfig('ADMIN', { region: 'iad' }));
    expect(accounts.current()?.region).toBe('us-ashburn-1');
    expect(await oracle()).not.toBe(before);
  });

  it('works for a user of whom the classic API knows nothing, and finds the domain all the same', async () => {
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 404, path: '/20160918/users/', times: null });
    const { account } = await signInAsAdmin();
    expect(account).toMatchObject({ userName: 'ada.byron', domain: { name: 'Default' } });
  });

  it('works where no domain shows the user: the classic API is left', async () => {
    await tellSimulator(simulator, 'switches', { domains: false });
    const { accounts, account } = await signInAsAdmin();
    expect(account).toMatchObject({ userName: 'ada.byron', domain: null });
    const before = (await askedPaths(simulator)).length;
    const client = await accounts.client();
    expect(client.ok && (await client.value.homeDomain())).toEqual({ ok: true, value: null });
    // What signing in has found out is not asked again.
    expect(await askedPaths(simulator)).toHaveLength(before);
  });

  it('works for somebody who may not read the name of the tenancy', async () => {
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 404, path: '/tenancies/', times: null });
    const { account } = await signInAsAdmin();
    expect(account.tenancyName).toBe(account.tenancyOcid);
  });

  it('asks the service for nothing more once a signature was refused', async () => {
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 401, times: null });
    const attempt = await desk.start().signIn({ file: desk.writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null });
    expect(attempt).toMatchObject({ problem: { kind: 'not-authenticated' } });
    expect(await askedPaths(simulator)).toHaveLength(1);
  });
});

describe('a sign-in that fails', () => {
  const bad: [string, Record<string, string | null>, object][] = [
    ['an unknown region', { region: 'nowhere' }, { kind: 'region-unknown', region: 'nowhere' }],
    [
      'no region and no user',
      { region: null, user: null },
      { kind: 'profile-incomplete', missing: ['user', 'region'] },
    ],
    ['a user that is no OCID', { user: 'ada/../x' }, { kind: 'config-malformed', line: 2 }],
    ['an endpoint in the clear', { keydesk_endpoint: 'http://oracle.example' }, { kind: 'endpoint-refused' }],
    ['a key that is not there', { key_file: '~/none.pem' }, { kind: 'key-missing' }],
    ['a key that is none', { key_file: 'config' }, { kind: 'key-unreadable' }],
    ['a wrong fingerprint', { fingerprint: Array(16).fill('00').join(':') }, { kind: 'fingerprint-mismatch' }],
    ['a session token', { user: null, security_token_file: 'token' }, { kind: 'profile-session-token', expires: null }],
    ['a key that Oracle does not know', { user: 'ocid1.user.oc1..nobody' }, { kind: 'not-authenticated' }],
    ['a service that is away', { keydesk_endpoint: 'http://127.0.0.1:9' }, { kind: 'unreachable' }],
  ];

  it.each(bad)('changes nothing, and says why: %s', async (_what, changes, problem) => {
    const { accounts, account } = await signInAsAdmin();
    const before = { list: accounts.list(), stored: desk.store.content, asked: [...desk.vault.asked] };
    const file = desk.writeConfig('BAD', changes);
    const content = await desk.folder.surroundings.readFile(file, 10_000);
    expect(await accounts.signIn({ file, profile: 'BAD', passphrase: null })).toMatchObject({ ok: false, problem });
    expect({ list: accounts.list(), stored: desk.store.content, asked: desk.vault.asked }).toEqual(before);
    expect(accounts.current()?.id).toBe(account.id);
    expect(await desk.folder.surroundings.readFile(file, 10_000)).toEqual(content);
  });

  it('names the profile that the file does not have', async () => {
    const attempt = await desk.start().signIn({ file: desk.writeConfig('ADMIN'), profile: 'X', passphrase: null });
    expect(attempt).toMatchObject({ problem: { kind: 'profile-unknown', profile: 'X' } });
  });

  it('says by how much the clock is off', async () => {
    desk.clockOff = 11 * 60_000;
    const attempt = await desk.start().signIn({ file: desk.writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null });
    const { problem } = attempt as { problem: { kind: string; seconds: number } };
    expect(problem.kind).toBe('clock-skew');
    expect(Math.abs(problem.seconds - 660)).toBeLessThan(5);
  });

  it('keeps nothing when the vault refuses', async () => {
    desk.vault.refuse = 'put';
    const accounts = desk.start();
    const attempt = await accounts.signIn({ file: desk.writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null });
    expect(attempt).toEqual({ ok: false, problem: { kind: 'vault-failed', reason: 'the keychain is locked' } });
    expect(accounts.list()).toEqual([]);
    expect(desk.store.content).toBeUndefined();
  });

  it('takes the key out of the vault again when the metadata cannot be stored', async () => {
    desk.store.refuse = true;
    const accounts = desk.start();
    const attempt = await accounts.signIn({ file: desk.writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null });
    expect(attempt).toEqual({ ok: false, problem: { kind: 'settings-failed', reason: 'the disk is full' } });
    expect(desk.vault.asked.map((call) => call.split(' ')[0])).toEqual(['put', 'remove']);
    expect(accounts.list()).toEqual([]);
    expect(await accounts.client()).toMatchObject({ problem: { kind: 'signed-out' } });
  });

  it('keeps nothing when it is cancelled', async () => {
    await tellSimulator(simulator, 'faults', { kind: 'latency', ms: 5_000, path: '/tenancies/' });
    const accounts = desk.start();
    const leaving = new AbortController();
    const file = desk.writeConfig('ADMIN');
    const attempt = accounts.signIn({ file, profile: 'ADMIN', passphrase: null }, leaving.signal);
    setTimeout(() => leaving.abort(), 200);
    expect(await attempt).toMatchObject({ problem: { kind: 'cancelled' } });
    expect(desk.vault.asked).toEqual([]);
    expect(desk.store.writes).toBe(0);
  });
});

describe('a sign-in that waits for another one', () => {
  it('keeps nothing when it is cancelled meanwhile', async () => {
    const asking = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const put: typeof desk.vault.put = async (entry, bytes) => {
      asking.resolve();
      await answer.promise;
      return desk.vault.put(entry, bytes);
    };
    const accounts = desk.start({ ...desk.vault, put });
    const first = signInAsAdmin(accounts);
    // The keychain asks the person, say, while the second sign-in is done with all but the keychain.
    await asking.promise;
    const leaving = new AbortController();
    const file = desk.writeConfig('USER', {}, 'USER');
    const second = accounts.signIn({ file, profile: 'USER', passphrase: null }, leaving.signal);
    const done = async () => (await askedPaths(simulator)).filter((path) => path.endsWith('/Me')).length === 2;
    while (!(await done())) await sleep(10);
    await sleep(50);
    leaving.abort();
    answer.resolve();
    expect(await second).toMatchObject({ problem: { kind: 'cancelled' } });
    expect(accounts.list()).toEqual([(await first).account]);
  });
});

describe('after a restart', () => {
  it('the accounts are there, the current one too, and the vault has not been touched', async () => {
    const { accounts, account: admin } = await signInAsAdmin();
    await signInAsUser(accounts);
    expect(accounts.switchTo(admin.id).ok).toBe(true);
    desk.vault.asked.length = 0;

    const later = desk.start();
    expect(later.list()).toEqual(accounts.list());
    expect(later.current()?.id).toBe(admin.id);
    expect(desk.vault.asked).toEqual([]);
  });

  it('the vault is read at the first call, once, however many calls there are', async () => {
    await signInAsAdmin();
    desk.vault.asked.length = 0;
    const accounts = desk.start();
    const clients = await Promise.all([accounts.client(), accounts.client(), accounts.client()]);
    for (const client of clients) expect(client.ok && (await client.value.oracle.getTenancy()).ok).toBe(true);
    expect((await accounts.client()).ok).toBe(true);
    expect(desk.vault.asked).toHaveLength(1);

    accounts.forgetKeys();
    expect((await accounts.client()).ok).toBe(true);
    expect(desk.vault.asked).toHaveLength(2);
  });

  it('an account whose key is gone says so, and nothing of it is deleted', async () => {
    const { account } = await signInAsAdmin();
    await desk.vault.remove(`account:${account.id}`);
    const accounts = desk.start();
    expect(await accounts.client()).toMatchObject({
      problem: { kind: 'credential-missing', account: { id: account.id }, vault: { kind: 'keychain' } },
    });
    expect(accounts.list()).toHaveLength(1);
    expect(desk.store.content).toMatchObject({ accounts: [{ id: account.id }] });
    // Signing in again brings it back, as the same account.
    expect((await signInAsAdmin(accounts)).account.id).toBe(account.id);
    expect((await accounts.client()).ok).toBe(true);
  });

  it('a keychain that refuses is told in its own words, and asked again the next time', async () => {
    await signInAsAdmin();
    const accounts = desk.start();
    desk.vault.refuse = 'get';
    expect(await accounts.client()).toMatchObject({
      problem: { kind: 'vault-failed', reason: 'the keychain is locked' },
    });
    desk.vault.refuse = null;
    expect((await accounts.client()).ok).toBe(true);
  });

  it('stored accounts that cannot be read are told, left aside and kept as they are', async () => {
    const { account } = await signInAsAdmin();
    const strange = { id: 'from a newer Keydesk', token: true };
    const { accounts: stored } = desk.store.content as { accounts: unknown[] };
    desk.store.content = { accounts: [strange, ...stored], current: account.id };
    const accounts = desk.start();
    expect(accounts.startProblem).toMatchObject({
      kind: 'settings-failed',
      reason: expect.stringContaining('1 stored'),
    });
    expect(accounts.list()).toHaveLength(1);
    await signInAsUser(accounts);
    expect(desk.store.content).toMatchObject({ accounts: expect.arrayContaining([strange]) });
  });

  it.each([['nonsense'], [{ accounts: 7 }], [{ accounts: [null, 3, []], current: 'x' }], [null]])(
    'a store that holds %j starts without accounts and says so',
    async (content) => {
      desk.store.content = content;
      const accounts = desk.start();
      expect(accounts.list()).toEqual([]);
      expect(accounts.current()).toBeNull();
      expect(accounts.startProblem?.kind).toBe('settings-failed');
      expect(desk.store.writes).toBe(0);
    },
  );

  it('an account that was sent astray in the settings file is not used', async () => {
    const { account } = await signInAsAdmin();
    for (const astray of ['http://oracle.example', 'https://user:pw@oracle.example']) {
      desk.store.content = { accounts: [{ ...account, identityUrl: astray }], current: account.id };
      expect(desk.start().list()).toEqual([]);
    }
  });
});

describe('without a keychain', () => {
  const noKeychain = () => createMemoryVault('no Secret Service answers');

  it('accounts last for the session, and nothing is stored', async () => {
    const vault = noKeychain();
    const { accounts, account } = await signInAsAdmin(desk.start(vault));
    expect(account.vaultKind).toBe('memory');
    accounts.forgetKeys();
    expect((await accounts.client()).ok).toBe(true);
    expect(desk.store.writes).toBe(0);
    expect(desk.start(noKeychain()).list()).toEqual([]);
  });

  it('an account whose key rests in the keychain stays listed, says what it misses, and comes back with the keychain', async () => {
    const { account } = await signInAsAdmin();
    const accounts = desk.start(noKeychain());
    expect(await accounts.client()).toMatchObject({
      problem: {
        kind: 'credential-missing',
        account: { vaultKind: 'keychain' },
        vault: { kind: 'memory', reason: 'no Secret Service answers' },
      },
    });
    // Signed in for this session only: what is stored stays as it is.
    const stored = desk.store.content;
    expect((await signInAsAdmin(accounts)).account).toMatchObject({ id: account.id, vaultKind: 'memory' });
    expect(desk.store.content).toEqual(stored);
    const back = desk.start();
    expect((await back.client()).ok).toBe(true);
  });

  it('such an account cannot be signed out, because its key could not be removed', async () => {
    const { account } = await signInAsAdmin();
    const accounts = desk.start(noKeychain());
    expect(await accounts.signOut(account.id)).toMatchObject({
      problem: { kind: 'vault-failed', reason: expect.stringContaining('no Secret Service answers') },
    });
    expect(desk.store.content).toMatchObject({ accounts: [{ id: account.id }] });
  });
});

describe('several accounts', () => {
  it('are switched between, each with its own signature', async () => {
    const { accounts, account: admin } = await signInAsAdmin();
    const user = await signInAsUser(accounts);
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
    const accounts = desk.start();
    const seen: (string | undefined)[] = [];
    const unsubscribe = accounts.subscribe(() => seen.push(accounts.current()?.profile));
    const { account } = await signInAsAdmin(accounts);
    await signInAsUser(accounts);
    accounts.switchTo(account.id);
    await accounts.signOut(account.id);
    unsubscribe();
    await accounts.signOut(accounts.list()[0]?.id ?? '');
    expect(seen).toEqual(['ADMIN', 'USER', 'ADMIN', 'USER']);
  });
});

describe('signing out', () => {
  it('removes the key and the metadata, and moves on to the next account, then to none', async () => {
    const { accounts, account: admin } = await signInAsAdmin();
    const user = await signInAsUser(accounts);
    expect(await accounts.signOut(user.id)).toEqual({ ok: true, value: null });
    expect(await desk.vault.get(`account:${user.id}`)).toEqual({ ok: true, value: null });
    expect(accounts.current()?.id).toBe(admin.id);
    expect(desk.store.content).toMatchObject({ accounts: [{ id: admin.id }], current: admin.id });
    await accounts.signOut(admin.id);
    expect(accounts.current()).toBeNull();
    expect(desk.store.content).toEqual({ accounts: [], current: null });
    expect(await accounts.client()).toEqual({ ok: false, problem: { kind: 'signed-out' } });
  });

  it('leaves everything as it is when the vault refuses', async () => {
    const { accounts, account } = await signInAsAdmin();
    desk.vault.refuse = 'remove';
    expect(await accounts.signOut(account.id)).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(accounts.list()).toHaveLength(1);
    expect(desk.store.content).toMatchObject({ accounts: [{ id: account.id }] });
    expect((await accounts.client()).ok).toBe(true);
  });

  it('of an account that is not there says so', async () => {
    expect(await desk.start().signOut('nobody')).toMatchObject({ problem: { kind: 'account-unknown' } });
  });

  it('can be repeated when the metadata could not be removed', async () => {
    const { accounts, account } = await signInAsAdmin();
    desk.store.refuse = true;
    expect(await accounts.signOut(account.id)).toMatchObject({ problem: { kind: 'settings-failed' } });
    desk.store.refuse = false;
    expect(await accounts.signOut(account.id)).toEqual({ ok: true, value: null });
    expect(accounts.list()).toEqual([]);
  });
});

describe('the sample tenancy', () => {
  it('touches neither vault nor store, and keeps its key when the app locks', async () => {
    const accounts = desk.start();
    const signedIn = await accounts.signInSample(simulator.configFile, 'ADMIN');
    expect(signedIn).toMatchObject({ ok: true, value: { sample: true, displayName: 'Ada Byron' } });
    accounts.forgetKeys();
    const client = await accounts.client();
    expect(client.ok && (await client.value.oracle.getTenancy()).ok).toBe(true);
    expect(desk.vault.asked).toEqual([]);
    expect(desk.store.writes).toBe(0);
    const id = accounts.current()?.id ?? '';
    expect(await accounts.signOut(id)).toEqual({ ok: true, value: null });
    expect(desk.vault.asked).toEqual([]);
    expect(desk.start().list()).toEqual([]);
  });

  it('stands beside real accounts, of the same user too, and is not remembered as the current one', async () => {
    const { accounts, account } = await signInAsAdmin();
    await accounts.signInSample(simulator.configFile, 'ADMIN');
    expect(accounts.list().map(({ sample }) => sample)).toEqual([false, true]);
    expect(desk.store.content).toMatchObject({ accounts: [{ id: account.id }], current: account.id });
  });

  it('replaces an earlier sample tenancy that no longer runs', async () => {
    const accounts = desk.start();
    const earlier = await startSimulator({ users: 3, seed: 'earlier' });
    await accounts.signInSample(earlier.configFile, 'ADMIN');
    await accounts.signInSample(earlier.configFile, 'USER');
    expect(accounts.list()).toHaveLength(2);
    await earlier.close();
    await accounts.signInSample(simulator.configFile, 'ADMIN');
    expect(accounts.list()).toHaveLength(1);
    expect(accounts.current()).toMatchObject({ endpoint: simulator.url });
  });
});

describe('the home domain', () => {
  it('that could not be searched for when signing in is searched for later, and kept', async () => {
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 500, path: '/domains', times: null });
    const { accounts, account } = await signInAsAdmin();
    expect(account.domain).toBeNull();
    const client = await accounts.client();
    if (!client.ok) throw new Error('There is a client.');
    // Not known is not the same as none: the classic API would be the wrong answer.
    expect(await client.value.homeDomain()).toMatchObject({ problem: { kind: 'service-error' } });

    await tellSimulator(simulator, 'reset');
    const searches = await Promise.all([client.value.homeDomain(), client.value.homeDomain()]);
    for (const found of searches) expect(found).toMatchObject({ ok: true, value: { name: 'Default' } });
    expect((await askedPaths(simulator)).filter((path) => path.endsWith('/domains'))).toHaveLength(1);
    expect(accounts.current()?.domain?.name).toBe('Default');
    expect(desk.start().current()?.domain?.name).toBe('Default');
  });

  it('that was not there is searched for again after signing in anew', async () => {
    await tellSimulator(simulator, 'switches', { domains: false });
    const { accounts } = await signInAsAdmin();
    await tellSimulator(simulator, 'faults', { kind: 'status', status: 500, path: '/domains', times: null });
    await signInAsAdmin(accounts);
    await tellSimulator(simulator, 'reset');
    const client = await accounts.client();
    expect(client.ok && (await client.value.homeDomain())).toMatchObject({ ok: true, value: { name: 'Default' } });
  });
});

function keyInHome(): string {
  desk.folder.write('key.pem', desk.adminPem);
  return desk.writeConfig('ADMIN', { key_file: '~/key.pem' });
}

function encrypted(passphrase: string): string {
  return createPrivateKey(desk.adminPem)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
    .toString();
}

import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Vault } from '../../../main/vault/vault.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';

const { desk, tell, asked, signInAsAdmin } = setUpSignInDesk(20);

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
    ['a session token that is not there', { user: null, security_token_file: 'token' }, { kind: 'token-unusable' }],
    ['a key that Oracle does not know', { user: 'ocid1.user.oc1..nobody' }, { kind: 'not-authenticated' }],
    ['a service that is away', { keydesk_endpoint: 'http://127.0.0.1:9' }, { kind: 'unreachable' }],
  ];

  it.each(bad)('changes nothing, and says why: %s', async (_what, changes, problem) => {
    const { accounts, account } = await signInAsAdmin();
    const before = { list: accounts.list(), stored: desk().store.content, asked: [...desk().vault.asked] };
    const file = desk().writeConfig('BAD', changes);
    const content = await desk().folder.env.readFile(file, 10_000);
    expect(await accounts.signIn({ file, profile: 'BAD', passphrase: null })).toMatchObject({ ok: false, problem });
    expect({ list: accounts.list(), stored: desk().store.content, asked: desk().vault.asked }).toEqual(before);
    expect(accounts.current()?.id).toBe(account.id);
    expect(await desk().folder.env.readFile(file, 10_000)).toEqual(content);
  });

  it('names the profile that the file does not have', async () => {
    const attempt = await desk()
      .start()
      .signIn({ file: desk().writeConfig('ADMIN'), profile: 'X', passphrase: null });
    expect(attempt).toMatchObject({ problem: { kind: 'profile-unknown', profile: 'X' } });
  });

  it('says by how much the clock is off', async () => {
    desk().clockOff = 11 * 60_000;
    const attempt = await desk()
      .start()
      .signIn({ file: desk().writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null });
    const { problem } = attempt as { problem: { kind: string; seconds: number } };
    expect(problem.kind).toBe('clock-skew');
    expect(Math.abs(problem.seconds - 660)).toBeLessThan(5);
  });

  it('keeps nothing when the vault refuses', async () => {
    desk().vault.refuse = 'put';
    const accounts = desk().start();
    const attempt = await accounts.signIn({ file: desk().writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null });
    expect(attempt).toEqual({ ok: false, problem: { kind: 'vault-failed', reason: 'the keychain is locked' } });
    expect(accounts.list()).toEqual([]);
    expect(desk().store.content).toBeUndefined();
  });

  it('takes the key out of the vault again when the metadata cannot be stored', async () => {
    desk().store.refuse = true;
    const accounts = desk().start();
    const attempt = await accounts.signIn({ file: desk().writeConfig('ADMIN'), profile: 'ADMIN', passphrase: null });
    expect(attempt).toEqual({ ok: false, problem: { kind: 'settings-failed', reason: 'the disk is full' } });
    expect(desk().vault.asked.map((call) => call.split(' ')[0])).toEqual(['put', 'remove']);
    expect(accounts.list()).toEqual([]);
    expect(await accounts.client()).toMatchObject({ problem: { kind: 'signed-out' } });
  });

  it('keeps nothing when it is cancelled', async () => {
    await tell('faults', { kind: 'latency', ms: 5_000, path: '/tenancies/' });
    const accounts = desk().start();
    const leaving = new AbortController();
    const file = desk().writeConfig('ADMIN');
    const attempt = accounts.signIn({ file, profile: 'ADMIN', passphrase: null }, leaving.signal);
    setTimeout(() => leaving.abort(), 200);
    expect(await attempt).toMatchObject({ problem: { kind: 'cancelled' } });
    expect(desk().vault.asked).toEqual([]);
    expect(desk().store.writes).toBe(0);
  });
});

describe('a sign-in that waits for another one', () => {
  it('stores nothing when it is cancelled in between', async () => {
    const asking = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const put: Vault['put'] = async (entry, bytes) => {
      asking.resolve();
      await answer.promise;
      return desk().vault.put(entry, bytes);
    };
    const accounts = desk().start({ ...desk().vault, put });
    const first = signInAsAdmin(accounts);
    // The keychain still asks the user about the first sign-in, and the second sign-in waits only for the keychain.
    await asking.promise;
    const leaving = new AbortController();
    const file = desk().writeConfig('USER', {}, 'USER');
    const second = accounts.signIn({ file, profile: 'USER', passphrase: null }, leaving.signal);
    const done = async () => (await asked()).filter((path) => path.endsWith('/Me')).length === 2;
    while (!(await done())) await sleep(10);
    await sleep(50);
    leaving.abort();
    answer.resolve();
    expect(await second).toMatchObject({ problem: { kind: 'cancelled' } });
    expect(accounts.list()).toEqual([(await first).account]);
  });
});

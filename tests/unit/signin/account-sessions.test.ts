import { describe, expect, it } from 'vitest';
import type { Account, Accounts } from '../../../main/signin/account.ts';
import { fingerprintOf } from '../../../main/signin/private-key.ts';
import { createFakeClock } from '../../support/parts/fake-clock.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { claimsOf, signInAtLogin } from '../../support/simulator/login-page.ts';

const { simulator, desk, tell, asked } = setUpSignInDesk(5);

const MINUTE = 60_000;
const REFRESH = 'POST /v1/authentication/refresh';

/** A user who has signed in with the browser, and a clock and a lock that the test moves. */
async function signedIn() {
  const clock = createFakeClock(Date.now());
  const lock = { isLocked: false };
  const accounts = desk().start(undefined, { clock, isLocked: () => lock.isLocked });
  const signIn = async () => {
    const { token, privateKey } = await signInAtLogin(simulator().url, 'Ada Byron');
    const { sub, tenant, iat, exp } = claimsOf(token);
    const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
    unwrap(
      await accounts.signInWithSession({
        name: 'Browser',
        tenancyOcid: tenant,
        userOcid: sub,
        fingerprint: fingerprintOf(privateKey),
        region: { id: 'eu-frankfurt-1', key: 'fra', realmDomain: 'oraclecloud.com' },
        endpoint: simulator().url,
        privateKey,
        token,
        signedInBy: {
          kind: 'browser-session',
          issued: instant(iat),
          expires: instant(exp),
          renewableUntil: instant(iat + 24 * 3600),
        },
      }),
    );
  };
  await signIn();
  const account = () => accounts.current() as Account;
  return { accounts, account, signIn, clock, lock, ...shownBy(accounts) };
}

const shownBy = (accounts: Accounts) => ({
  shown: () => accounts.signedInBy(accounts.current() as Account),
  expires: () => {
    const { signedInBy } = accounts.current() as Account;
    return 'expires' in signedInBy ? signedInBy.expires : '';
  },
});

const refreshes = async () => (await asked()).filter((call) => call === REFRESH).length;
const useIt = async (accounts: Accounts) => unwrap(await unwrap(await accounts.client()).oracle.getTenancy());
const tokenOf = async (id: string) => unwrap(await desk().vault.get(`session:${id}`))?.toString('latin1') ?? '';

describe('a session in use', () => {
  it('is prolonged at half of its life: the new token signs, rests in the keychain, and its end is told and stored', async () => {
    const { accounts, account, clock, expires } = await signedIn();
    await tell('switches', { tokenLife: 7200 });
    const before = { expires: expires(), token: await tokenOf(account().id) };
    await useIt(accounts);
    clock.advance(31 * MINUTE);
    await expect.poll(expires).not.toBe(before.expires);
    const token = await tokenOf(account().id);
    expect(token).not.toBe(before.token);
    expect(expires()).toBe(new Date(claimsOf(token).exp * 1000).toISOString());
    await useIt(accounts);
    expect(await refreshes()).toBe(1);
    const afterRestart = desk().start();
    expect(shownBy(afterRestart).expires()).toBe(expires());
    await useIt(afterRestart);
  });

  it('stays in use by requests alone: a report that runs for hours takes its client once', async () => {
    const { accounts, clock, expires } = await signedIn();
    await tell('switches', { tokenLife: 7200 });
    const { oracle } = unwrap(await accounts.client());
    clock.advance(31 * MINUTE);
    await expect.poll(refreshes).toBe(1);
    await expect.poll(() => expires() > new Date(clock.now() + 80 * MINUTE).toISOString()).toBe(true);
    await tell('switches', { tokenLife: 14_400 });
    clock.advance(70 * MINUTE);
    expect(await refreshes()).toBe(1);
    unwrap(await oracle.getTenancy());
    await expect.poll(refreshes).toBe(2);
    // The request that renews the session does not count as use: without a user, there is no further renewal.
    clock.advance(100 * MINUTE);
    expect(await refreshes()).toBe(2);
  });

  it('is left alone while Keydesk is locked, and prolonged when it is used after that', async () => {
    const { accounts, clock, lock, expires } = await signedIn();
    await tell('switches', { tokenLife: 7200 });
    const before = expires();
    await useIt(accounts);
    lock.isLocked = true;
    clock.advance(40 * MINUTE);
    expect(unwrapKind(await accounts.renewSession(accounts.current()?.id ?? ''))).toBe('locked');
    expect(await refreshes()).toBe(0);
    lock.isLocked = false;
    await useIt(accounts);
    await expect.poll(expires).not.toBe(before);
  });

  it('that Oracle answers with the same end tells the truth, and offers no more', async () => {
    const { accounts, account, shown, expires } = await signedIn();
    await tell('switches', { refresh: 'unchanged' });
    const before = expires();
    expect(await accounts.renewSession(account().id)).toEqual({
      ok: false,
      problem: { kind: 'session-not-longer', expires: before },
    });
    expect(shown()).toMatchObject({ expires: before, phase: 'valid', renewable: false });
    await useIt(accounts);
  });

  it('that Oracle refuses to prolong lasts until its end all the same', async () => {
    const { accounts, account, shown } = await signedIn();
    await tell('switches', { refresh: 'refused' });
    expect(unwrapKind(await accounts.renewSession(account().id))).toBe('session-not-longer');
    expect(shown()).toMatchObject({ phase: 'valid', renewable: false });
    await useIt(accounts);
  });

  it('is not taken from an answer that holds no token', async () => {
    const { accounts, account, shown, expires } = await signedIn();
    await tell('faults', { kind: 'wrong-shape', path: '/authentication/refresh' });
    const before = expires();
    expect(unwrapKind(await accounts.renewSession(account().id))).toBe('unexpected-answer');
    expect(shown()).toMatchObject({ expires: before, phase: 'valid', renewable: true });
  });

  it('lives on in memory where the keychain refuses its new token, and says so', async () => {
    const { accounts, account, shown, expires } = await signedIn();
    await tell('switches', { tokenLife: 7200 });
    const before = expires();
    desk().vault.refuse = 'put';
    await useIt(accounts);
    unwrap(await accounts.renewSession(account().id));
    expect(shown()).toMatchObject({ rests: 'memory' });
    expect(expires() > before).toBe(true);
    await useIt(accounts);
    // The account's file still has the end of the session in the keychain.
    expect(shownBy(desk().start()).expires()).toBe(before);

    // When the keychain accepts entries again, the session in memory moves into it, and the file gets the session's end.
    expect(await accounts.keychainIsBack()).toMatchObject({ problem: { kind: 'vault-failed' } });
    expect(shown()).toMatchObject({ rests: 'memory' });
    desk().vault.refuse = null;
    unwrap(await accounts.keychainIsBack());
    expect(shown()).toMatchObject({ rests: 'keychain' });
    const afterRestart = desk().start();
    expect(shownBy(afterRestart).expires()).toBe(expires());
    await useIt(afterRestart);
  });

  it('that is signed in with again while it is prolonged is not changed by the late answer', async () => {
    const { accounts, account, signIn, shown } = await signedIn();
    const { id } = account();
    await tell('switches', { tokenLife: 7200 });
    await tell('faults', { kind: 'hold', path: '/authentication/refresh' });
    const renewed = accounts.renewSession(id);
    await expect.poll(refreshes).toBe(1);
    await tell('switches', { tokenLife: 1800 });
    await signIn();
    const [before, token] = [shown(), await tokenOf(id)];
    // The session of the late answer would last longer than both others.
    await tell('switches', { tokenLife: 7200 });
    await fetch(`${simulator().url}/simulator/faults`, { method: 'DELETE' });
    await renewed;
    expect([account().id, shown(), await tokenOf(id)]).toEqual([id, before, token]);
    await useIt(accounts);
  });
});

describe('a session that is over', () => {
  it('sends nothing: every call says so, until the person signs in again as the same account', async () => {
    const { accounts, account, clock, shown, signIn } = await signedIn();
    const { id } = account();
    const client = unwrap(await accounts.client());
    clock.sleep(61 * MINUTE);
    expect(shown()).toMatchObject({ phase: 'over' });
    const before = (await asked()).length;
    const over = { problem: { kind: 'session-over', delivery: 'not-sent' } };
    expect(await accounts.client()).toMatchObject(over);
    expect(await client.oracle.classic().createKey({ kind: 'self' }, newKey, 'token')).toMatchObject(over);
    expect(await client.oracle.getTenancy()).toMatchObject(over);
    expect(unwrapKind(await accounts.renewSession(id))).toBe('session-over');
    expect((await asked()).length).toBe(before);
    clock.sleep(-61 * MINUTE);
    await signIn();
    expect(account().id).toBe(id);
    await useIt(accounts);
  });

  it('is over for Oracle before its time: the call that finds out has changed nothing, and the next is not sent', async () => {
    const { accounts, account, shown } = await signedIn();
    const { oracle } = unwrap(await accounts.client());
    const user = account().userOcid;
    await tell('advance', { user, endSessions: true });
    const created = await oracle.classic().createKey({ kind: 'self' }, newKey, 'token');
    expect(created).toMatchObject({ problem: { kind: 'session-over', delivery: 'answered' } });
    expect(shown()).toMatchObject({ phase: 'over' });
    const before = (await asked()).length;
    expect(await accounts.client()).toMatchObject({ problem: { kind: 'session-over', delivery: 'not-sent' } });
    expect((await asked()).length).toBe(before);
  });

  it('is found out by a domain’s refusal as well, and by one question to Oracle beside it', async () => {
    const { accounts, account } = await signedIn();
    const { oracle } = unwrap(await accounts.client());
    await tell('advance', { user: account().userOcid, endSessions: true });
    const listed = await oracle.domain(simulator().domainUrl).listKeys({ kind: 'self' });
    expect(listed).toMatchObject({ problem: { kind: 'session-over' } });
    expect((await asked()).filter((call) => call.startsWith('GET /20160918/tenancies/')).length).toBeGreaterThan(0);
  });

  it('is not concluded from a domain that takes no sessions', async () => {
    const { accounts, shown } = await signedIn();
    const { oracle } = unwrap(await accounts.client());
    await tell('switches', { sessionsInDomains: false });
    const listed = await oracle.domain(simulator().domainUrl).listKeys({ kind: 'self' });
    expect(listed).toMatchObject({ problem: { kind: 'not-authenticated' } });
    expect(shown()).toMatchObject({ phase: 'valid' });
  });

  it('is known after a restart, without the keychain', async () => {
    const { clock } = await signedIn();
    clock.sleep(120 * MINUTE);
    desk().vault.asked.length = 0;
    const accounts = desk().start(undefined, { clock });
    expect(shownBy(accounts).shown()).toMatchObject({ phase: 'over' });
    expect(unwrapKind(await accounts.client())).toBe('session-over');
    expect(desk().vault.asked).toEqual([]);
  });

  it('leaves the key of this computer alone, which has no end', async () => {
    const { accounts, clock } = await signedIn();
    unwrap(await accounts.signInSample(simulator().configFile, 'ADMIN'));
    clock.sleep(48 * 60 * MINUTE);
    unwrap(await accounts.client());
    expect(unwrapKind(await accounts.renewSession(accounts.current()?.id ?? ''))).toBe('account-unknown');
  });
});

const newKey = { name: 'ci', description: null, expiresOn: null };

const unwrapKind = (outcome: { readonly ok: boolean; readonly problem?: { readonly kind: string } }) =>
  outcome.ok ? 'ok' : (outcome.problem?.kind ?? '');

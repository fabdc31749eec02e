import { describe, expect, it } from 'vitest';
import type { Accounts } from '../../../main/signin/account.ts';
import { fingerprintOf } from '../../../main/signin/private-key.ts';
import { storedTimes } from '../../../main/signin/session-times.ts';
import { takeSessionToken } from '../../../main/signin/session-token.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { makeRsaPair, signInAtLogin } from '../../support/simulator/login-page.ts';
import { startScriptedServer } from '../../support/simulator/scripted-server.ts';

// Security lines 28 and 29 for sessions: no redirect is followed with a token, and each fault is a clear failure that changes nothing.

const { simulator, desk, tell } = setUpSignInDesk(5);

const pair = makeRsaPair();

/** Signs in with a session that the simulator has issued for `pair`. */
async function signInAt(accounts: Accounts) {
  const { token, privateKey } = await signInAtLogin(simulator().loginUrl, 'Ada Byron', pair);
  const claims = unwrap(takeSessionToken(token, Date.now()));
  return accounts.signInWithSession({
    name: 'Browser',
    tenancyOcid: claims.tenancyOcid,
    userOcid: claims.userOcid,
    fingerprint: fingerprintOf(privateKey),
    region: { id: 'eu-frankfurt-1', key: 'fra', realmDomain: 'oraclecloud.com' },
    endpoint: simulator().url,
    privateKey,
    token,
    signedInBy: { kind: 'browser-session', ...storedTimes(claims), renewableUntil: null },
  });
}

const faults: readonly (readonly [object, string])[] = [
  [{ kind: 'drop-before' }, 'unreachable'],
  [{ kind: 'drop-after' }, 'unreachable'],
  [{ kind: 'reset-mid-body' }, 'unexpected-answer'],
  [{ kind: 'truncated-json' }, 'unexpected-answer'],
  [{ kind: 'not-json' }, 'unexpected-answer'],
  [{ kind: 'wrong-shape' }, 'unexpected-answer'],
  [{ kind: 'status', status: 400 }, 'rejected'],
  [{ kind: 'status', status: 403 }, 'not-allowed'],
  [{ kind: 'status', status: 404 }, 'not-found'],
  [{ kind: 'status', status: 429, retryAfterSeconds: 7 }, 'too-many-requests'],
  [{ kind: 'status', status: 500 }, 'service-error'],
  [{ kind: 'status', status: 503 }, 'service-error'],
];

describe('a session that is to be prolonged', () => {
  it.each(faults)('under %j is told %s, and goes on as it is', async (fault, kind) => {
    const accounts = desk().start();
    const account = unwrap(await signInAt(accounts));
    const before = accounts.signedInBy(account);
    await tell('faults', { ...fault, path: '/v1/authentication/refresh' });
    expect(await accounts.renewSession(account.id)).toMatchObject({ ok: false, problem: { kind } });
    expect(accounts.signedInBy(account)).toEqual(before);
    const { oracle } = unwrap(await accounts.client());
    expect((await oracle.getHomeRegion()).ok).toBe(true);
    // Without this a token renewed within the same second would have the same end.
    await tell('switches', { tokenLife: 7200 });
    expect((await accounts.renewSession(account.id)).ok).toBe(true);
  });

  it('follows no redirect with its token', async () => {
    const elsewhere = await startScriptedServer((response) => response.end('{"token":"a.b.c"}'));
    const accounts = desk().start();
    const account = unwrap(await signInAt(accounts));
    await tell('faults', {
      kind: 'redirect',
      location: elsewhere.url,
      status: 307,
      path: '/v1/authentication/refresh',
    });
    expect(await accounts.renewSession(account.id)).toMatchObject({ ok: false, problem: { kind: 'redirected' } });
    expect(elsewhere.seen).toEqual([]);
  });
});

describe('a session that is signed in with', () => {
  // Not 404: it only says that the classic API does not know the user, who may belong to another domain.
  it.each(faults.filter(([, kind]) => kind !== 'not-found'))(
    'under %j at the first call is told, and nobody is signed in',
    async (fault) => {
      const accounts = desk().start();
      await tell('faults', { ...fault, path: '^/20160918/users/', times: null });
      expect((await signInAt(accounts)).ok).toBe(false);
      expect(accounts.list()).toEqual([]);
      expect(desk().vault.asked).toEqual([]);
    },
  );
});

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../main/basics/clock.ts';
import { createBrowserSignIn } from '../../../../main/signin/browser/browser-sign-in.ts';
import { setUpBrowserDesk } from '../../../support/parts/browser-desk.ts';
import { unwrap } from '../../../support/parts/unwrap.ts';
import { answerPath, callListener, comeBack, isPortFree, postAnswer } from '../../../support/simulator/browser-back.ts';
import { authorizeUrl, pressAtLogin } from '../../../support/simulator/login-page.ts';

const { simulator, desk, tell, asked, start, signInAs } = setUpBrowserDesk(5);

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe('signing in with the browser', () => {
  it('makes an account of whoever signs in at Oracle, with a session that signs, and comes to the front', async () => {
    const here = await start();
    const { told, end } = await here.signIn();
    expect(told.status).toBe(204);
    expect(end).toEqual({ kind: 'idle' });
    expect(here.system.front).toBe(1);
    const account = here.accounts.current();
    expect(account).toMatchObject({
      displayName: 'Ada Byron',
      tenancyName: 'acme',
      region: 'eu-frankfurt-1',
      endpoint: simulator().url,
      signedInBy: { kind: 'browser-session' },
    });
    const { signedInBy } = account ?? {};
    if (account === null || signedInBy?.kind !== 'browser-session') throw new Error('There is no session.');
    const shown = here.accounts.signedInBy(account);
    expect(shown).toMatchObject({ phase: 'valid', renewable: true, rests: 'keychain' });
    expect(signedInBy.expires > later(58) && signedInBy.expires < later(61)).toBe(true);
    expect((signedInBy.renewableUntil ?? '') > later(23 * 60 + 58)).toBe(true);
    unwrap(await unwrap(await here.accounts.client()).oracle.getTenancy());
    await expect.poll(isPortFree).toBe(true);
  });

  it('stores key and token in the keychain alone, and goes on with them after a restart', async () => {
    const here = await start();
    await here.signIn();
    const account = here.accounts.current();
    expect(desk().vault.asked).toEqual([`put account:${account?.id}`, `put session:${account?.id}`]);
    const token = unwrap(await desk().vault.get(`session:${account?.id}`))?.toString('latin1') ?? '';
    expect(token.split('.')).toHaveLength(3);
    expect(JSON.stringify(desk().store.content)).not.toContain(token.slice(20, 60));
    const afterRestart = desk().start();
    unwrap(await unwrap(await afterRestart.client()).oracle.getTenancy());
    expect(afterRestart.current()).toEqual(account);
  });

  it('again as the same user renews the account; another user becomes another account', async () => {
    const here = await start();
    await here.signIn();
    const first = here.accounts.current();
    await here.signIn();
    expect(here.accounts.list().map(({ id }) => id)).toEqual([first?.id]);
    await here.signIn('Sign in as Charles Babbage');
    expect(here.accounts.list()).toHaveLength(2);
    unwrap(await here.signingIn.again(first?.id ?? ''));
    const { location } = await pressAtLogin(here.signingIn.address() ?? '', 'Sign in as Ada Byron');
    await comeBack(location);
    await here.ended();
    expect(here.accounts.current()?.id).toBe(first?.id);
    expect(here.accounts.list()).toHaveLength(2);
  });

  it('stands beside the account of a file, whose key lasts', async () => {
    const here = await start();
    await signInAs('ADMIN', here.accounts);
    await here.signIn();
    expect(here.accounts.list().map(({ signedInBy }) => signedInBy.kind)).toEqual(['file-key', 'browser-session']);
  });

  it('lives in memory, and says so, where the keychain refuses at the end', async () => {
    const here = await start();
    desk().vault.refuse = 'put';
    expect((await here.signIn()).end).toEqual({ kind: 'idle' });
    const account = here.accounts.current();
    if (account === null) throw new Error('Nobody is signed in.');
    expect(here.accounts.signedInBy(account)).toMatchObject({ rests: 'memory' });
    here.accounts.forgetKeys();
    unwrap(await unwrap(await here.accounts.client()).oracle.getTenancy());
    expect(desk().store.writes).toBe(0);

    // The keychain takes again: no other sign-in is needed, and the session is there after a restart.
    desk().vault.refuse = null;
    unwrap(await here.accounts.keychainIsBack());
    expect(here.accounts.current()).toMatchObject({ id: account.id, vaultKind: 'keychain' });
    const afterRestart = desk().start();
    expect(afterRestart.list()).toMatchObject([{ id: account.id, vaultKind: 'keychain' }]);
    unwrap(await unwrap(await afterRestart.client()).oracle.getTenancy());
  });

  it('belongs to the sample tenancy where the person signs in at the sample’s address', async () => {
    const here = await start();
    unwrap(await here.accounts.signInSample(simulator().configFile, 'ADMIN'));
    const listed = (await here.signingIn.regions()).filter(({ sample }) => sample);
    expect(listed.map(({ choice }) => choice)).toEqual([here.choice()]);
    await here.signIn();
    expect(here.accounts.current()).toMatchObject({ sample: true, signedInBy: { kind: 'browser-session' } });
    expect(desk().vault.asked).toEqual([]);
    expect(desk().store.writes).toBe(0);
  });

  it('takes an answer without an id_token, whose name is not promised', async () => {
    await tell('switches', { idToken: false });
    expect((await (await start()).signIn()).end).toEqual({ kind: 'idle' });
  });
});

describe('the wait for the browser', () => {
  it('tells the address, until when, and whether a browser opened', async () => {
    const here = await start();
    here.system.opens = false;
    const address = await here.begin('acme');
    await expect.poll(() => here.signingIn.state()).toMatchObject({ kind: 'waiting', browser: 'none', address });
    expect(here.opened).toEqual([address]);
    expect(address.startsWith(`${simulator().url}/v1/oauth2/authorize?action=login&`)).toBe(true);
    expect(new URL(address).searchParams.get('tenant')).toBe('acme');
    here.system.opens = true;
    here.signingIn.openAgain();
    await expect.poll(() => here.signingIn.state()).toMatchObject({ browser: 'opened' });
    expect(here.opened).toHaveLength(2);
  });

  it('listens before the browser opens, on both addresses of this computer', async () => {
    const here = await start();
    await here.begin();
    const [v4, v6] = await Promise.all(['127.0.0.1', '::1'].map((address) => callListener({ address })));
    expect([v4?.status, v6?.status]).toEqual([200, 200]);
  });

  it('ends after five minutes, and nothing listens any more', async () => {
    const here = await start();
    await here.begin();
    expect(here.timers.map(({ ms }) => ms)).toEqual([5 * 60_000]);
    here.timers[0]?.run();
    expect(await here.ended()).toEqual({ kind: 'failed', problem: { kind: 'sign-in-timed-out', minutes: 5 } });
    await expect.poll(isPortFree).toBe(true);
    await here.signingIn.cancel();
    expect(here.signingIn.state()).toEqual({ kind: 'idle' });
  });

  it('ends with Cancel, and an answer that comes later is nobody’s', async () => {
    const here = await start();
    const { location } = await pressAtLogin(await here.begin(), 'Sign in as Ada Byron');
    await here.signingIn.cancel();
    await expect(comeBack(location)).rejects.toThrow();
    expect(here.accounts.list()).toEqual([]);
    expect(here.timers).toEqual([]);
  });

  it('cancelled before it has made its key pair opens no browser, and nothing listens', async () => {
    const here = await start();
    const where = (await here.signingIn.regions()).find(({ choice }) => choice === here.choice());
    if (where === undefined) throw new Error('There is no region.');
    const opened: string[] = [];
    const browser = createBrowserSignIn({
      accounts: here.accounts,
      openBrowser: async (address) => opened.push(address) > 0,
      clock: systemClock,
      newNonce: randomUUID,
      onSignedIn: () => {},
    });
    const starting = browser.start(where, null);
    await nextTurn();
    await browser.cancel();
    unwrap(await starting);
    expect(opened).toEqual([]);
    expect(browser.state()).toEqual({ kind: 'idle' });
    expect(await isPortFree()).toBe(true);
  });

  it('does not begin where it is cancelled before it listens: nothing opens, and nothing listens', async () => {
    const here = await start();
    // One after the other: while the regions are read, and while the key pair is made.
    for (const ms of [0, 5, 20, 40]) {
      const begun = here.signingIn.start(here.choice(), null);
      await wait(ms);
      await here.signingIn.cancel();
      await begun;
      expect(here.signingIn.state()).toEqual({ kind: 'idle' });
      expect(await isPortFree()).toBe(true);
    }
    expect(here.timers).toEqual([]);
  });

  it('begins once where two starts come at once, and ends with Cancel', async () => {
    const here = await start();
    const starts = [0, 1, 2].map(() => here.signingIn.start(here.choice(), null));
    for (const started of await Promise.all(starts)) expect(started.ok).toBe(true);
    expect(here.signingIn.state().kind).toBe('waiting');
    expect(here.opened).toHaveLength(1);
    await here.signingIn.cancel();
    expect(await isPortFree()).toBe(true);
  });

  it('cancelled while Oracle is asked signs nobody in', async () => {
    const here = await start();
    await tell('faults', { kind: 'hold', path: '/20160918/users/' });
    const { location } = await pressAtLogin(await here.begin(), 'Sign in as Ada Byron');
    await comeBack(location);
    expect(here.signingIn.state().kind).toBe('proving');
    await here.signingIn.cancel();
    expect(here.signingIn.state()).toEqual({ kind: 'idle' });
    expect(here.accounts.list()).toEqual([]);
    expect(await isPortFree()).toBe(true);
  });

  it('is replaced by another start, whose answer alone counts', async () => {
    const here = await start();
    const first = await pressAtLogin(await here.begin(), 'Sign in as Ada Byron');
    await here.begin();
    expect((await comeBack(first.location)).status).toBe(400);
    expect(await here.ended()).toMatchObject({ problem: { kind: 'nonce-differs' } });
  });

  it('does not begin where another program holds the port, and names it', async () => {
    const here = await start();
    for (const address of ['127.0.0.1', '::1', '0.0.0.0']) {
      const other = createServer().listen(8181, address);
      await new Promise((resolve) => other.once('listening', resolve));
      const problem = { kind: 'port-taken', port: 8181, holder: expect.stringMatching(/\(process \d+\)$/) };
      expect(await here.signingIn.start(here.choice(), null)).toEqual({ ok: false, problem });
      expect(here.signingIn.state()).toEqual({ kind: 'idle' });
      expect(here.opened).toEqual([]);
      await new Promise((resolve) => other.close(resolve));
    }
    await here.begin();
  });

  it('does not begin in a region that nobody knows', async () => {
    expect(await (await start()).signingIn.start('atlantis', null)).toMatchObject({
      problem: { kind: 'region-unknown' },
    });
  });
});

describe('an answer that is refused', () => {
  const answers: readonly (readonly [string, string | null, string])[] = [
    ['no token', 'no-token', 'answer-without-token'],
    ['text that is no token', 'not-a-jwt', 'answer-not-token'],
    ['more than any answer', 'too-large', 'answer-too-large'],
    ['a token for another key than ours', 'other-key', 'token-not-ours'],
  ];
  it.each(answers)('holds %s: the sign-in fails, and nothing listens any more', async (_what, answer, kind) => {
    const here = await start();
    await tell('faults', { kind: 'login-answer', answer, method: 'POST' });
    const { end } = await here.signIn();
    expect(end).toMatchObject({ kind: 'failed', problem: { kind } });
    expect(here.accounts.list()).toEqual([]);
    expect(desk().vault.asked).toEqual([]);
    await expect.poll(isPortFree).toBe(true);
  });

  it.each(['fragment', 'query'])('holds a denial, in the %s: Oracle’s words are told', async (denial) => {
    const here = await start();
    await tell('switches', { denial });
    const { end } = await here.signIn('Deny');
    const reason = 'The resource owner denied the request.';
    expect(end).toEqual({ kind: 'failed', problem: { kind: 'sign-in-denied', reason } });
  });

  it('holds a session that is over', async () => {
    const here = await start();
    desk().clockOff = 2 * 60 * 60_000;
    expect((await here.signIn()).end).toMatchObject({ problem: { kind: 'token-expired' } });
  });

  it('comes while the clock of this computer is off', async () => {
    const here = await start();
    desk().clockOff = 20 * 60_000;
    const { end } = await here.signIn();
    expect(end).toMatchObject({ kind: 'failed', problem: { kind: 'clock-skew' } });
  });

  it('comes for a region that the tenancy does not have', async () => {
    const here = await start();
    desk().folder.write('.oci/config', `[OTHER]\nregion = ap-osaka-1\nkeydesk_endpoint = ${simulator().url}\n`);
    unwrap(await here.signingIn.start(`ap-osaka-1 ${simulator().url}`, null));
    const { location } = await pressAtLogin(here.signingIn.address() ?? '', 'Sign in as Ada Byron');
    await comeBack(location);
    expect(await here.ended()).toMatchObject({
      problem: {
        kind: 'region-not-subscribed',
        region: 'ap-osaka-1',
        subscribed: expect.arrayContaining(['eu-frankfurt-1']),
      },
    });
    expect(here.accounts.list()).toEqual([]);
  });

  it('comes when the network is away: Oracle could not be asked', async () => {
    const here = await start();
    await tell('faults', { kind: 'drop-before', path: '/20160918/users/', times: null });
    expect((await here.signIn()).end).toMatchObject({ problem: { kind: 'unreachable' } });
    expect(here.accounts.list()).toEqual([]);
  });

  it('is a second one: the page says that this sign-in is over', async () => {
    const here = await start();
    await tell('faults', { kind: 'hold', path: '/20160918/users/' });
    const { location } = await pressAtLogin(await here.begin(), 'Sign in as Ada Byron');
    const path = await answerPath();
    const answer = new URL(location ?? '').hash.slice(1);
    expect((await postAnswer(path, answer)).status).toBe(204);
    expect((await postAnswer(path, answer)).status).toBe(410);
    const page = await callListener();
    expect(page.status).toBe(410);
    expect(page.text).toContain('This sign-in is over');
    expect(page.text).not.toContain('<script');
    await fetch(`${simulator().url}/simulator/faults`, { method: 'DELETE' });
    expect(await here.ended()).toEqual({ kind: 'idle' });
  });
});

describe('somebody else’s page', () => {
  it.each([
    ['another Origin', { origin: 'https://evil.example' }, 'a page of https://evil.example'],
    ['no Origin', { origin: null }, 'a program without a page'],
    ['an opaque Origin', { origin: 'null' }, 'a page of null'],
    ['the Origin by address', { origin: 'http://127.0.0.1:8181' }, 'a page of http://127.0.0.1:8181'],
    ['another site behind our Origin', { 'sec-fetch-site': 'cross-site' }, 'a page of http://localhost:8181'],
    ['a name bent to this computer', { host: 'evil.example:8181' }, 'a page of evil.example:8181'],
    ['this computer by address', { host: '127.0.0.1:8181' }, 'a page of 127.0.0.1:8181'],
    ['the name without its port', { host: 'localhost' }, 'a page of localhost'],
  ])('with %s is turned away, and the sign-in goes on', async (_what, headers, stranger) => {
    const here = await start();
    const { location } = await pressAtLogin(await here.begin(), 'Sign in as Ada Byron');
    const path = await answerPath();
    const answer = new URL(location ?? '').hash.slice(1);
    const told = await postAnswer(path, answer, headers);
    expect([403, 421]).toContain(told.status);
    expect(here.signingIn.state()).toMatchObject({ kind: 'waiting', turnedAway: expect.stringContaining(stranger) });
    expect((await comeBack(location)).status).toBe(204);
    expect(await here.ended()).toEqual({ kind: 'idle' });
  });

  it.each(['iframe', 'script', 'image', 'empty'])(
    'gets no page for a frame or a part of its own: %s',
    async (wanted) => {
      const here = await start();
      await here.begin();
      const told = await callListener({ headers: { 'sec-fetch-dest': wanted } });
      expect(told.status).toBe(403);
      expect(told.text).not.toContain('<html');
    },
  );

  it('that guesses where the answer goes finds nothing', async () => {
    const here = await start();
    await here.begin();
    expect((await postAnswer('/', 'security_token=a.b.c')).status).toBe(403);
    expect((await postAnswer('/answer', 'security_token=a.b.c')).status).toBe(403);
    expect((await callListener({ path: '/favicon.ico' })).status).toBe(404);
    expect((await callListener({ method: 'PUT' })).status).toBe(405);
    expect(here.signingIn.state().kind).toBe('waiting');
  });
});

describe('the page that the browser comes back to', () => {
  it('has a policy of its own, is stored nowhere, and shows nothing of the answer', async () => {
    const here = await start();
    await here.begin();
    const { headers, text } = await callListener();
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      connection: 'close',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect([...text.matchAll(/<(?:script|style) nonce="([\w-]+)">/g)].map(([, each]) => each)).toEqual([nonce, nonce]);
    await here.begin();
    expect((await callListener()).text).not.toContain(nonce);
  });
});

describe('the address of the sign-in', () => {
  it('is the one that Oracle’s CLI opens, for a key of this sign-in alone', async () => {
    const here = await start();
    const first = new URL(await here.begin());
    const second = new URL(await here.begin());
    const key = (url: URL) => JSON.parse(Buffer.from(url.searchParams.get('public_key') ?? '', 'base64url').toString());
    expect(Object.keys(key(first))).toEqual(['kty', 'n', 'e', 'kid']);
    expect(key(first)).toMatchObject({ kty: 'RSA', e: 'AQAB' });
    expect(key(first).n).not.toBe(key(second).n);
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const cli = new URL(authorizeUrl(simulator().url, publicKey));
    expect([...first.searchParams.keys()].sort()).toEqual([...cli.searchParams.keys()].sort());
    for (const name of ['action', 'client_id', 'response_type', 'scope', 'redirect_uri']) {
      expect(first.searchParams.get(name)).toBe(cli.searchParams.get(name));
    }
    expect(await asked()).toEqual([]);
  });
});

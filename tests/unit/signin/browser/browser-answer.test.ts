import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { setUpBrowserDesk } from '../../../support/parts/browser-desk.ts';
import { unwrap } from '../../../support/parts/unwrap.ts';
import { answerPath, callListener, comeBack, isPortFree, postAnswer } from '../../../support/simulator/browser-back.ts';
import { authorizeUrl, pressAtLogin } from '../../../support/simulator/login-page.ts';

const { simulator, desk, tell, asked, start } = setUpBrowserDesk(5);

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

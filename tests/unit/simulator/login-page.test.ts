import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { authorizeUrl, claimsOf, pressAtLogin, signInAtLogin } from '../../support/simulator/login-page.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: 60 });
});
afterAll(() => simulator.close());
beforeEach(() => simulatorControls(simulator.url).reset());

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'x' };
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const urlWith = (changes: Parameters<typeof authorizeUrl>[2] = {}) =>
  authorizeUrl(simulator.loginUrl, pair.publicKey, changes);

describe('the simulator’s login page', () => {
  it('has a button for each known person, and one to deny, under a strict policy', async () => {
    const page = await fetch(urlWith());
    const html = await page.text();
    const buttons = [...html.matchAll(/<button [^>]*>([^<]+)</g)].map(([, text]) => text);
    expect(buttons.slice(0, 3)).toEqual([
      'Sign in as Ada Byron',
      'Sign in as Charles Babbage',
      'Sign in as Grace Hopper',
    ]);
    expect(buttons).toContain('Sign in as 紫式部');
    expect(buttons.at(-1)).toBe('Deny');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:\/\/localhost:8181; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(html).not.toContain('<script');
  });

  it.each([
    { change: { action: null }, sentence: 'action must be login' },
    { change: { client_id: 'other' }, sentence: 'client_id must be iaas_console' },
    { change: { response_type: 'token' }, sentence: 'response_type must be token id_token' },
    { change: { nonce: '' }, sentence: 'nonce must be' },
    { change: { scope: 'email' }, sentence: 'scope must be openid' },
    { change: { redirect_uri: 'http://localhost:8182' }, sentence: 'redirect_uri must be http://localhost:8181' },
    { change: { redirect_uri: 'http://127.0.0.1:8181' }, sentence: 'redirect_uri must be http://localhost:8181' },
    { change: { redirect_uri: 'https://evil.example' }, sentence: 'redirect_uri must be http://localhost:8181' },
    { change: { public_key: null }, sentence: 'public_key must be' },
    { change: { public_key: encoded({ ...jwk, kid: undefined }) }, sentence: 'public_key must be' },
    { change: { public_key: encoded({ ...jwk, e: 'Aw' }) }, sentence: 'public_key must be' },
    { change: { public_key: encoded({ ...jwk, n: 'AQAB' }) }, sentence: 'public_key must be' },
    { change: { public_key: 'n o t' }, sentence: 'public_key must be' },
    { change: { state: 'x' }, sentence: 'no parameter state' },
    { change: { tenant: 'elsewhere' }, sentence: 'no tenancy elsewhere' },
  ])('refuses $change on a page, and redirects to nobody', async ({ change, sentence }) => {
    const answer = await fetch(urlWith(change), { redirect: 'manual' });
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers.get('location')).toBeNull();
    expect(await answer.text()).toContain(sentence);
  });

  it('accepts a key with padding, the tenancy’s name and an identity provider', async () => {
    const padded = Buffer.from(JSON.stringify(jwk)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
    const answer = await fetch(urlWith({ public_key: padded, tenant: 'acme', provider: 'OracleIdentityCloudService' }));
    expect(answer.status).toBe(200);
  });

  it('sends the browser back with a token for the person and the key', async () => {
    const answer = await pressAtLogin(urlWith(), 'Sign in as Grace Hopper');
    expect(answer.status).toBe(302);
    expect(answer.location).toMatch(/^http:\/\/localhost:8181\/#/);
    const claims = claimsOf(answer.fragment.get('security_token') ?? '');
    const [session] = (await simulatorControls(simulator.url).state()).sessions;
    expect(session).toMatchObject({ user: { userName: 'grace.hopper', ocid: claims.sub }, madeBy: 'browser' });
    expect(claims.exp - claims.iat).toBe(3600);
    expect(session?.tokens.map(({ text, valid }) => [text, valid])).toEqual([
      [answer.fragment.get('security_token'), true],
    ]);
  });

  it('may leave out the id_token, which nobody needs', async () => {
    const names = async () => [...(await pressAtLogin(urlWith(), 'Sign in as Ada Byron')).fragment.keys()];
    expect(await names()).toEqual(['token_type', 'id_token', 'security_token']);
    await simulatorControls(simulator.url).setSwitches({ idToken: false });
    expect(await names()).toEqual(['token_type', 'security_token']);
  });

  it('denies in each of the ways that Oracle may', async () => {
    const { setSwitches } = simulatorControls(simulator.url);
    const deny = () => pressAtLogin(urlWith(), 'Deny');
    expect((await deny()).fragment.get('error')).toBe('access_denied');
    await setSwitches({ denial: 'query' });
    expect((await deny()).location).toMatch(/^http:\/\/localhost:8181\/\?error=access_denied&/);
    await setSwitches({ denial: 'page' });
    expect(await deny()).toMatchObject({ status: 403, location: null });
  });

  it('denies a person who is not active', async () => {
    const answer = await pressAtLogin(urlWith(), 'Sign in as Graphite sync (service)');
    expect(answer.fragment.get('error')).toBe('access_denied');
  });

  it('takes no form from a page of somebody else', async () => {
    const body = new URLSearchParams({ deny: 'yes' });
    const answer = await fetch(urlWith(), { method: 'POST', headers: { origin: 'http://evil.example' }, body });
    expect(answer.status).toBe(403);
  });

  it('comes back wrongly when it is told to', async () => {
    const { setFault } = simulatorControls(simulator.url);
    const pressWith = async (answer: 'no-token' | 'not-a-jwt' | 'too-large') => {
      await setFault({ kind: 'login-answer', method: 'POST', answer });
      return (await pressAtLogin(urlWith(), 'Sign in as Ada Byron')).fragment.get('security_token');
    };
    expect(await pressWith('no-token')).toBeNull();
    expect(await pressWith('not-a-jwt')).toMatch(/^[0-9a-f]{80}$/);
    expect((await pressWith('too-large'))?.length).toBeGreaterThan(200_000);
    await setFault({ kind: 'login-answer', method: 'POST', answer: 'other-key' });
    const { session } = await signInAtLogin(simulator.loginUrl, 'Ada Byron');
    expect((await session.call('GET', `${simulator.identityUrl}/20160918/regions`)).status).toBe(401);
  });
});

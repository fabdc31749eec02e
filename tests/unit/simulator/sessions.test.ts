import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { claimsOf, makeRsaPair, signInAtLogin } from '../../support/simulator/login-page.ts';
import { callerWith, type SignedCaller, signedCaller } from '../../support/simulator/signed-caller.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

const start = Date.parse('2026-11-27T10:00:00Z');
let now = start;
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: 60, clock: () => now });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  now = start;
  await simulatorControls(simulator.url).reset();
});

const pair = makeRsaPair();
const hour = 3_600_000;
const regions = () => `${simulator.identityUrl}/20160918/regions`;
const statusOf = async (caller: SignedCaller, url = regions()) => (await caller.call('GET', url, { now })).status;
const tokenOf = (caller: SignedCaller) => caller.keyId.slice('ST$'.length);
const refresh = (caller: SignedCaller, currentToken = tokenOf(caller)) =>
  caller.call('POST', `${simulator.loginUrl}/v1/authentication/refresh`, { now, body: { currentToken } });
const signIn = async (name = 'Ada Byron') => (await signInAtLogin(simulator.loginUrl, name, pair)).session;
const next = async (caller: SignedCaller) => callerWith(`ST$${(await refresh(caller)).json.token}`, caller.privateKey);

describe('a session token', () => {
  it('signs calls to every API as the person who signed in', async () => {
    const grace = await signIn('Grace Hopper');
    const me = await grace.call('GET', `${simulator.domainUrl}/admin/v1/Me`, { now });
    expect(me.json.userName).toBe('grace.hopper');
    expect(await statusOf(grace)).toBe(200);
    expect(await statusOf(grace, `${simulator.domainUrl}/admin/v1/Users`)).toBe(401);
    const ada = await signIn('Ada Byron');
    expect(await statusOf(ada, `${simulator.domainUrl}/admin/v1/Users?count=1`)).toBe(200);
    const { latest } = await simulatorControls(simulator.url).asked();
    expect(latest.filter(({ method }) => method === 'GET').at(-1)?.signedWith).toBe('session');
  });

  it('signs with the key of the sign-in alone, and unchanged', async () => {
    const session = await signIn();
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(await statusOf(callerWith(session.keyId, other))).toBe(401);
    expect(await statusOf(callerWith(`${session.keyId}x`, session.privateKey))).toBe(401);
  });

  it('lives as long as it says', async () => {
    await simulatorControls(simulator.url).setSwitches({ tokenLife: 5 });
    const session = await signIn();
    expect(claimsOf(tokenOf(session)).exp * 1000).toBe(now + 5000);
    now += 4999;
    expect(await statusOf(session)).toBe(200);
    now += 1;
    expect(await statusOf(session)).toBe(401);
    expect((await refresh(session)).status).toBe(401);
  });

  it('is over before its time when the user’s sessions are ended', async () => {
    const session = await signIn();
    await simulatorControls(simulator.url).endSessions('ada.byron');
    expect(await statusOf(session)).toBe(401);
  });

  it('may be refused by the identity domains', async () => {
    const session = await signIn();
    await simulatorControls(simulator.url).setSwitches({ sessionsInDomains: false });
    expect(await statusOf(session, `${simulator.domainUrl}/admin/v1/Me`)).toBe(401);
    expect(await statusOf(session)).toBe(200);
  });

  it('is prolonged while it is valid, up to a day after the sign-in', async () => {
    let session = await signIn();
    while (now < start + 23 * hour) {
      now += hour / 2;
      session = await next(session);
      expect(claimsOf(tokenOf(session)).exp * 1000).toBe(Math.min(now + hour, start + 24 * hour));
    }
    expect((await refresh(session)).status).toBe(401);
    await simulatorControls(simulator.url).setSwitches({ refreshAtEnd: 'unchanged' });
    const unchanged = await next(session);
    expect(claimsOf(tokenOf(unchanged)).exp * 1000).toBe(start + 24 * hour);
    now = start + 24 * hour;
    expect(await statusOf(unchanged)).toBe(401);
    const [told] = (await simulatorControls(simulator.url).state()).sessions;
    expect(told).toMatchObject({ refreshes: 47, ends: new Date(start + 24 * hour).toISOString() });
  });

  it('may be answered by 200 and a token that lives no longer', async () => {
    const session = await signIn();
    await simulatorControls(simulator.url).setSwitches({ refresh: 'unchanged' });
    now += hour / 2;
    const answer = await refresh(session);
    expect(answer.status).toBe(200);
    expect(claimsOf(answer.json.token).exp).toBe(claimsOf(tokenOf(session)).exp);
  });

  it('is prolonged with itself alone, and never with an API key', async () => {
    const session = await signIn();
    const other = await signIn();
    expect((await refresh(session, tokenOf(other))).status).toBe(401);
    const ada = signedCaller(simulator, 'ADMIN');
    expect((await refresh(ada, tokenOf(session))).status).toBe(401);
    await simulatorControls(simulator.url).setSwitches({ refresh: 'refused' });
    expect((await refresh(session)).status).toBe(401);
  });
});

describe('a session token from an API key', () => {
  const generate = (caller: SignedCaller, body: object) =>
    caller.call('POST', `${simulator.loginUrl}/v1/token/upst/actions/GenerateUpst`, { now, body });
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' });

  it('lives as long as was asked for, up to an hour, and cannot be prolonged past that', async () => {
    const answer = await generate(signedCaller(simulator, 'USER'), { publicKey, sessionExpirationInMinutes: 60 });
    const session = callerWith(`ST$${answer.json.token}`, pair.privateKey);
    expect((await session.call('GET', `${simulator.domainUrl}/admin/v1/Me`, { now })).json.userName).toBe(
      'charles.babbage',
    );
    now += hour / 2;
    expect((await refresh(session)).status).toBe(401);
    expect(await statusOf(session)).toBe(200);
    now += hour / 2;
    expect(await statusOf(session)).toBe(401);
  });

  it('is refused for a life out of bounds, for a private key, and to a session', async () => {
    const ada = signedCaller(simulator, 'ADMIN');
    const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect((await generate(ada, { publicKey, sessionExpirationInMinutes: 4 })).status).toBe(400);
    expect((await generate(ada, { publicKey, sessionExpirationInMinutes: 61 })).status).toBe(400);
    expect((await generate(ada, { publicKey: privateKey })).status).toBe(400);
    expect((await generate(await signIn(), { publicKey })).status).toBe(401);
  });
});

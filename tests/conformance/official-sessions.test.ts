import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Region, SimpleAuthenticationDetailsProvider } from 'oci-common';
import { IdentityClient } from 'oci-identity';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { type CliSession, writeCliSession } from '../support/desktop/oci-cli-session.ts';
import { officialClients, officialSessionClients, quietOfficialClients } from '../support/programs/official-clients.ts';
import { claimsOf, signInAtLogin } from '../support/simulator/login-page.ts';
import { leadToSimulator } from '../support/simulator/route-official-fetch.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';

let now = Date.now();
let simulator: Simulator;
let folder: string;
beforeAll(async () => {
  simulator = await startSimulator({ users: 60, clock: () => now });
});
afterAll(() => simulator.close());
beforeEach(async () => {
  now = Date.now();
  await simulatorControls(simulator.url).reset();
  folder = await mkdtemp(join(tmpdir(), 'keydesk-cli-session-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
quietOfficialClients();

/** Signs in at the login page and writes the profile as Oracle's command line does. */
async function signInByCli(displayName: string, more: Partial<CliSession> = {}) {
  const { token, privateKey } = await signInAtLogin(simulator.loginUrl, displayName);
  const { tenant: tenancyOcid } = claimsOf(token);
  const written = { profile: 'session', region: 'eu-frankfurt-1', token, privateKey, tenancyOcid, ...more };
  return { token, configFile: await writeCliSession(folder, written) };
}

describe('a session profile of Oracle’s command line', () => {
  it('signs every call of Oracle’s clients as the person who signed in', async () => {
    const { configFile } = await signInByCli('Grace Hopper');
    const { identity, domains } = officialSessionClients(simulator, configFile, 'session');
    expect((await identity.listRegions({})).items.length).toBeGreaterThan(0);
    expect((await domains.getMe({})).me.userName).toBe('grace.hopper');
    const { latest } = await simulatorControls(simulator.url).asked();
    expect(latest.slice(-2).map(({ signedWith }) => signedWith)).toEqual(['session', 'session']);
  });

  it('has a key that is encrypted, where the person wants it', async () => {
    const { configFile } = await signInByCli('Ada Byron', { passPhrase: 'a passphrase' });
    const { domains } = officialSessionClients(simulator, configFile, 'session');
    expect((await domains.getMe({})).me.userName).toBe('ada.byron');
  });

  it('stands after the profiles that are there, and has no user', async () => {
    const { configFile } = await signInByCli('Ada Byron', { profile: 'first' });
    await signInByCli('Charles Babbage', { profile: 'name.with-dots_and@sign' });
    const text = await readFile(configFile, 'utf8');
    expect(text).toMatch(
      /^\[first\]\nfingerprint=[0-9a-f:]{47}\nkey_file=\S+\ntenancy=\S+\nregion=\S+\nsecurity_token_file=\S+\n\n\n\[name/,
    );
    const { domains } = officialSessionClients(simulator, configFile, 'name.with-dots_and@sign');
    expect((await domains.getMe({})).me.userName).toBe('charles.babbage');
  });

  it('is prolonged by Oracle’s provider, at the host of its region, and signs with the new token', async () => {
    const { token, configFile } = await signInByCli('Ada Byron');
    const { provider, domains } = officialSessionClients(simulator, configFile, 'session');
    const { hosts } = leadToSimulator(simulator.url);
    now += 60_000;
    const longer = await provider.refreshSessionToken();
    expect(hosts).toEqual(['auth.eu-frankfurt-1.oraclecloud.com']);
    expect(claimsOf(longer).exp).toBe(claimsOf(token).exp + 60);
    expect((await domains.getMe({})).me.userName).toBe('ada.byron');
    await simulatorControls(simulator.url).setSwitches({ refresh: 'refused' });
    await expect(provider.refreshSessionToken()).rejects.toThrow(/Authentication Error/);
  });

  it('is refused by the service once it is over', async () => {
    await simulatorControls(simulator.url).setSwitches({ tokenLife: 60 });
    const { configFile } = await signInByCli('Ada Byron');
    const { identity } = officialSessionClients(simulator, configFile, 'session');
    now += 60_000;
    await expect(identity.listRegions({})).rejects.toMatchObject({ statusCode: 401, serviceCode: 'NotAuthenticated' });
  });
});

describe('API keys, by Oracle’s clients', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it('are uploaded, listed and deleted through the classic API', async () => {
    const { identity, userId } = officialClients(simulator);
    const { apiKey } = await identity.uploadApiKey({ userId, createApiKeyDetails: { key } });
    expect(apiKey).toMatchObject({ userId, lifecycleState: 'ACTIVE' });
    const fingerprint = apiKey.fingerprint ?? '';
    const { items } = await identity.listApiKeys({ userId });
    expect(items.map((each) => each.fingerprint)).toContain(fingerprint);
    await identity.deleteApiKey({ userId, fingerprint });
    expect((await identity.listApiKeys({ userId })).items).toHaveLength(1);
  });

  it('are refused by the code that Oracle’s command line looks for, when there are three', async () => {
    const { identity, userId } = officialClients(simulator);
    const upload = () => {
      const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
      return identity.uploadApiKey({ userId, createApiKeyDetails: { key: pem } });
    };
    await upload();
    await upload();
    await expect(upload()).rejects.toMatchObject({ statusCode: 409, serviceCode: 'ApiKeyLimitExceeded' });
  });

  it('are uploaded, listed and deleted through the identity domain, by the signed-in user', async () => {
    const { domains } = officialClients(simulator, 'USER');
    const schemas = ['urn:ietf:params:scim:schemas:oracle:idcs:apikey'];
    const { myApiKey } = await domains.createMyApiKey({
      myApiKey: { schemas, key, description: 'Keydesk', fingerprint: '' },
    });
    expect(myApiKey).toMatchObject({ description: 'Keydesk', user: { name: 'charles.babbage' } });
    const { myApiKeys } = await domains.listMyApiKeys({});
    expect(myApiKeys.resources.map((each) => each.fingerprint)).toContain(myApiKey.fingerprint);
    await domains.deleteMyApiKey({ myApiKeyId: myApiKey.id ?? '' });
    expect((await domains.listMyApiKeys({})).myApiKeys.totalResults).toBe(1);
  });

  it('sign a call of Oracle’s signer as soon as they are uploaded', async () => {
    const { identity, userId, tenancyId } = officialClients(simulator);
    const { apiKey } = await identity.uploadApiKey({ userId, createApiKeyDetails: { key } });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const authenticationDetailsProvider = new SimpleAuthenticationDetailsProvider(
      tenancyId,
      userId,
      apiKey.fingerprint ?? '',
      pem,
      null,
      Region.EU_FRANKFURT_1,
    );
    const client = new IdentityClient({ authenticationDetailsProvider });
    client.endpoint = simulator.identityUrl;
    expect((await client.listRegions({})).items.length).toBeGreaterThan(0);
  });
});

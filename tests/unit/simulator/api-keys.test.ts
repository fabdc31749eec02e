import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { signInAtLogin } from '../../support/simulator/login-page.ts';
import { callerWith, type SignedCaller, signedCaller } from '../../support/simulator/signed-caller.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: 60 });
});
afterAll(() => simulator.close());
beforeEach(() => simulatorControls(simulator.url).reset());

const pairs = Array.from({ length: 4 }, () => generateKeyPairSync('rsa', { modulusLength: 2048 }));
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const pemAt = (at: number) => pem(pairs[at]?.publicKey as KeyObject);
const schemas = ['urn:ietf:params:scim:schemas:oracle:idcs:apikey'];

const ada = () => signedCaller(simulator, 'ADMIN');
const regions = () => `${simulator.identityUrl}/20160918/regions`;
const signs = async (caller: SignedCaller) => (await caller.call('GET', regions())).status === 200;
const callerAt = (at: number, keyId: string) => callerWith(keyId, pairs[at]?.privateKey as KeyObject);

interface Api {
  readonly name: string;
  upload(caller: SignedCaller, key: string): ReturnType<SignedCaller['call']>;
  remove(caller: SignedCaller, key: { id?: string; fingerprint: string }): ReturnType<SignedCaller['call']>;
}
const classicUrl = () => `${simulator.identityUrl}/20160918/users/${ada().userOcid}/apiKeys`;
const scimUrl = () => `${simulator.domainUrl}/admin/v1/MyApiKeys`;
const apis: readonly Api[] = [
  {
    name: 'the classic API',
    upload: (caller, key) => caller.call('POST', classicUrl(), { body: { key } }),
    remove: (caller, { fingerprint }) => caller.call('DELETE', `${classicUrl()}/${fingerprint}`),
  },
  {
    name: 'an identity domain',
    upload: (caller, key) => caller.call('POST', scimUrl(), { body: { schemas, key, description: 'Keydesk' } }),
    remove: (caller, { id }) => caller.call('DELETE', `${scimUrl()}/${id}`),
  },
];

describe.each(apis)('an API key, through $name', ({ upload, remove }) => {
  it('signs as soon as it is uploaded, and no longer once it is deleted', async () => {
    const { session } = await signInAtLogin(simulator.loginUrl, 'Ada Byron');
    const { json: key, status } = await upload(session, pemAt(0));
    expect([200, 201]).toContain(status);
    const added = callerAt(0, `${ada().tenancyOcid}/${ada().userOcid}/${key.fingerprint}`);
    expect(await signs(added)).toBe(true);
    expect((await remove(session, key)).status).toBe(204);
    expect(await signs(added)).toBe(false);
    expect((await remove(session, key)).status).toBe(404);
  });

  it('signs nothing while it is being created', async () => {
    const { setSwitches, state } = simulatorControls(simulator.url);
    await setSwitches({ apiKeyDelay: 600 });
    const { json: key } = await upload(ada(), pemAt(0));
    const added = callerAt(0, `${ada().tenancyOcid}/${ada().userOcid}/${key.fingerprint}`);
    expect(await signs(added)).toBe(false);
    expect((await state('ada.byron')).apiKeys.map((each) => each.state)).toEqual(['ACTIVE', 'CREATING']);
    expect((await ada().call('GET', classicUrl())).json[1].lifecycleState).toBe('CREATING');
    await setSwitches({ apiKeyDelay: 0 });
    expect(await signs(added)).toBe(true);
  });

  it('is the third at most', async () => {
    await upload(ada(), pemAt(0));
    await upload(ada(), pemAt(1));
    const fourth = await upload(ada(), pemAt(2));
    expect([400, 409]).toContain(fourth.status);
    expect(fourth.text).toMatch(/ApiKeyLimitExceeded|maximum quota limit of 3/);
    expect((await simulatorControls(simulator.url).state('ada.byron')).apiKeys).toHaveLength(3);
  });

  it('is refused twice, as a private key, and when it is none', async () => {
    await upload(ada(), pemAt(0));
    expect((await upload(ada(), pemAt(0))).status).toBe(409);
    const privatePem = pairs[1]?.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() ?? '';
    expect((await upload(ada(), privatePem)).status).toBe(400);
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
    expect((await upload(ada(), pem(small.publicKey))).status).toBe(400);
    expect((await upload(ada(), 'ssh-rsa AAAA')).status).toBe(400);
  });
});

describe('API keys', () => {
  it('have a limit that the classic API tells in either way', async () => {
    const [classic] = apis;
    for (const at of [0, 1]) await classic?.upload(ada(), pemAt(at));
    const fourth = async () => (await classic?.upload(ada(), pemAt(2)))?.json;
    expect((await fourth()).code).toBe('ApiKeyLimitExceeded');
    await simulatorControls(simulator.url).setSwitches({ apiKeyLimit: 'wrapped' });
    const wrapped = await fourth();
    expect(wrapped.code).toBe('IdcsConversionError');
    expect(JSON.parse(wrapped.message).detail).toContain('maximum quota limit of 3');
  });

  it('are uploaded once for each retry token', async () => {
    const call = (at: number) =>
      ada().call('POST', scimUrl(), {
        body: { schemas, key: pemAt(at) },
        headers: { 'opc-retry-token': 'once' },
      });
    const { json: first } = await call(0);
    expect((await call(0)).json.id).toBe(first.id);
    expect((await call(1)).status).toBe(409);
    expect((await simulatorControls(simulator.url).state('ada.byron')).apiKeys).toHaveLength(2);
  });

  it('are found by fingerprint, each user’s own or those of all', async () => {
    const { json: own } = await signedCaller(simulator, 'USER').call('GET', scimUrl());
    expect(own).toMatchObject({ totalResults: 1, Resources: [{ user: { name: 'charles.babbage' } }] });
    const filter = encodeURIComponent(`fingerprint eq "${own.Resources[0].fingerprint}"`);
    const all = `${simulator.domainUrl}/admin/v1/ApiKeys`;
    expect((await ada().call('GET', `${all}?filter=${filter}`)).json.totalResults).toBe(1);
    expect((await ada().call('GET', all)).json.totalResults).toBe(2);
    expect((await signedCaller(simulator, 'USER').call('GET', all)).status).toBe(401);
    expect((await signedCaller(simulator, 'USER').call('GET', classicUrl())).status).toBe(404);
  });

  it('are uploaded by an administrator for others, and for oneself only with the extension', async () => {
    const all = `${simulator.domainUrl}/admin/v1/ApiKeys`;
    const body = { schemas, key: pemAt(0), user: { ocid: signedCaller(simulator, 'USER').userOcid } };
    expect((await ada().call('POST', all, { body })).json.user.name).toBe('charles.babbage');
    const self = { ...body, user: { ocid: ada().userOcid } };
    expect((await ada().call('POST', all, { body: self })).status).toBe(403);
    const extension = {
      'urn:ietf:params:scim:schemas:oracle:idcs:extension:selfChange:User': { allowSelfChange: true },
    };
    expect((await ada().call('POST', all, { body: { ...self, ...extension } })).status).toBe(201);
  });

  it('are added at the Console, which shows the snippet for a configuration file', async () => {
    const { addApiKeyElsewhere, deleteApiKeyElsewhere } = simulatorControls(simulator.url);
    const { snippet, keyId, fingerprint } = await addApiKeyElsewhere('grace.hopper', pemAt(3));
    expect(snippet).toMatch(/^\[DEFAULT\]\nuser=ocid1\.user\.\S+\nfingerprint=(\S+)\ntenancy=/);
    expect(snippet).toContain(`\nkey_file=<path to your private keyfile> # TODO\nkeydesk_endpoint=${simulator.url}\n`);
    expect(await signs(callerAt(3, keyId))).toBe(true);
    await deleteApiKeyElsewhere('grace.hopper', fingerprint);
    expect(await signs(callerAt(3, keyId))).toBe(false);
  });
});

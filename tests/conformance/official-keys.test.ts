import { models } from 'oci-identitydomains';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { officialClients, quietOfficialClients } from '../support/programs/official-clients.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: 60 });
});
afterAll(() => simulator.close());
beforeEach(() => simulatorControls(simulator.url).reset());
quietOfficialClients();

const schemas = ['urn:ietf:params:scim:schemas:oracle:idcs:customerSecretKey'];
const rename = (value: string) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  operations: [{ op: models.Operations.Op.Replace, path: 'displayName', value }],
});

async function findUser(userName: string): Promise<{ id: string; ocid: string }> {
  const { users } = await officialClients(simulator).domains.listUsers({ filter: `userName eq "${userName}"` });
  const [user] = users.resources;
  return { id: user?.id ?? '', ocid: user?.ocid ?? '' };
}

describe("another user's keys, by Oracle's identity domains client", () => {
  it('creates a key whose secret is the one that the simulator made, and shows it never again', async () => {
    const { domains } = officialClients(simulator);
    const grace = await findUser('grace.hopper');
    const { customerSecretKey: created, etag } = await domains.createCustomerSecretKey({
      customerSecretKey: {
        schemas,
        displayName: 'ci-deploy',
        description: 'Build server',
        expiresOn: '2099-02-20T00:00:00Z',
        user: { ocid: grace.ocid, value: grace.id },
      },
    });
    expect(created.accessKey).toMatch(/^[0-9a-f]{40}$/);
    expect(created.secretKey).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(created).toMatchObject({
      displayName: 'ci-deploy',
      description: 'Build server',
      expiresOn: '2099-02-20T00:00:00.000Z',
      user: { value: grace.id, ocid: grace.ocid, display: 'Grace Hopper', name: 'grace.hopper' },
      idcsCreatedBy: { display: 'Ada Byron' },
    });
    expect(etag).toBe(created.meta?.version);
    const { keys } = await simulatorControls(simulator.url).state('grace.hopper');
    expect(keys.find((key) => key.name === 'ci-deploy')?.secretKey).toBe(created.secretKey);

    const { customerSecretKeys } = await domains.listCustomerSecretKeys({ filter: `user.ocid eq "${grace.ocid}"` });
    expect(customerSecretKeys.resources.map((key) => key.displayName)).toEqual(['backup-nas', 'ci-deploy']);
    expect(JSON.stringify(customerSecretKeys)).not.toContain(created.secretKey);
    const { customerSecretKey: read } = await domains.getCustomerSecretKey({ customerSecretKeyId: created.id ?? '' });
    expect(read.secretKey).toBeUndefined();
  });

  it('renames and deletes by OCID as well as by id', async () => {
    const { domains } = officialClients(simulator);
    const grace = await findUser('grace.hopper');
    const { customerSecretKeys } = await domains.listCustomerSecretKeys({ filter: `user.value eq "${grace.id}"` });
    const { id = '', ocid = '' } = customerSecretKeys.resources[0] ?? {};
    const { customerSecretKey: renamed } = await domains.patchCustomerSecretKey({
      customerSecretKeyId: ocid,
      patchOp: rename('cellar'),
    });
    expect(renamed).toMatchObject({ id, displayName: 'cellar', description: 'Nightly copy, cellar rack' });
    await domains.deleteCustomerSecretKey({ customerSecretKeyId: id });
    expect((await simulatorControls(simulator.url).state('grace.hopper')).keys).toEqual([]);
  });

  it('is refused a change that was made in the meantime', async () => {
    const { domains } = officialClients(simulator);
    const grace = await findUser('grace.hopper');
    const { customerSecretKeys } = await domains.listCustomerSecretKeys({ filter: `user.value eq "${grace.id}"` });
    const { id = '', meta } = customerSecretKeys.resources[0] ?? {};
    const ifMatch = meta?.version ?? '';
    await domains.patchCustomerSecretKey({ customerSecretKeyId: id, patchOp: rename('first'), ifMatch });
    await expect(
      domains.patchCustomerSecretKey({ customerSecretKeyId: id, patchOp: rename('second'), ifMatch }),
    ).rejects.toMatchObject({ statusCode: 412 });
  });

  it.each([400, 409] as const)('is refused a third key with %i', async (limitStatus) => {
    await simulatorControls(simulator.url).setSwitches({ limitStatus });
    const { domains } = officialClients(simulator);
    const hedy = await findUser('hedy.lamarr');
    await expect(
      domains.createCustomerSecretKey({
        customerSecretKey: { schemas, displayName: 'third', user: { ocid: hedy.ocid } },
      }),
    ).rejects.toMatchObject({ statusCode: limitStatus });
    expect((await simulatorControls(simulator.url).state('hedy.lamarr')).keys).toHaveLength(2);
  });
});

describe("one's own keys, by Oracle's identity domains client", () => {
  it.each(['ADMIN', 'USER'] as const)('creates, lists, renames and deletes as %s', async (profile) => {
    const { domains } = officialClients(simulator, profile);
    const { myCustomerSecretKey: created } = await domains.createMyCustomerSecretKey({
      myCustomerSecretKey: { schemas, displayName: 'mine' },
    });
    // The model of the official clients has no secretKey, but the service sends it.
    expect((created as { secretKey?: string }).secretKey).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    const myCustomerSecretKeyId = created.id ?? '';
    const { myCustomerSecretKeys } = await domains.listMyCustomerSecretKeys({});
    expect(myCustomerSecretKeys.totalResults).toBe(2);
    const { myCustomerSecretKey: read } = await domains.getMyCustomerSecretKey({ myCustomerSecretKeyId });
    expect(read.accessKey).toBe(created.accessKey);
    const { myCustomerSecretKey: renamed } = await domains.patchMyCustomerSecretKey({
      myCustomerSecretKeyId,
      patchOp: rename('still mine'),
    });
    expect(renamed.displayName).toBe('still mine');
    await domains.deleteMyCustomerSecretKey({ myCustomerSecretKeyId });
    expect((await domains.listMyCustomerSecretKeys({})).myCustomerSecretKeys.totalResults).toBe(1);
  });
});

describe("keys by Oracle's identity client", () => {
  it('creates, lists, renames and deletes, the access key being the id and the secret the key', async () => {
    const { identity } = officialClients(simulator);
    const { ocid: userId } = await findUser('grace.hopper');
    const { customerSecretKey: created } = await identity.createCustomerSecretKey({
      userId,
      createCustomerSecretKeyDetails: { displayName: 'classic' },
    });
    const customerSecretKeyId = created.id ?? '';
    expect(customerSecretKeyId).toMatch(/^[0-9a-f]{40}$/);
    const { keys } = await simulatorControls(simulator.url).state('grace.hopper');
    expect(keys.find((key) => key.accessKey === customerSecretKeyId)?.secretKey).toBe(created.key);

    const { customerSecretKeySummary: renamed, etag } = await identity.updateCustomerSecretKey({
      userId,
      customerSecretKeyId,
      updateCustomerSecretKeyDetails: { displayName: 'renamed' },
    });
    expect(renamed).toMatchObject({ displayName: 'renamed', lifecycleState: 'ACTIVE', userId });
    const { items } = await identity.listCustomerSecretKeys({ userId });
    expect(items.map((key) => key.displayName)).toEqual(['backup-nas', 'renamed']);
    expect(items.some((key) => 'key' in key)).toBe(false);
    await identity.deleteCustomerSecretKey({ userId, customerSecretKeyId, ifMatch: etag });
    expect((await identity.listCustomerSecretKeys({ userId })).items).toHaveLength(1);
  });

  it("finds the domain's SCIM error inside the refusal of a third key", async () => {
    const { identity } = officialClients(simulator);
    const { ocid: userId } = await findUser('hedy.lamarr');
    const refusal = await identity
      .createCustomerSecretKey({ userId, createCustomerSecretKeyDetails: { displayName: 'third' } })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ statusCode: 400, serviceCode: 'IdcsConversionError' });
    expect(JSON.parse((refusal as Error).message).detail).toContain('maximum quota limit of 2');
  });

  it('is told the limit plainly in a tenancy without domains', async () => {
    await simulatorControls(simulator.url).setSwitches({ domains: false });
    const { identity, userId, tenancyId } = officialClients(simulator);
    expect((await identity.listDomains({ compartmentId: tenancyId })).items).toEqual([]);
    const create = () =>
      identity.createCustomerSecretKey({ userId, createCustomerSecretKeyDetails: { displayName: 'next' } });
    await create();
    await expect(create()).rejects.toMatchObject({ statusCode: 400, serviceCode: 'LimitExceeded' });
  });

  it('is sent to the home region for writes when the simulator plays another', async () => {
    await simulatorControls(simulator.url).setSwitches({ homeRegion: false });
    const { identity, userId } = officialClients(simulator);
    expect((await identity.listCustomerSecretKeys({ userId })).items).toHaveLength(1);
    await expect(
      identity.createCustomerSecretKey({ userId, createCustomerSecretKeyDetails: { displayName: 'next' } }),
    ).rejects.toMatchObject({ statusCode: 403, serviceCode: 'NotAllowed' });
  });
});

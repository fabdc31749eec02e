import { generateKeyPairSync } from 'node:crypto';
import { NoRetryConfigurationDetails, SimpleAuthenticationDetailsProvider } from 'oci-common';
import { IdentityClient } from 'oci-identity';
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

/** Oracle's identity client as the administrator, with `changes`. */
function clientWith(changes: { fingerprint?: string; privateKey?: string }) {
  const { authenticationDetailsProvider: admin, tenancyId } = officialClients(simulator);
  const identity = new IdentityClient(
    {
      authenticationDetailsProvider: new SimpleAuthenticationDetailsProvider(
        tenancyId,
        admin.getUser(),
        changes.fingerprint ?? admin.getFingerprint(),
        changes.privateKey ?? admin.getPrivateKey(),
        null,
      ),
    },
    { retryConfiguration: NoRetryConfigurationDetails },
  );
  identity.endpoint = simulator.identityUrl;
  return { getTenancy: () => identity.getTenancy({ tenancyId }), close: () => identity.close() };
}

const notAuthenticated = { statusCode: 401, serviceCode: 'NotAuthenticated' };

describe("Oracle's clients are refused", () => {
  it('when the signature was made with another private key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const client = clientWith({ privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() });
    await expect(client.getTenancy()).rejects.toMatchObject(notAuthenticated);
    client.close();
  });

  it('when nobody knows the fingerprint', async () => {
    const client = clientWith({ fingerprint: '00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff' });
    await expect(client.getTenancy()).rejects.toMatchObject(notAuthenticated);
    client.close();
  });

  it.each([-310, 310])('when their clock is off by more than five minutes (%i s)', async (seconds) => {
    await simulatorControls(simulator.url).setFault({ kind: 'clock-skew', seconds, times: null });
    const { identity, domains, tenancyId } = officialClients(simulator);
    const refusal = await identity.getTenancy({ tenancyId }).catch((error: unknown) => error);
    expect(refusal).toMatchObject(notAuthenticated);
    expect((refusal as Error).message).toContain('is not within allowed clock skew');
    await expect(domains.getMe({})).rejects.toMatchObject({ statusCode: 401 });
  });

  it('not when their clock is off by less', async () => {
    await simulatorControls(simulator.url).setFault({ kind: 'clock-skew', seconds: 290, times: null });
    const { identity, tenancyId } = officialClients(simulator);
    expect((await identity.getTenancy({ tenancyId })).tenancy.name).toBe('acme');
  });

  it('other users and their keys, when they act for an ordinary user', async () => {
    const admin = officialClients(simulator, 'ADMIN');
    const { identity, domains, tenancyId } = officialClients(simulator, 'USER');
    await expect(domains.listUsers({})).rejects.toMatchObject({ statusCode: 401 });
    await expect(domains.listCustomerSecretKeys({})).rejects.toMatchObject({ statusCode: 401 });
    const hidden = { statusCode: 404, serviceCode: 'NotAuthorizedOrNotFound' };
    await expect(identity.listUsers({ compartmentId: tenancyId })).rejects.toMatchObject(hidden);
    await expect(identity.listCustomerSecretKeys({ userId: admin.userId })).rejects.toMatchObject(hidden);
    await expect(identity.getUser({ userId: admin.userId })).rejects.toMatchObject(hidden);
  });

  it('and always told a request id', async () => {
    const { identity } = officialClients(simulator);
    const refusal = await identity
      .getTenancy({ tenancyId: 'ocid1.tenancy.oc1..other' })
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      statusCode: 404,
      opcRequestId: expect.stringMatching(/^[\w-]+\/[0-9A-F]{32}\/[0-9A-F]{32}$/),
    });
  });
});

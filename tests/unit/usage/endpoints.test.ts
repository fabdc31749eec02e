import { describe, expect, it } from 'vitest';
import { failed, type Outcome, success } from '../../../main/basics/outcome.ts';
import type { SubscribedRegion } from '../../../main/oracle/oracle-client.ts';
import type { OracleProblem } from '../../../main/oracle/oracle-problem.ts';
import type { KeyHome } from '../../../main/secret/secret-contract.ts';
import { createEndpoints, type EndpointAccount } from '../../../main/usage/endpoints.ts';
import { setUpPolicy } from '../../support/parts/policy-desk.ts';
import { setUpSignInDesk } from '../../support/parts/sign-in-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const frankfurt: EndpointAccount = {
  id: 'account-1',
  tenancyOcid: 'ocid1.tenancy.oc1..acme',
  sample: false,
  region: 'eu-frankfurt-1',
  identityUrl: 'https://identity.eu-frankfurt-1.oci.oraclecloud.com',
  endpoint: null,
};
const homeIn = ({ tenancyOcid, sample }: Pick<EndpointAccount, 'tenancyOcid' | 'sample'>): KeyHome => ({
  owner: { kind: 'self' },
  account: { tenancyOcid, userOcid: 'ada', sample },
  place: null,
});
const bothRegions: SubscribedRegion[] = [
  { id: 'eu-frankfurt-1', isHome: true },
  { id: 'us-ashburn-1', isHome: false },
];
const away: OracleProblem = { kind: 'unreachable', delivery: 'not-sent', reason: 'away', requestId: null, host: 'h' };
const notAllowed: OracleProblem = {
  kind: 'not-allowed',
  delivery: 'answered',
  message: '',
  requestId: null,
  host: 'h',
};

/** A tenancy that gives these answers in order, and then repeats the last answer. */
function playTenancy(
  account: EndpointAccount,
  namespaces: Outcome<string, OracleProblem>[] = [success('acmens')],
  regions: Outcome<SubscribedRegion[], OracleProblem>[] = [success(bothRegions)],
) {
  const asked: string[] = [];
  const next = <T>(answers: T[]): T => (answers.length > 1 ? answers.shift() : answers[0]) as T;
  const oracle = {
    async getNamespace(base: string) {
      asked.push(`${base}/n`);
      return next(namespaces);
    },
    async listRegions() {
      asked.push('regions');
      return next(regions);
    },
  };
  return {
    asked,
    endpoints: createEndpoints({ policy: setUpPolicy(), client: async () => success({ account, oracle }) }),
  };
}

describe('the endpoint of a key of the current account', () => {
  const around = setUpSignInDesk(5);

  it('comes from the namespace and the regions that the service tells', async () => {
    const { accounts, account } = await around.signInAsAdmin();
    const place = unwrap(
      await createEndpoints({ policy: setUpPolicy(), client: accounts.client }).endpointOf(homeIn(account), null),
    );
    expect(place).toMatchObject({ endpoint: around.simulator().s3Url, region: account.region });
    expect(place.namespace).toMatch(/^ax[0-9a-z]+$/);
    expect(place.regions.filter(({ isHome }) => isHome)).toEqual([{ id: account.region, isHome: true }]);
    expect(place.regions.length).toBeGreaterThan(1);
  });

  it('is Oracle’s S3 host in the chosen region and in the realm that was signed in to', async () => {
    const { asked, endpoints } = playTenancy(frankfurt);
    expect(await endpoints.endpointOf(homeIn(frankfurt), 'us-ashburn-1')).toEqual(
      success({
        namespace: 'acmens',
        region: 'us-ashburn-1',
        endpoint: 'https://acmens.compat.objectstorage.us-ashburn-1.oraclecloud.com',
        regions: bothRegions,
      }),
    );
    expect(asked).toContain('https://objectstorage.eu-frankfurt-1.oraclecloud.com/n');
    const government = playTenancy({
      ...frankfurt,
      region: 'us-langley-1',
      identityUrl: 'https://identity.us-langley-1.oci.oraclegovcloud.com',
    });
    expect(unwrap(await government.endpoints.endpointOfAccount(null))).toMatchObject({
      endpoint: 'https://acmens.compat.objectstorage.us-langley-1.oraclegovcloud.com',
    });
  });

  it('is requested once a run, and again after the lock', async () => {
    const { asked, endpoints } = playTenancy(frankfurt);
    await Promise.all([endpoints.endpointOfAccount(null), endpoints.endpointOf(homeIn(frankfurt), null)]);
    await endpoints.endpointOfAccount('us-ashburn-1');
    expect(asked).toHaveLength(2);
    endpoints.forget();
    await endpoints.endpointOfAccount(null);
    expect(asked).toHaveLength(4);
  });

  it('is requested again after a failure', async () => {
    const { endpoints } = playTenancy(frankfurt, [failed(away), success('acmens')]);
    expect(await endpoints.endpointOfAccount(null)).toEqual(failed(away));
    expect(unwrap(await endpoints.endpointOfAccount(null))).toMatchObject({ namespace: 'acmens' });
  });

  it('has the account’s region alone where the user may not ask for others, and takes the chosen one as it is', async () => {
    const { endpoints } = playTenancy(frankfurt, undefined, [failed(notAllowed)]);
    expect(unwrap(await endpoints.endpointOfAccount('us-ashburn-1'))).toMatchObject({
      region: 'us-ashburn-1',
      regions: [{ id: 'eu-frankfurt-1', isHome: false }],
    });
  });

  it('is not in a region that the tenancy has not subscribed to', async () => {
    const { endpoints } = playTenancy(frankfurt);
    expect(await endpoints.endpointOfAccount('ap-tokyo-1')).toMatchObject({
      ok: false,
      problem: { kind: 'endpoint-unknown' },
    });
  });

  it('is no longer requested when the caller has left', async () => {
    const { endpoints } = playTenancy(frankfurt);
    expect(await endpoints.endpointOfAccount(null, AbortSignal.abort())).toMatchObject({
      ok: false,
      problem: { kind: 'cancelled' },
    });
  });
});

describe('the endpoint of any other key', () => {
  const { endpoints, asked } = playTenancy(frankfurt);
  const unknown = { ok: false, problem: { kind: 'endpoint-unknown' } };

  it('is unknown for another tenancy, for the sample tenancy of the same name, and where nothing names one', async () => {
    expect(
      await endpoints.endpointOf(homeIn({ tenancyOcid: 'ocid1.tenancy.oc1..other', sample: false }), null),
    ).toMatchObject(unknown);
    expect(await endpoints.endpointOf(homeIn({ ...frankfurt, sample: true }), null)).toMatchObject(unknown);
    expect(await endpoints.endpointOf({ owner: null, account: null, place: null }, null)).toMatchObject(unknown);
    expect(asked).toEqual([]);
  });

  it('is what the handed-over file says, and its other regions stand in the same host', async () => {
    const endpoint = 'https://grace.compat.objectstorage.uk-london-1.oraclecloud.com';
    const home: KeyHome = {
      owner: null,
      account: null,
      place: { namespace: 'grace', region: 'uk-london-1', endpoint },
    };
    expect(await endpoints.endpointOf(home, null)).toMatchObject({ value: { endpoint, region: 'uk-london-1' } });
    expect(await endpoints.endpointOf(home, 'us-ashburn-1')).toMatchObject({
      value: { endpoint: endpoint.replace('uk-london-1', 'us-ashburn-1'), region: 'us-ashburn-1' },
    });
  });

  it('keeps an endpoint that is not Oracle’s, whatever the region', async () => {
    const endpoint = 'http://127.0.0.1:4000/s3';
    const home: KeyHome = { owner: null, account: null, place: { namespace: 'n', region: 'uk-london-1', endpoint } };
    expect(await endpoints.endpointOf(home, 'us-ashburn-1')).toMatchObject({
      value: { endpoint, region: 'us-ashburn-1' },
    });
  });
});

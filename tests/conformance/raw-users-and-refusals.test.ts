import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { type ProfileCaller, signedCaller, toWireAnswer } from '../support/simulator/signed-caller.ts';
import { simulatorControls } from '../support/simulator/simulator-controls.ts';

let simulator: Simulator;
let admin: ProfileCaller;
let users: string;
beforeAll(async () => {
  simulator = await startSimulator({ users: 1200 });
  admin = signedCaller(simulator, 'ADMIN');
  users = `${simulator.domainUrl}/admin/v1/Users`;
});
afterAll(() => simulator.close());
beforeEach(() => simulatorControls(simulator.url).reset());

const find = (query: string) => admin.call('GET', `${users}?${query}`);
const namesIn = (answer: { json: { Resources: { userName: string }[] } }) =>
  answer.json.Resources.map((user) => user.userName);

describe('a listing of users', () => {
  it('reads a percent-encoded filter, with every character that a query is cut at', async () => {
    const encoded = await find(`filter=${encodeURIComponent('displayName co "Wolkenstein" and emails.value co "@"')}`);
    expect(namesIn(encoded)).toEqual(['maximiliana.von-wolkenstein-trostburg-und-hohenlohe-langenburg']);
    for (const text of ['a&b=c', 'a+b', '100%', 'a#b', 'a"b', 'a\\b']) {
      const answer = await find(`filter=${encodeURIComponent(`displayName eq ${JSON.stringify(text)}`)}`);
      expect([text, answer.status, answer.json.totalResults]).toEqual([text, 200, 0]);
    }
  });

  it('cuts an unencoded filter at its ampersand, as any server does', async () => {
    expect((await find('filter=displayName%20co%20%22a&b%22')).status).toBe(400);
  });

  it('finds names in other scripts, whatever their case', async () => {
    expect(namesIn(await find(`filter=${encodeURIComponent('displayName co "КОВАЛЕВСКАЯ"')}`))).toEqual([
      's.kovalevskaya',
    ]);
    expect(namesIn(await find(`filter=${encodeURIComponent('displayName sw "紫"')}`))).toEqual(['murasaki']);
  });

  it('finds nothing by a text that only the filter syntax would know', async () => {
    const answer = await find(
      `filter=${encodeURIComponent(`displayName co ${JSON.stringify('x" or userName pr or "')}`)}`,
    );
    expect(answer.json).toMatchObject({ totalResults: 0, Resources: [] });
  });

  it.each(['count=1001', 'count=-1', 'count=ten', 'sortBy=password', 'sortOrder=UP', 'startIndex=x'])(
    'refuses %s',
    async (query) => {
      const answer = await find(query);
      expect(answer.status).toBe(400);
      expect(answer.json.detail).toMatch(/\w/);
    },
  );

  it('tells how many there are even on a page of none', async () => {
    expect((await find('count=0')).json).toMatchObject({ totalResults: 1200, Resources: [] });
    expect((await find('startIndex=1201')).json).toMatchObject({ totalResults: 1200, Resources: [] });
  });

  it('is in the order of user names unless told otherwise', async () => {
    const names = namesIn(await find('count=1000'));
    expect(names).toEqual([...names].sort());
    const newest = await find('count=3&sortBy=meta.created&sortOrder=descending&attributes=meta');
    const created = newest.json.Resources.map((user: { meta: { created: string } }) => user.meta.created);
    expect(created).toEqual([...created].sort().reverse());
  });

  it('returns the attributes that were asked for, and the id', async () => {
    const answer = await find('count=1&attributes=userName,emails.value');
    expect(Object.keys(answer.json.Resources[0]).sort()).toEqual(['emails', 'id', 'schemas', 'userName']);
  });

  it('can be asked for by .search', async () => {
    const answer = await admin.call('POST', `${users}/.search`, {
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
        filter: 'userName sw "gra"',
        attributes: ['userName'],
        sortBy: 'userName',
        sortOrder: 'DESCENDING',
        startIndex: 1,
        count: 5,
      },
    });
    expect(namesIn(answer)).toEqual(['graphite-sync', 'grace.hopper']);
  });

  it('is refused to an ordinary user', async () => {
    const answer = await signedCaller(simulator, 'USER').call('GET', users);
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('error.common.common.accessDenied');
  });
});

describe('a request that cannot be authenticated', () => {
  const classic = () => `${simulator.url}/20160918/tenancies/${admin.tenancyOcid}`;

  it('is refused in the format of the API that was asked', async () => {
    const unsigned = await toWireAnswer(await fetch(classic()));
    expect([unsigned.status, unsigned.json.code]).toEqual([401, 'NotAuthenticated']);
    const scim = await toWireAnswer(await fetch(users));
    expect([scim.status, scim.json.status]).toEqual([401, '401']);
    for (const answer of [unsigned, scim]) expect(answer.headers.get('opc-request-id')).toBeTruthy();
  });

  it.each<[string, (headers: Record<string, string>) => void]>([
    ['with another date than was signed', (headers) => Object.assign(headers, { 'x-date': new Date(0).toUTCString() })],
    ['with another keyId', (headers) => replace(headers, /keyId="[^"]*"/, 'keyId="ocid1.tenancy/ocid1.user/00"')],
    ['with another algorithm', (headers) => replace(headers, 'rsa-sha256', 'hmac-sha256')],
    ['without a version', (headers) => replace(headers, 'version="1",', '')],
    ['with fewer signed headers', (headers) => replace(headers, ' (request-target)', '')],
    ['with a header signed twice', (headers) => replace(headers, ' host"', ' host host"')],
    ['with another scheme', (headers) => replace(headers, 'Signature', 'Bearer')],
  ])('is refused %s', async (_, tamper) => {
    expect((await admin.call('GET', classic(), { tamper })).status).toBe(401);
  });

  it('is refused when its body is another than was signed', async () => {
    const url = `${simulator.url}/20160918/users/${admin.userOcid}/customerSecretKeys`;
    const tamper = (headers: Record<string, string>) =>
      Object.assign(headers, { 'x-content-sha256': '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' });
    const answer = await admin.call('POST', url, { body: { displayName: 'x' }, tamper });
    expect([answer.status, answer.headers.get('x-simulator-reason')]).toEqual([
      401,
      'The signature does not fit the request.',
    ]);
  });

  it.each([
    [-290, 200],
    [290, 200],
    [-310, 401],
    [310, 401],
  ])('depends on the clock: %i s off gives %i', async (seconds, status) => {
    const answer = await admin.call('GET', classic(), { now: Date.now() + seconds * 1000 });
    expect(answer.status).toBe(status);
  });

  it("is told the service's time in the Date header, by which it can find out how far off it is", async () => {
    await simulatorControls(simulator.url).setFault({ kind: 'clock-skew', seconds: 3600 });
    const answer = await admin.call('GET', classic());
    expect(answer.status).toBe(401);
    const ahead = (Date.parse(answer.headers.get('date') ?? '') - Date.now()) / 1000;
    expect(Math.round(ahead / 10) * 10).toBe(3600);
  });
});

describe('what else is there', () => {
  it('names the namespace of Object Storage as a JSON string', async () => {
    const answer = await admin.call('GET', `${simulator.objectStorageUrl}/n`);
    expect([answer.status, typeof answer.json]).toEqual([200, 'string']);
    expect((await toWireAnswer(await fetch(`${simulator.objectStorageUrl}/n`))).status).toBe(401);
  });

  it('answers an unsigned question to S3 as S3 does', async () => {
    const answer = await toWireAnswer(await fetch(`${simulator.url}/~s3/bucket/object`));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/xml']);
    expect(answer.text).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it('refuses an inactive domain, and one that does not exist', async () => {
    const compartments = await admin.call(
      'GET',
      `${simulator.url}/20160918/compartments?compartmentId=${admin.tenancyOcid}&compartmentIdInSubtree=true`,
    );
    const archive = compartments.json.find((each: { name: string }) => each.name === 'Archive');
    const { json: domains } = await admin.call('GET', `${simulator.url}/20160918/domains?compartmentId=${archive.id}`);
    expect((await admin.call('GET', `${domains[0].url}/admin/v1/Users`)).status).toBe(403);
    expect((await admin.call('GET', `${simulator.url}/idcs-${'0'.repeat(32)}/admin/v1/Users`)).status).toBe(404);
  });

  it('keeps its controls from pages in a browser', async () => {
    const headers = { origin: 'https://example.com' };
    expect((await fetch(`${simulator.url}/simulator/state`, { headers })).status).toBe(403);
  });
});

function replace(headers: Record<string, string>, found: string | RegExp, by: string): void {
  headers['authorization'] = (headers['authorization'] ?? '').replace(found, by);
}

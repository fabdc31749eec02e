import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keySchemas, messageIdOf, openRawScim, type RawScim } from '../support/simulator/raw-scim.ts';

let scim: RawScim;
beforeAll(async () => {
  scim = await openRawScim();
});
afterAll(() => scim.simulator.close());
beforeEach(() => scim.controls.reset());

const selfChange = 'urn:ietf:params:scim:schemas:oracle:idcs:extension:selfChange:User';

describe("the administrator's own keys on the administrators' path", () => {
  it('are not changed without allowSelfChange', async () => {
    const [own] = (await scim.admin.call('GET', scim.myKeys)).json.Resources;
    const rename = { op: 'replace', path: 'displayName', value: 'x' };
    expect((await scim.create({ user: { ocid: scim.ada.ocid } })).status).toBe(403);
    expect((await scim.patch(`${scim.keys}/${own.id}`, [rename])).status).toBe(403);
    expect((await scim.admin.call('DELETE', `${scim.keys}/${own.id}`)).status).toBe(403);
    expect((await scim.controls.state('ada.byron')).keys).toMatchObject([{ name: 'analytical-notes' }]);
  });

  it('are changed with it, in each of the forms that Oracle documents', async () => {
    const own = { user: { ocid: scim.ada.ocid } };
    const created = await scim.create({ ...own, [selfChange]: { allowSelfChange: true } });
    expect(created.status).toBe(201);
    const url = `${scim.keys}/${created.json.id}`;
    const allow = { op: 'add', path: `${selfChange}:allowSelfChange`, value: true };
    const renamed = await scim.patch(url, [{ op: 'replace', path: 'displayName', value: 'x' }, allow]);
    expect(renamed.json.displayName).toBe('x');
    expect((await scim.admin.call('DELETE', `${url}?allowSelfChange=true`)).status).toBe(204);
    expect((await scim.create({ ...own, [`${selfChange}:allowSelfChange`]: true })).status).toBe(201);
  });
});

describe('the status of a key', () => {
  it('can be set, and is never told by SCIM', async () => {
    const { json: created } = await scim.create({ status: 'INACTIVE' });
    const { json: patched } = await scim.patch(`${scim.keys}/${created.id}`, [
      { op: 'REPLACE', path: 'status', value: 'ACTIVE' },
    ]);
    const { json: read } = await scim.admin.call('GET', `${scim.keys}/${created.id}?attributes=status,displayName`);
    for (const answer of [created, patched, read]) expect(answer).not.toHaveProperty('status');
    expect((await scim.keysOfGrace()).find((key) => key.id === created.id)?.status).toBe('ACTIVE');
  });

  it('is told by the classic API', async () => {
    await scim.create({ status: 'INACTIVE' });
    const { json } = await scim.admin.call(
      'GET',
      `${scim.simulator.url}/20160918/users/${scim.grace.ocid}/customerSecretKeys`,
    );
    expect(json.map((key: { lifecycleState: string }) => key.lifecycleState)).toEqual(['ACTIVE', 'INACTIVE']);
  });

  it('cannot be patched where the switch says so', async () => {
    await scim.controls.setSwitches({ statusPatch: false });
    const { json: created } = await scim.create();
    const refused = await scim.patch(`${scim.keys}/${created.id}`, [
      { op: 'replace', path: 'status', value: 'INACTIVE' },
    ]);
    expect(refused.status).toBe(400);
    expect((await scim.keysOfGrace()).find((key) => key.id === created.id)?.status).toBe('ACTIVE');
  });
});

describe('a change', () => {
  it('of several attributes is made whole or not at all', async () => {
    const [{ id } = { id: '' }] = await scim.keysOfGrace();
    const refused = await scim.patch(`${scim.keys}/${id}`, [
      { op: 'replace', path: 'displayName', value: 'renamed' },
      { op: 'replace', path: 'expiresOn', value: '2099-01-01T00:00:00Z' },
    ]);
    expect(refused.status).toBe(400);
    expect(refused.json.detail).toContain('expiresOn');
    expect(await scim.keysOfGrace()).toMatchObject([{ name: 'backup-nas' }]);
    const both = await scim.patch(`${scim.keys}/${id}`, [
      { op: 'replace', path: 'displayName', value: 'renamed' },
      { op: 'remove', path: 'description' },
    ]);
    expect(both.json).toMatchObject({ displayName: 'renamed' });
    expect(both.json).not.toHaveProperty('description');
  });

  it('gives the key another entity tag, and is refused with an old one', async () => {
    const [{ id } = { id: '' }] = await scim.keysOfGrace();
    const before = (await scim.admin.call('GET', `${scim.keys}/${id}`)).headers.get('etag') ?? '';
    const rename = [{ op: 'replace', path: 'displayName', value: 'renamed' }];
    const after = await scim.patch(`${scim.keys}/${id}`, rename, { 'if-match': before });
    expect(after.status).toBe(200);
    expect(after.headers.get('etag')).not.toBe(before);
    const late = await scim.admin.call('DELETE', `${scim.keys}/${id}`, { headers: { 'if-match': before } });
    expect(late.status).toBe(412);
    expect(await scim.keysOfGrace()).toHaveLength(1);
  });

  it('by PUT is not offered', async () => {
    const [{ id } = { id: '' }] = await scim.keysOfGrace();
    const refused = await scim.admin.call('PUT', `${scim.keys}/${id}`, {
      body: { schemas: keySchemas, displayName: 'x' },
    });
    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toBe('GET, PATCH, DELETE');
  });

  it('across the two APIs is refused where the switch says so', async () => {
    const { json: created } = await scim.create();
    const classic = `${scim.simulator.url}/20160918/users/${scim.grace.ocid}/customerSecretKeys`;
    await scim.controls.setSwitches({ sharedKeys: false });
    expect((await scim.admin.call('DELETE', `${classic}/${created.accessKey}`)).status).toBe(404);
    await scim.controls.setSwitches({ sharedKeys: true });
    expect((await scim.admin.call('DELETE', `${classic}/${created.accessKey}`)).status).toBe(204);
  });
});

describe('a listing of keys', () => {
  it('is searched for by the owner, in the query or in the body of .search', async () => {
    const filter = `user.value eq "${scim.grace.id}"`;
    const listed = await scim.admin.call('GET', `${scim.keys}?filter=${encodeURIComponent(filter)}`);
    const searched = await scim.admin.call('POST', `${scim.keys}/.search`, {
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter, count: 10 },
    });
    expect(listed.json).toMatchObject({ totalResults: 1, startIndex: 1, itemsPerPage: 50 });
    expect(searched.json).toMatchObject({ totalResults: 1, itemsPerPage: 10, Resources: listed.json.Resources });
  });

  it.each(['accessKey eq "x"', 'displayName co "x"', 'user.value', 'nothing eq "x"'])(
    'cannot be filtered by %s',
    async (filter) => {
      const answer = await scim.admin.call('GET', `${scim.keys}?filter=${encodeURIComponent(filter)}`);
      expect(answer.status).toBe(400);
      expect(answer.json.detail).toContain('The filter is not valid');
    },
  );
});

describe("one's own keys", () => {
  it('have neither .search nor attributes, and take no user', async () => {
    expect((await scim.admin.call('POST', `${scim.myKeys}/.search`, { body: {} })).status).toBe(405);
    expect((await scim.admin.call('GET', `${scim.myKeys}?attributes=id`)).status).toBe(400);
    const body = { schemas: keySchemas, displayName: 'x', user: { ocid: scim.ada.ocid } };
    expect((await scim.admin.call('POST', scim.myKeys, { body })).status).toBe(400);
  });

  it('are nobody else’s, even by id', async () => {
    const [{ id } = { id: '' }] = await scim.keysOfGrace();
    expect((await scim.admin.call('GET', `${scim.myKeys}/${id}`)).status).toBe(404);
    expect((await scim.ordinary.call('DELETE', `${scim.myKeys}/${id}`)).status).toBe(404);
  });

  it('do not exist in a domain that the caller does not live in', async () => {
    const state = await scim.controls.state('robot-01');
    expect(state.keys.every((key) => key.domain === 'Robots')).toBe(true);
    const { json: domains } = await domainsElsewhere();
    const answer = await scim.admin.call('GET', `${domains[0].url}/admin/v1/MyCustomerSecretKeys`);
    expect(answer.status).toBe(404);
  });
});

describe('an ordinary user', () => {
  it.each(['GET', 'POST'])("is denied the administrators' path (%s)", async (method) => {
    const body =
      method === 'POST' ? { body: { schemas: keySchemas, displayName: 'x', user: { ocid: scim.grace.ocid } } } : {};
    const answer = await scim.ordinary.call(method, scim.keys, body);
    expect(answer.status).toBe(401);
    expect(messageIdOf(answer)).toBe('error.common.common.accessDenied');
    expect(await scim.keysOfGrace()).toHaveLength(1);
  });
});

async function domainsElsewhere() {
  const { json } = await scim.admin.call(
    'GET',
    `${scim.simulator.url}/20160918/compartments?compartmentId=${scim.admin.tenancyOcid}&compartmentIdInSubtree=true`,
  );
  const partners = json.find((each: { name: string }) => each.name === 'Partners');
  return scim.admin.call('GET', `${scim.simulator.url}/20160918/domains?compartmentId=${partners.id}`);
}

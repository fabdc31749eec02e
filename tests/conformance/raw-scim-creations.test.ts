import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keySchemas, messageIdOf, openRawScim, type RawScim } from '../support/simulator/raw-scim.ts';

let scim: RawScim;
beforeAll(async () => {
  scim = await openRawScim();
});
afterAll(() => scim.simulator.close());
beforeEach(() => scim.controls.reset());

describe('a creation', () => {
  it('is answered with 201, SCIM JSON, an entity tag, a request id and a date', async () => {
    const answer = await scim.create();
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/scim+json');
    expect(answer.headers.get('etag')).toBe(answer.json.meta.version);
    expect(answer.headers.get('opc-request-id')).toMatch(/^[0-9A-F]{32}\/[0-9A-F]{32}\/[0-9A-F]{32}$/);
    expect(Math.abs(Date.parse(answer.headers.get('date') ?? '') - Date.now())).toBeLessThan(5000);
    expect(answer.json).toMatchObject({
      schemas: keySchemas,
      meta: { resourceType: 'CustomerSecretKey', location: `${scim.keys}/${answer.json.id}` },
      deleteInProgress: false,
      domainOcid: expect.stringMatching(/^ocid1\.domain\.oc1\.\./),
      tenancyOcid: scim.admin.tenancyOcid,
    });
  });

  it('wants the SCIM id or the OCID of a user, each in its own place', async () => {
    const wrongPlace = await scim.create({ user: { value: scim.grace.ocid } });
    expect(wrongPlace.status).toBe(400);
    expect(messageIdOf(wrongPlace)).toBe('error.common.validation.stringExceedsMaxLimit');
    expect(messageIdOf(await scim.create({ user: { ocid: scim.grace.id } }))).toBe(
      'error.common.validation.invalidReferenceResource',
    );
    expect(messageIdOf(await scim.create({ user: undefined }))).toBe('error.common.validation.missingReqAttributes');
    expect((await scim.create({ user: { value: scim.grace.id } })).status).toBe(201);
  });

  it.each([
    ['an empty name', { displayName: '' }],
    ['a name of 256 characters', { displayName: 'x'.repeat(256) }],
    ['an expiry in the past', { expiresOn: '2020-01-01T00:00:00Z' }],
    ['an expiry that is no date', { expiresOn: 'tomorrow' }],
    ['a status that does not exist', { status: 'SLEEPING' }],
    ['no schema', { schemas: [] }],
  ])('is refused for %s, with a detail, and changes nothing', async (_, more) => {
    const answer = await scim.create(more);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ status: '400', detail: expect.stringMatching(/\w/) });
    expect(await scim.keysOfGrace()).toHaveLength(1);
  });

  it('takes a name of 255 characters, of any script', async () => {
    const name = 'Ключ 鍵 🔑 '.repeat(40).slice(0, 255);
    expect((await scim.create({ displayName: name })).json.displayName).toBe(name);
  });

  it('beyond the limit says so in the words of the switch', async () => {
    await scim.create();
    const refused = await scim.create({ displayName: 'third' });
    expect(refused.status).toBe(400);
    expect(refused.json.detail).toContain('maximum quota limit of 2');
    await scim.controls.setSwitches({ limitStatus: 409 });
    expect((await scim.create({ displayName: 'third' })).status).toBe(409);
    expect(await scim.keysOfGrace()).toHaveLength(2);
  });

  it.each([
    [true, 400],
    [false, 201],
  ])('counts inactive keys toward the limit: %s', async (inactiveKeysCount, status) => {
    await scim.controls.setSwitches({ inactiveKeysCount });
    await scim.create({ status: 'INACTIVE' });
    expect((await scim.create({ displayName: 'third' })).status).toBe(status);
  });
});

describe('a creation that is repeated with its retry token', () => {
  it.each([true, false])('makes no second key (secret told again: %s)', async (retriedCreateHasSecret) => {
    await scim.controls.setSwitches({ retriedCreateHasSecret });
    const token = { 'opc-retry-token': 'b1946ac9' };
    const first = await scim.create({}, token);
    const second = await scim.create({}, token);
    expect(second.status).toBe(201);
    expect(second.json.id).toBe(first.json.id);
    expect(second.json.secretKey).toBe(retriedCreateHasSecret ? first.json.secretKey : undefined);
    expect(await scim.keysOfGrace()).toHaveLength(2);
  });

  it('is refused for another name, and for a key that is gone', async () => {
    const token = { 'opc-retry-token': 'b1946ac9' };
    const first = await scim.create({}, token);
    expect((await scim.create({ displayName: 'other' }, token)).status).toBe(409);
    await scim.admin.call('DELETE', `${scim.keys}/${first.json.id}`);
    expect((await scim.create({}, token)).status).toBe(409);
    expect(await scim.keysOfGrace()).toHaveLength(1);
  });

  it('is another creation for another caller', async () => {
    const token = { 'opc-retry-token': 'b1946ac9' };
    const mine = await scim.admin.call('POST', scim.myKeys, {
      body: { schemas: keySchemas, displayName: 'a' },
      headers: token,
    });
    const theirs = await scim.ordinary.call('POST', scim.myKeys, {
      body: { schemas: keySchemas, displayName: 'a' },
      headers: token,
    });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.json.accessKey).not.toBe(mine.json.accessKey);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { s3Caller } from '../../support/simulator/s3-caller.ts';
import { type SignedCaller, signedCaller } from '../../support/simulator/signed-caller.ts';
import { type KeyState, simulatorControls } from '../../support/simulator/simulator-controls.ts';

const notFound =
  'The secret key required to complete authentication could not be found. The region must be specified if this is not the home region for the tenancy.';
const wrong = 'The required information to complete authentication was not provided.';

let now = Date.parse('2026-11-23T12:00:00Z');
let simulator: Simulator;
let key: KeyState;
beforeAll(async () => {
  simulator = await startSimulator({ users: 12, clock: () => now });
});
afterAll(() => simulator.close());
const controls = () => simulatorControls(simulator.url);
beforeEach(async () => {
  now = Date.parse('2026-11-23T12:00:00Z');
  await controls().reset();
  key = await controls().addKeyElsewhere('grace.hopper', 'nas');
});

const s3 = (pair: { accessKey: string; secretKey: string } = key, endpoint = simulator.s3Url) => {
  const caller = s3Caller(endpoint, pair);
  const list: typeof caller.call = (method, path, call) => caller.call(method, path, { now, ...call });
  return {
    list: (call: Parameters<typeof list>[2] = {}) => list('GET', '/', call),
    call: list,
    presign: caller.presign,
  };
};
const refusal = async (answer: ReturnType<ReturnType<typeof s3>['call']>) => {
  const { status, element, headers } = await answer;
  expect(element('RequestId')).toBe(headers['opc-request-id']);
  return [status, element('Code'), element('Message')];
};

describe('a request to S3', () => {
  it('lists the buckets for a key that is active, at the address itself and below /~s3', async () => {
    await s3().call('PUT', '/first');
    for (const endpoint of [simulator.url, `${simulator.url}/~s3`]) {
      const answer = await s3(key, endpoint).list();
      expect([answer.status, answer.element('Name'), answer.element('DisplayName')]).toEqual([
        200,
        'first',
        'Grace Hopper',
      ]);
      expect(answer.element('CreationDate')).toBe('2026-11-23T12:00:00.000Z');
    }
  });

  it('takes keys of every domain', async () => {
    const { keys } = await controls().state();
    const others = keys.filter((each) => each.domain === 'Contractors' && each.status === 'ACTIVE' && !each.expiresOn);
    expect(others.length).toBeGreaterThan(0);
    for (const each of others) expect((await s3(each).list()).status).toBe(200);
  });

  it.each(['us-ashburn-1', 'eu-frankfurt-1'])('takes a signature for %s, which the tenancy uses', async (region) => {
    expect((await s3().list({ region })).status).toBe(200);
  });

  it('does not find the key in a region that the tenancy does not use', async () => {
    expect(await refusal(s3().list({ region: 'uk-london-1' }))).toEqual([403, 'SignatureDoesNotMatch', notFound]);
  });

  it.each(['us-east-1', ''])('takes a signature for "%s" as one for the home region, or does not', async (region) => {
    await s3().call('PUT', '/at-home');
    expect((await s3().list({ region })).element('Name')).toBe('at-home');
    expect((await s3().call('GET', '/at-home', { region, query: { location: '' } })).text).toContain(
      '>eu-frankfurt-1<',
    );
    await controls().setSwitches({ s3DefaultRegion: false });
    expect(await refusal(s3().list({ region }))).toEqual([403, 'SignatureDoesNotMatch', notFound]);
  });

  it('does not find a key that was never made', async () => {
    const stranger = { ...key, accessKey: '0'.repeat(40) };
    expect(await refusal(s3(stranger).list())).toEqual([403, 'SignatureDoesNotMatch', notFound]);
  });

  it('tells a wrong secret from a missing key', async () => {
    const typo = { ...key, secretKey: `${key.secretKey.slice(0, -2)}A=` };
    const other = key.secretKey === typo.secretKey ? { ...key, secretKey: 'x' } : typo;
    expect(await refusal(s3(other).list())).toEqual([403, 'SignatureDoesNotMatch', wrong]);
  });

  it('does not find a key any more that is deleted', async () => {
    expect((await s3().list()).status).toBe(200);
    await controls().deleteKeyElsewhere('grace.hopper', 'nas');
    expect(await refusal(s3().list())).toEqual([403, 'SignatureDoesNotMatch', notFound]);
  });

  it('does not find a key that was switched off, and finds it again', async () => {
    const admin: SignedCaller = signedCaller(simulator, 'ADMIN');
    const set = (status: string) =>
      admin.call('PATCH', `${simulator.domainUrl}/admin/v1/CustomerSecretKeys/${key.id}`, {
        now,
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'replace', path: 'status', value: status }],
        },
      });
    expect((await set('INACTIVE')).status).toBe(200);
    expect(await refusal(s3().list())).toEqual([403, 'SignatureDoesNotMatch', notFound]);
    expect((await set('ACTIVE')).status).toBe(200);
    expect((await s3().list()).status).toBe(200);
  });

  it('does not find a key that has expired', async () => {
    const { keys } = await controls().state('hedy.lamarr');
    const farm = keys.find((each) => each.name === 'render-farm') as KeyState;
    expect((await s3(farm).list()).status).toBe(200);
    now = Date.parse(String(farm.expiresOn));
    expect(await refusal(s3(farm).list())).toEqual([403, 'SignatureDoesNotMatch', notFound]);
  });

  it.each([-14 * 60, 14 * 60])('is believed with a clock that is off by %i seconds', async (seconds) => {
    expect((await s3().list({ now: now + seconds * 1000 })).status).toBe(200);
  });

  it.each([-16 * 60, 16 * 60])('is not believed with a clock that is off by %i seconds', async (seconds) => {
    expect(await refusal(s3().list({ now: now + seconds * 1000 }))).toEqual([
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    ]);
  });

  it('is refused where the key may not list', async () => {
    await controls().setSwitches({ s3ListBuckets: false });
    expect(await refusal(s3().list())).toEqual([403, 'AccessDenied', 'Access Denied']);
    expect((await s3(undefined, simulator.url).call('PUT', '/mine')).status).toBe(200);
  });
});

describe('a signature', () => {
  const without = (name: string) => (headers: Record<string, string>) => {
    delete headers[name];
  };
  const changed = (from: RegExp, to: string) => (headers: Record<string, string>) => {
    headers['authorization'] = String(headers['authorization']).replace(from, to);
  };
  it.each([
    ['no hash of the body', without('x-amz-content-sha256'), 'There is no x-amz-content-sha256.'],
    ['no time', without('x-amz-date'), 'The time of the request is missing or no time.'],
    ['headers that are signed and not sent', changed(/host;/, 'host;range;'), 'range is signed but not sent.'],
    ['a header of AWS that is not signed', changed(/;x-amz-date/, ''), 'x-amz-date is not signed.'],
    ['the host not signed', changed(/host;/, ''), 'host is not signed.'],
    ['headers out of order', changed(/host;x-amz-content-sha256/, 'x-amz-content-sha256;host'), 'sorted'],
    ['another day in its credential', changed(/\/20261123\//, '/20261122/'), 'The day of the credential'],
    ['another ending of its credential', changed(/aws4_request/, 'aws5_request'), 'The credential is not'],
    ['half a signature', changed(/(Signature=.{32}).*/, '$1'), 'The signature is not 64'],
    ['a parameter twice', changed(/$/, ', Signature=00'), 'The parameter Signature stands twice'],
    ['no parameters', changed(/ .*/, ' '), 'is not a list of parameters'],
  ])('with %s is refused, and whoever debugs is told why', async (_, tamper, reason) => {
    const answer = await s3(key, `${simulator.url}/~s3`).list({ tamper });
    expect([answer.status, answer.element('Message')]).toEqual([403, wrong]);
    expect(answer.headers['x-simulator-reason']).toContain(reason);
  });

  it('for another service is refused', async () => {
    expect(await refusal(s3().list({ service: 'iam' }))).toEqual([403, 'SignatureDoesNotMatch', wrong]);
  });

  it('covers the path, the query and the headers', async () => {
    const range = (headers: Record<string, string>) => {
      headers['range'] = 'bytes=0-1';
    };
    await s3().call('PUT', '/bucket');
    await s3().call('PUT', '/bucket/a', { body: 'abc' });
    expect((await s3().call('GET', '/bucket/a', { headers: { range: 'bytes=0-9' }, tamper: range })).status).toBe(403);
    const address = await s3().presign('GET', '/bucket/a', 60, { now });
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(address.replace('/bucket/a', '/bucket/b'))).status).toBe(403);
    expect((await fetch(`${address}&prefix=x`)).status).toBe(403);
    expect((await fetch(address, { method: 'DELETE' })).status).toBe(403);
  });

  it('in an address is good until it expires', async () => {
    await s3().call('PUT', '/bucket');
    await s3().call('PUT', '/bucket/a%20b%2Bc', { body: 'abc' });
    const address = await s3().presign('GET', '/bucket/a%20b%2Bc', 3600, { now });
    now += 3599_000;
    expect(await (await fetch(address)).text()).toBe('abc');
    now += 2000;
    const late = await fetch(address);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  });

  it('is not there at all: S3 says so below /~s3, and in its own format', async () => {
    const answer = await fetch(`${simulator.url}/~s3/bucket`);
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(wrong)]);
  });
});

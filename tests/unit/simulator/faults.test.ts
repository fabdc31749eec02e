import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { type ProfileCaller, signedCaller } from '../../support/simulator/signed-caller.ts';
import { type FaultToSet, simulatorControls } from '../../support/simulator/simulator-controls.ts';

let simulator: Simulator;
let user: ProfileCaller;
let myKeys: string;
let controls: ReturnType<typeof simulatorControls>;
beforeAll(async () => {
  simulator = await startSimulator({ users: 20 });
  user = signedCaller(simulator, 'USER');
  myKeys = `${simulator.domainUrl}/admin/v1/MyCustomerSecretKeys`;
  controls = simulatorControls(simulator.url);
});
afterAll(() => simulator.close());
beforeEach(() => controls.reset());

const body = { schemas: ['urn:ietf:params:scim:schemas:oracle:idcs:customerSecretKey'], displayName: 'new' };
const create = () => user.call('POST', myKeys, { body });
const keyCount = async () => (await controls.state('charles.babbage')).keys.length;

describe('a fault', () => {
  it.each<[FaultToSet, number]>([
    [{ kind: 'drop-before' }, 1],
    [{ kind: 'drop-after' }, 2],
    [{ kind: 'reset-mid-body' }, 2],
  ])('cuts the connection: %j leaves %i keys', async (fault, left) => {
    await controls.setFault(fault);
    await expect(create()).rejects.toThrow();
    expect(await keyCount()).toBe(left);
  });

  it('sends the head and half of the body before it resets the connection', async () => {
    await controls.setFault({ kind: 'reset-mid-body' });
    const response = await fetch(user.request('POST', myKeys, { body }));
    expect(response.status).toBe(201);
    await expect(response.text()).rejects.toThrow();
  });

  it('cuts JSON in half, and calls the half the whole', async () => {
    await controls.setFault({ kind: 'truncated-json' });
    const answer = await create();
    expect(answer.status).toBe(201);
    expect(answer.json).toBeUndefined();
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(answer.text)));
    expect(await keyCount()).toBe(2);
  });

  it('answers with JSON of another shape, or none at all', async () => {
    await controls.setFault({ kind: 'wrong-shape' });
    expect((await create()).json).toEqual({ outcome: 'done', items: 3 });
    await controls.setFault({ kind: 'not-json' });
    const page = await user.call('GET', myKeys);
    expect(page.text).toMatch(/^<!doctype html>/);
    expect(page.headers.get('content-type')).toBe('text/html');
  });

  it('leaves out the secret of a key that it made', async () => {
    await controls.setFault({ kind: 'missing-secret' });
    const answer = await create();
    expect(answer.status).toBe(201);
    expect(answer.json.accessKey).toMatch(/^[0-9a-f]{40}$/);
    expect(answer.text).not.toContain('secretKey');
    expect(await keyCount()).toBe(2);
  });

  it.each([400, 401, 403, 404, 409, 412, 429, 500, 502, 503, 504] as const)(
    'answers %i in the format of the API, with nothing done',
    async (status) => {
      await controls.setFault({ kind: 'status', status, times: 2 });
      const scim = await create();
      expect([scim.status, scim.json.status]).toEqual([status, String(status)]);
      const classic = await user.call('GET', `${simulator.url}/20160918/users/${user.userOcid}`);
      expect([classic.status, typeof classic.json.code]).toEqual([status, 'string']);
      expect(await keyCount()).toBe(1);
    },
  );

  it('tells when to come back', async () => {
    await controls.setFault({ kind: 'status', status: 429, retryAfterSeconds: 7 });
    expect((await create()).headers.get('retry-after')).toBe('7');
  });

  it('answers 500 although the key was made, with `carriedOut`', async () => {
    await controls.setFault({ kind: 'status', status: 500, carriedOut: true });
    expect((await create()).status).toBe(500);
    expect(await keyCount()).toBe(2);
  });

  it('answers late', async () => {
    await controls.setFault({ kind: 'latency', ms: 120 });
    const before = performance.now();
    expect((await create()).status).toBe(201);
    expect(performance.now() - before).toBeGreaterThanOrEqual(119);
  });

  it('holds its answer until the faults are cleared', async () => {
    await controls.setFault({ kind: 'hold' });
    const created = create();
    const early = new Promise((resolve) => setTimeout(resolve, 100, 'held'));
    expect(await Promise.race([created, early])).toBe('held');
    expect(await keyCount()).toBe(1);
    await controls.clearFaults();
    expect((await created).status).toBe(201);
  });

  it.each<[FaultToSet, number]>([
    [{ kind: 'silence' }, 1],
    [{ kind: 'endless', everyMs: 5 }, 2],
  ])('never ends to answer: %j leaves %i keys', async (fault, left) => {
    await controls.setFault(fault);
    const settled = create().then(
      () => 'answered',
      () => 'cut',
    );
    const waited = new Promise((resolve) => setTimeout(resolve, 150, 'still waiting'));
    expect(await Promise.race([settled, waited])).toBe('still waiting');
    expect(await keyCount()).toBe(left);
  });

  it('sends the client elsewhere with nothing done', async () => {
    await controls.setFault({ kind: 'redirect', location: `${simulator.url}/20160918/users/${user.userOcid}` });
    const response = await fetch(myKeys, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      `${simulator.url}/20160918/users/${user.userOcid}`,
    ]);
  });

  it('strikes only its method and its path, and only as often as it says', async () => {
    await controls.setFault({ kind: 'status', status: 503, method: 'GET', path: '/MyCustomerSecretKeys$', times: 2 });
    expect((await create()).status).toBe(201);
    expect((await user.call('GET', `${simulator.domainUrl}/admin/v1/Me`)).status).toBe(200);
    const statuses: number[] = [];
    for (let call = 0; call < 3; call++) statuses.push((await user.call('GET', myKeys)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('works together with others: late, and then an error', async () => {
    await controls.setFault({ kind: 'latency', ms: 60, times: null });
    await controls.setFault({ kind: 'status', status: 503 });
    const before = performance.now();
    expect((await create()).status).toBe(503);
    expect(performance.now() - before).toBeGreaterThanOrEqual(59);
  });

  it.each([
    { kind: 'unknown' },
    { kind: 'latency' },
    { kind: 'status', status: 200 },
    { kind: 'drop-before', path: '(' },
    { kind: 'drop-before', times: 0 },
    { kind: 'drop-before', sometimes: true },
  ])('that does not exist is refused: %j', async (fault) => {
    await expect(controls.setFault(fault as FaultToSet)).rejects.toThrow('400');
  });
});

describe('the controls', () => {
  it('show the real requests of clients', async () => {
    await create();
    await user.call('GET', `${myKeys}?count=1`);
    await user.call('GET', myKeys);
    const path = new URL(myKeys).pathname;
    const { requests, latest } = await controls.state('charles.babbage');
    expect(requests).toEqual([
      { method: 'POST', path, count: 1 },
      { method: 'GET', path, count: 2 },
    ]);
    expect(latest.map((each) => each.target)).toEqual([path, `${path}?count=1`, path]);
  });

  it('add and delete keys from elsewhere, under the rule of two', async () => {
    const added = await controls.addKeyElsewhere('charles.babbage', 'from elsewhere');
    const { json } = await user.call('GET', myKeys);
    expect(json.Resources.map((key: { accessKey: string }) => key.accessKey)).toContain(added.accessKey);
    await expect(controls.addKeyElsewhere('charles.babbage', 'third')).rejects.toThrow('two keys already');
    await controls.deleteKeyElsewhere('charles.babbage', 'from elsewhere');
    expect(await keyCount()).toBe(1);
  });

  it('put everything back as it was', async () => {
    const keys = async () => (await controls.state('charles.babbage')).keys;
    const first = await keys();
    await create();
    await controls.setSwitches({ domains: false });
    await controls.setFault({ kind: 'drop-before', times: null });
    await controls.reset();
    expect((await user.call('GET', myKeys)).json.totalResults).toBe(1);
    const now = await keys();
    expect(now.map((key) => ({ ...key, id: '', ocid: '' }))).toEqual(
      first.map((key) => ({ ...key, id: '', ocid: '' })),
    );
    // A client may remember what it did with a key, so no key may have the same id after a reset.
    expect(now[0]?.id).not.toBe(first[0]?.id);
  });
});

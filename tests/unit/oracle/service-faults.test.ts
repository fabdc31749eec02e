import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../main/oracle/create-oracle-client.ts';
import type { OracleClient, UsersAndKeys } from '../../../main/oracle/oracle-client.ts';
import type { OracleProblem } from '../../../main/oracle/oracle-problem.ts';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { withShortLimit } from '../../support/parts/short-limit.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { startScriptedServer } from '../../support/simulator/scripted-server.ts';
import { clientOf, controlsOf } from '../../support/simulator/simulator-client.ts';

// Security line 29: in both APIs each fault is a clear failure. Security line 27: Keydesk says no more about a creation than it knows.

let simulator: Simulator;
let controls: ReturnType<typeof controlsOf>;
let client: OracleClient;
const apis = ['identity domain', 'classic IAM'] as const;
const apiOf = (api: (typeof apis)[number]): UsersAndKeys =>
  api === 'classic IAM' ? client.classic() : client.domain(simulator.domainUrl);

beforeAll(async () => {
  simulator = await startSimulator({ users: 3 });
  controls = controlsOf(simulator);
  ({ client } = await clientOf(simulator, 'ADMIN'));
  await client.getHomeRegion();
});
afterAll(() => simulator.close());
beforeEach(() => controls.reset());

const self = { kind: 'self' } as const;
const newKey = { name: 'ci', description: null, expiresOn: null };
const create = (api: (typeof apis)[number]) => apiOf(api).createKey(self, newKey, crypto.randomUUID());
const keysNow = async () => (await controls.state('ada.byron')).keys.length;
const postsNow = async () =>
  (await controls.state()).requests
    .filter(({ method }) => method === 'POST')
    .reduce((sum, { count }) => sum + count, 0);

/** The fault, the outcome that Keydesk reports, and whether the key was made. */
const creations: [object, Partial<OracleProblem>, boolean][] = [
  [{ kind: 'drop-before' }, { kind: 'unreachable', delivery: 'unknown' }, false],
  [{ kind: 'drop-after' }, { kind: 'unreachable', delivery: 'unknown' }, true],
  [{ kind: 'reset-mid-body' }, { kind: 'unexpected-answer', what: 'it broke off before its end' }, true],
  [{ kind: 'truncated-json' }, { kind: 'unexpected-answer', what: 'it is not JSON' }, true],
  [{ kind: 'not-json' }, { kind: 'unexpected-answer', what: 'it is not JSON' }, true],
  [{ kind: 'wrong-shape' }, { kind: 'unexpected-answer', what: 'it has another shape (id)' }, true],
  [{ kind: 'missing-secret' }, { kind: 'secret-missing', delivery: 'unknown' }, true],
  [{ kind: 'silence' }, { kind: 'timed-out', delivery: 'unknown', seconds: 60 }, false],
  [{ kind: 'endless' }, { kind: 'timed-out', delivery: 'unknown' }, true],
  // The service carries the request out after Keydesk has given up.
  [{ kind: 'latency', ms: 1000 }, { kind: 'timed-out', delivery: 'unknown' }, true],
  [{ kind: 'redirect', location: 'http://127.0.0.1:9/' }, { kind: 'redirected', delivery: 'answered' }, false],
  [{ kind: 'status', status: 400 }, { kind: 'rejected', delivery: 'answered' }, false],
  [{ kind: 'status', status: 401 }, { kind: 'not-authenticated', delivery: 'answered' }, false],
  [{ kind: 'status', status: 403 }, { kind: 'not-allowed', delivery: 'answered' }, false],
  [{ kind: 'status', status: 404 }, { kind: 'not-found', delivery: 'answered' }, false],
  [{ kind: 'status', status: 409 }, { kind: 'conflict', delivery: 'answered' }, false],
  [{ kind: 'status', status: 412 }, { kind: 'changed-meanwhile', delivery: 'answered' }, false],
  [{ kind: 'status', status: 429, retryAfterSeconds: 7 }, { kind: 'too-many-requests', retryAfterSeconds: 7 }, false],
  [{ kind: 'status', status: 500 }, { kind: 'service-error', delivery: 'unknown', status: 500 }, false],
  [{ kind: 'status', status: 503, carriedOut: true }, { kind: 'service-error', delivery: 'unknown' }, true],
];

describe.each(apis)('a creation in the %s', (api) => {
  it.each(creations)('under %j comes to %j', async (fault, expected, made) => {
    await controls.addFault({ ...fault, method: 'POST' });
    const { writeTimeoutMs } = defaultLimits;
    const work = () => create(api);
    const outcome = await (expected.kind === 'timed-out' ? withShortLimit(writeTimeoutMs, 400, work) : work());
    expect(outcome).toMatchObject({ ok: false, problem: { ...expected, host: new URL(simulator.url).host } });
    expect(await postsNow()).toBe(1);
    await expect.poll(keysNow).toBe(made ? 2 : 1);
    if (made) expect(outcome).toMatchObject({ problem: { delivery: 'unknown' } });
  });

  it('that lost its secret names the key to delete', async () => {
    await controls.addFault({ kind: 'missing-secret', method: 'POST' });
    const outcome = await create(api);
    const listed = unwrap(await apiOf(api).listKeys(self));
    const lost = listed.items.find(({ name }) => name === 'ci');
    expect(outcome).toMatchObject({ problem: { kind: 'secret-missing', keyId: lost?.id, accessKey: lost?.accessKey } });
    unwrap(await apiOf(api).deleteKey(self, lost?.id ?? ''));
  });
});

describe.each(apis)('a read in the %s', (api) => {
  it.each(['drop-before', 'reset-mid-body', 'silence'])('gets over one %s', async (kind) => {
    await controls.addFault({ kind, method: 'GET' });
    unwrap(await withShortLimit(defaultLimits.readTimeoutMs, 1500, () => apiOf(api).listKeys(self)));
  });

  it.each([429, 500, 502, 503, 504])('gets over two answers of %i', async (status) => {
    await controls.addFault({ kind: 'status', status, method: 'GET', times: 2, retryAfterSeconds: 1 });
    unwrap(await apiOf(api).listKeys(self));
  });

  it.each(['truncated-json', 'not-json', 'wrong-shape'])('does not guess what %s meant', async (kind) => {
    await controls.addFault({ kind, method: 'GET', times: null });
    expect(await apiOf(api).listKeys(self)).toMatchObject({
      ok: false,
      problem: { kind: 'unexpected-answer', requestId: expect.stringMatching(/./) },
    });
  });

  it.each([
    [3600, -3600],
    [-900, 900],
  ])('under a clock that is %i s ahead of ours says that ours is %i s off', async (seconds, ours) => {
    await controls.addFault({ kind: 'clock-skew', seconds, times: null });
    const answer = await apiOf(api).listKeys(self);
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'clock-skew', delivery: 'answered' } });
    const said = answer.ok || answer.problem.kind !== 'clock-skew' ? Number.NaN : answer.problem.seconds;
    expect(Math.abs(said - ours)).toBeLessThanOrEqual(2);
  });

  it('gets over a clock that is four minutes off', async () => {
    await controls.addFault({ kind: 'clock-skew', seconds: 240, times: null });
    unwrap(await apiOf(api).listKeys(self));
  });

  it('is not led elsewhere', async () => {
    const elsewhere = await startScriptedServer((response) => response.end('[]'));
    await controls.addFault({ kind: 'redirect', location: elsewhere.url, times: null });
    expect(await apiOf(api).listKeys(self)).toMatchObject({ ok: false, problem: { kind: 'redirected' } });
    expect(elsewhere.seen).toEqual([]);
  });

  it('that is cancelled says so, and stops', async () => {
    await controls.addFault({ kind: 'status', status: 503, times: null });
    const controller = new AbortController();
    controller.abort();
    expect(await apiOf(api).listKeys(self, controller.signal)).toMatchObject({ problem: { kind: 'cancelled' } });
    expect((await controls.state()).requests).toEqual([]);
  });
});

describe('a caller whom the service does not know', () => {
  it.each(apis)('is not authenticated by the %s', async (api) => {
    const { signer } = await clientOf(simulator, 'ADMIN');
    const keyId = signer.keyId.replace(/[^/]+$/, '00:00');
    const stranger = (await clientOf(simulator, 'ADMIN', { signer: async () => ({ ...signer, keyId }) })).client;
    const users = api === 'classic IAM' ? stranger.classic() : stranger.domain(simulator.domainUrl);
    expect(await users.me()).toMatchObject({ ok: false, problem: { kind: 'not-authenticated', delivery: 'answered' } });
  });

  it('is not authenticated with the key of another either', async () => {
    const { signer } = await clientOf(simulator, 'USER');
    const { signer: admin } = await clientOf(simulator, 'ADMIN');
    const forged = async () => ({ keyId: admin.keyId, privateKey: signer.privateKey });
    const { client: forger } = await clientOf(simulator, 'ADMIN', { signer: forged });
    expect(await forger.getTenancy()).toMatchObject({ ok: false, problem: { kind: 'not-authenticated' } });
  });
});

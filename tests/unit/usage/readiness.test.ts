import { describe, expect, it, onTestFinished } from 'vitest';
import { success } from '../../../main/basics/outcome.ts';
import type { KeyOwner } from '../../../main/oracle/oracle-client.ts';
import type { SimulatorOptions } from '../../../simulator/start-simulator.ts';
import { startSimulator } from '../../../simulator/start-simulator.ts';
import { createReadinessDesk, source } from '../../support/parts/readiness-desk.ts';
import { createShortenedTime } from '../../support/parts/shortened-time.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { startScriptedServer } from '../../support/simulator/scripted-server.ts';
import { clientOf } from '../../support/simulator/simulator-client.ts';

const self: KeyOwner = { kind: 'self' };
const minute = 60_000;

/** A key that was made just now, at a simulator whose clock runs as fast as the test's. */
async function makeKey(given: Partial<SimulatorOptions> = {}) {
  const time = createShortenedTime();
  const simulator = await startSimulator({ users: 5, clock: time.serviceNow, ...given });
  onTestFinished(() => simulator.close());
  const { client } = await clientOf(simulator, 'ADMIN', { clock: time.clock });
  const region = unwrap(await client.getHomeRegion());
  const keys = client.domain(simulator.domainUrl);
  const newKey = { name: 'ci-deploy', description: null, expiresOn: null };
  const { key, secretKey } = unwrap(await keys.createKey(self, newKey, 'token-1'));
  const facts = { endpoint: simulator.s3Url, region, accessKey: key.accessKey, secret: secretKey };
  return { facts, time, keys, key };
}

const delay = { seconds: 90, flapping: true, timeFactor: 1 };

describe('the test of a new key, against the simulator, with time shortened: every wait is over at once', () => {
  it('says ready only after a minute of unbroken success, however it flapped in its first 90 seconds', async () => {
    const { facts, time } = await makeKey({ s3Delay: delay });
    const desk = createReadinessDesk(facts, time);
    expect(await desk.readiness.start(source, null)).toEqual(success(null));
    const ended = await desk.over;
    expect(ended).toMatchObject({ how: 'ready', keyName: 'ci-deploy', endpoint: facts.endpoint, region: facts.region });

    const findings = desk.findings().slice(0, -1).concat(ended.last?.finding);
    // The key did flap: a single attempt would have seen a success that a failure followed.
    expect(findings.indexOf('works')).toBeLessThan(findings.lastIndexOf('not-there'));
    expect(findings.slice(findings.lastIndexOf('not-there') + 1)).toEqual(Array(13).fill('works'));
    expect(ended.endedAt - ended.startedAt).toBeGreaterThanOrEqual(150_000 - 5000);
    expect(ended.attempts).toBe(findings.length);
  });

  it('tells each attempt, since when it has worked, and until when it will try', async () => {
    const { facts, time } = await makeKey();
    const desk = createReadinessDesk(facts, time);
    await desk.readiness.start(source, null);
    await desk.over;
    const testing = desk.told.flatMap((state) => (state.kind === 'testing' ? [state] : []));
    expect(testing.map(({ attempts }) => attempts)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(testing[0]).toMatchObject({ last: null, successSince: null });
    const first = testing[1];
    expect(first?.successSince).toBe(first?.startedAt);
    expect(new Set(testing.slice(1).map(({ successSince }) => successSince))).toEqual(new Set([first?.successSince]));
    expect(first).toMatchObject({ until: (first?.startedAt ?? 0) + 20 * minute, unbrokenMs: minute });
  });

  it('counts a key that may not list buckets as working, and says that it may not', async () => {
    const { facts, time } = await makeKey({ s3ListBuckets: false });
    const desk = createReadinessDesk(facts, time);
    await desk.readiness.start(source, null);
    expect(await desk.over).toMatchObject({ how: 'ready', last: { finding: 'works-without-listing' } });
  });

  it('says after half a minute that the secret is wrong, and not at the first answer', async () => {
    const { facts, time } = await makeKey();
    const desk = createReadinessDesk({ ...facts, secret: Buffer.from('not the secret of this key') }, time);
    await desk.readiness.start(source, null);
    const ended = await desk.over;
    expect(ended).toMatchObject({ how: 'failed', attempts: 7, last: { finding: 'wrong-secret' } });
    expect(ended.endedAt - ended.startedAt).toBe(30_000);
  });

  it('says of a region that the tenancy has not subscribed to that the key is not there', async () => {
    const { facts, time } = await makeKey();
    const desk = createReadinessDesk(facts, time);
    await desk.readiness.start(source, 'ap-tokyo-1');
    expect(await desk.over).toMatchObject({
      how: 'gave-up',
      region: 'ap-tokyo-1',
      last: { finding: 'not-there', text: expect.stringContaining('The region must be specified') },
    });
  });

  it('gives up after 20 minutes on a key that never comes', async () => {
    const { facts, time } = await makeKey({ s3Delay: { ...delay, seconds: 3600, flapping: false } });
    const desk = createReadinessDesk(facts, time);
    await desk.readiness.start(source, null);
    const ended = await desk.over;
    expect(ended).toMatchObject({ how: 'gave-up', last: { finding: 'not-there' } });
    expect(ended.endedAt - ended.startedAt).toBe(20 * minute);
  });

  it('begins the minute again when a key that worked is deactivated', async () => {
    const { facts, time, keys, key } = await makeKey();
    const desk = createReadinessDesk(facts, time);
    let wakes = 0;
    const status: Promise<unknown>[] = [];
    desk.time.onWake = () => {
      wakes += 1;
      if (wakes === 6) status.push(keys.setKeyStatus(self, key.id, 'INACTIVE'));
      if (wakes === 20) status.push(keys.setKeyStatus(self, key.id, 'ACTIVE'));
    };
    await desk.readiness.start(source, null);
    const ended = await desk.over;
    expect(await Promise.all(status)).toEqual([success(null), success(null)]);
    expect(ended.how).toBe('ready');
    const findings = desk.findings();
    expect(findings).toContain('not-there');
    expect(findings.slice(findings.lastIndexOf('not-there') + 1).length).toBeGreaterThanOrEqual(13);
  });

  it('says by how much the clock is off if the key fails for that reason, and goes on when the clock is set', async () => {
    const { facts, time } = await makeKey();
    const desk = createReadinessDesk(facts, time);
    time.aheadMs = 20 * minute;
    let wakes = 0;
    time.onWake = () => {
      wakes += 1;
      if (wakes === 4) time.aheadMs = 0;
    };
    await desk.readiness.start(source, null);
    expect(await desk.over).toMatchObject({ how: 'ready', last: { clockAheadSeconds: 0 } });
    const off = desk.told.find((state) => state.kind === 'testing' && state.last?.finding === 'clock');
    expect(off).toMatchObject({ last: { clockAheadSeconds: 1200 } });
  });
});

describe('the test of a key at an odd address, with time shortened: every wait is over at once', () => {
  const facts = { region: 'eu-frankfurt-1', accessKey: '4f1c', secret: Buffer.from('c2VjcmV0') };

  it('ends after half a minute if the server does not speak S3', async () => {
    const { url } = await startScriptedServer((response) => response.end('<html>Sign in to the network</html>'));
    const desk = createReadinessDesk({ ...facts, endpoint: url });
    await desk.readiness.start(source, null);
    expect(await desk.over).toMatchObject({ how: 'failed', attempts: 7, last: { finding: 'not-s3' } });
  });

  it('waits for a network that is away', async () => {
    const server = await startScriptedServer(() => {});
    await server.close();
    const desk = createReadinessDesk({ ...facts, endpoint: server.url });
    await desk.readiness.start(source, null);
    expect(await desk.over).toMatchObject({ how: 'gave-up', last: { finding: 'unreachable' } });
  });

  it('asks no faster than once a second, however slow the answers are', async () => {
    const time = createShortenedTime();
    const at: number[] = [];
    const { url } = await startScriptedServer((response) => {
      at.push(time.serviceNow());
      time.pass(7000);
      response.writeHead(503).end();
    });
    const desk = createReadinessDesk({ ...facts, endpoint: url }, time);
    await desk.readiness.start(source, null);
    expect(await desk.over).toMatchObject({ how: 'gave-up', last: { finding: 'busy' } });
    expect(new Set(at.slice(1).map((each, index) => each - (at[index] ?? 0)))).toEqual(new Set([8000]));
  });
});

describe('the test of a key at a busy service, with time shortened: every wait is over at once', () => {
  const facts = { region: 'eu-frankfurt-1', accessKey: '4f1c', secret: Buffer.from('c2VjcmV0') };

  it.each([
    ['as long as the service asks', '45', 45_000],
    ['no longer than its own patience', '86400', 20 * minute],
  ])('waits %s', async (_what, retryAfter, pause) => {
    const time = createShortenedTime();
    const at: number[] = [];
    const { url } = await startScriptedServer((response) => {
      at.push(time.serviceNow());
      response.writeHead(429, { 'retry-after': retryAfter }).end();
    });
    const desk = createReadinessDesk({ ...facts, endpoint: url }, time);
    await desk.readiness.start(source, null);
    const ended = await desk.over;
    expect(ended).toMatchObject({ how: 'gave-up', last: { finding: 'busy', waitSeconds: Number(retryAfter) } });
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(pause);
    expect(ended.endedAt - ended.startedAt).toBe(20 * minute);
  });
});

import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { KeyOwner } from '../../../main/oracle/oracle-client.ts';
import { failed, success } from '../../../main/outcome.ts';
import type { Finding } from '../../../main/s3/attempt.ts';
import { createListBuckets } from '../../../main/s3/list-buckets.ts';
import { createReadiness, type ReadinessState } from '../../../main/usage/readiness.ts';
import type { KeySource, LendKey, PlaceOf } from '../../../main/usage/usage-contract.ts';
import type { SimulatorOptions } from '../../../simulator/start-simulator.ts';
import { startSimulator } from '../../../simulator/start-simulator.ts';
import { startScriptedServer } from '../../support/scripted-server.ts';
import { createShortenedTime } from '../../support/shortened-time.ts';
import { clientOf } from '../../support/simulator-client.ts';

const source: KeySource = { kind: 'open', handle: '7d1c2a9e-43c5-4ab9-8f3f-0b7a5d1f2c3e' };
const self: KeyOwner = { kind: 'self' };
const minute = 60_000;

interface Desk {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secret: Buffer;
}

/** The test of one key as the app makes it, with time shortened: every wait is over at once. */
function createDesk({ endpoint, region, accessKey, secret }: Desk, time = createShortenedTime()) {
  const told: ReadinessState[] = [];
  const defects: unknown[] = [];
  const lent: Buffer[] = [];
  const lend: LendKey = async (_source, use) => {
    const copy = Buffer.from(secret);
    lent.push(copy);
    try {
      const home = { owner: null, account: null, place: null };
      return success(await use(copy, { keyName: 'ci-deploy', accessKey, ownerName: 'Ada', home, keptName: null }));
    } finally {
      copy.fill(0);
    }
  };
  const placeOf: PlaceOf<never> = async (_home, wanted) =>
    success({ namespace: 'acme', region: wanted ?? region, endpoint, regions: [] });
  const over = Promise.withResolvers<Extract<ReadinessState, { kind: 'ended' }>>();
  const onChange = (state: ReadinessState) => {
    told.push(state);
    if (state.kind === 'ended') over.resolve(state);
  };
  const onDefect = (error: unknown) => defects.push(error);
  const { clock } = time;
  const listBuckets = createListBuckets({ fetch: globalThis.fetch, now: clock.now });
  const options = { lend, placeOf, listBuckets, clock, onChange, onDefect };
  const readiness = createReadiness(options);
  const findings = (): (Finding | undefined)[] =>
    told.flatMap((state) => (state.kind === 'idle' || state.attempts === 0 ? [] : [state.last?.finding]));
  return { readiness, options, told, defects, lent, time, over: over.promise, findings };
}

/** A key that was made a moment ago at a simulator whose clock goes with the shortened time. */
async function makeKey(given: Partial<SimulatorOptions> = {}) {
  const time = createShortenedTime();
  const simulator = await startSimulator({ users: 5, clock: time.serviceNow, ...given });
  onTestFinished(() => simulator.close());
  const { client } = await clientOf(simulator, 'ADMIN', { clock: time.clock });
  const region = await client.getHomeRegion();
  const keys = client.domain(simulator.domainUrl);
  const made = await keys.createKey(self, { name: 'ci-deploy', description: null, expiresOn: null }, 'token-1');
  if (!made.ok || !region.ok) throw new Error(JSON.stringify([made, region]));
  const { key, secretKey } = made.value;
  const facts = { endpoint: simulator.s3Url, region: region.value, accessKey: key.accessKey, secret: secretKey };
  return { facts, time, keys, key };
}

const delay = { seconds: 90, flapping: true, timeFactor: 1 };

describe('the test of a new key, against the simulator, with time shortened: every wait is over at once', () => {
  it('says ready only after a minute of unbroken success, however it flapped in its first 90 seconds', async () => {
    const { facts, time } = await makeKey({ s3Delay: delay });
    const desk = createDesk(facts, time);
    expect(await desk.readiness.start(source, null)).toEqual(success(null));
    const ended = await desk.over;
    expect(ended).toMatchObject({ how: 'ready', keyName: 'ci-deploy', endpoint: facts.endpoint, region: facts.region });

    const findings = desk.findings().slice(0, -1).concat(ended.last?.finding);
    // It did flap: a success that a failure followed would have been believed by whoever asks once.
    expect(findings.indexOf('works')).toBeLessThan(findings.lastIndexOf('not-there'));
    expect(findings.slice(findings.lastIndexOf('not-there') + 1)).toEqual(Array(13).fill('works'));
    expect(ended.endedAt - ended.startedAt).toBeGreaterThanOrEqual(150_000 - 5000);
    expect(ended.attempts).toBe(findings.length);
  });

  it('tells each attempt, since when it has worked, and until when it will try', async () => {
    const { facts, time } = await makeKey();
    const desk = createDesk(facts, time);
    await desk.readiness.start(source, null);
    await desk.over;
    const testing = desk.told.flatMap((state) => (state.kind === 'testing' ? [state] : []));
    expect(testing.map(({ attempts }) => attempts)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(testing[0]).toMatchObject({ last: null, successSince: null });
    const first = testing[1];
    expect(first?.successSince).toBe(first?.startedAt);
    expect(new Set(testing.slice(1).map(({ successSince }) => successSince))).toEqual(new Set([first?.successSince]));
    expect(first).toMatchObject({ until: (first?.startedAt ?? 0) + 10 * minute, unbrokenMs: minute });
  });

  it('counts a key that may not list buckets as working, and says that it may not', async () => {
    const { facts, time } = await makeKey({ s3ListBuckets: false });
    const desk = createDesk(facts, time);
    await desk.readiness.start(source, null);
    expect(await desk.over).toMatchObject({ how: 'ready', last: { finding: 'works-without-listing' } });
  });

  it('says after half a minute that the secret is wrong, and not at the first answer', async () => {
    const { facts, time } = await makeKey();
    const desk = createDesk({ ...facts, secret: Buffer.from('not the secret of this key') }, time);
    await desk.readiness.start(source, null);
    const ended = await desk.over;
    expect(ended).toMatchObject({ how: 'failed', attempts: 7, last: { finding: 'wrong-secret' } });
    expect(ended.endedAt - ended.startedAt).toBe(30_000);
  });

  it('says of a region that the tenancy has not subscribed to that the key is not there', async () => {
    const { facts, time } = await makeKey();
    const desk = createDesk(facts, time);
    await desk.readiness.start(source, 'ap-tokyo-1');
    expect(await desk.over).toMatchObject({
      how: 'gave-up',
      region: 'ap-tokyo-1',
      last: { finding: 'not-there', text: expect.stringContaining('The region must be specified') },
    });
  });

  it('gives up after ten minutes on a key that never comes', async () => {
    const { facts, time } = await makeKey({ s3Delay: { ...delay, seconds: 3600, flapping: false } });
    const desk = createDesk(facts, time);
    await desk.readiness.start(source, null);
    const ended = await desk.over;
    expect(ended).toMatchObject({ how: 'gave-up', last: { finding: 'not-there' } });
    expect(ended.endedAt - ended.startedAt).toBe(10 * minute);
  });

  it('begins the minute again when a key that worked is deactivated', async () => {
    const { facts, time, keys, key } = await makeKey();
    const desk = createDesk(facts, time);
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

  it('says by how much the clock is off where that is what keeps the key from working, and goes on when it is set', async () => {
    const { facts, time } = await makeKey();
    const desk = createDesk(facts, time);
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

  it('ends after half a minute where nobody speaks S3', async () => {
    const { url } = await startScriptedServer((response) => response.end('<html>Sign in to the network</html>'));
    const desk = createDesk({ ...facts, endpoint: url });
    await desk.readiness.start(source, null);
    expect(await desk.over).toMatchObject({ how: 'failed', attempts: 7, last: { finding: 'not-s3' } });
  });

  it('waits for a network that is away', async () => {
    const server = await startScriptedServer(() => {});
    await server.close();
    const desk = createDesk({ ...facts, endpoint: server.url });
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
    const desk = createDesk({ ...facts, endpoint: url }, time);
    await desk.readiness.start(source, null);
    expect(await desk.over).toMatchObject({ how: 'gave-up', last: { finding: 'busy' } });
    expect(new Set(at.slice(1).map((each, index) => each - (at[index] ?? 0)))).toEqual(new Set([8000]));
  });
});

describe('the test of a key at a busy service, with time shortened: every wait is over at once', () => {
  const facts = { region: 'eu-frankfurt-1', accessKey: '4f1c', secret: Buffer.from('c2VjcmV0') };

  it.each([
    ['as long as the service asks', '45', 45_000],
    ['no longer than its own patience', '86400', 10 * minute],
  ])('waits %s', async (_what, retryAfter, pause) => {
    const time = createShortenedTime();
    const at: number[] = [];
    const { url } = await startScriptedServer((response) => {
      at.push(time.serviceNow());
      response.writeHead(429, { 'retry-after': retryAfter }).end();
    });
    const desk = createDesk({ ...facts, endpoint: url }, time);
    await desk.readiness.start(source, null);
    const ended = await desk.over;
    expect(ended).toMatchObject({ how: 'gave-up', last: { finding: 'busy', waitSeconds: Number(retryAfter) } });
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(pause);
    expect(ended.endedAt - ended.startedAt).toBe(10 * minute);
  });
});

describe('a test that is not let finish', () => {
  const facts = { region: 'eu-frankfurt-1', accessKey: '4f1c', secret: Buffer.from('c2VjcmV0') };
  const running: { readonly readiness: { stop(): unknown } }[] = [];
  afterEach(() => {
    for (const { readiness } of running.splice(0)) readiness.stop();
  });
  /** A service that never answers: the test is in the middle of its first attempt. */
  async function startHanging() {
    const asked = Promise.withResolvers<void>();
    const { url } = await startScriptedServer(() => asked.resolve());
    const desk = createDesk({ ...facts, endpoint: url });
    running.push(desk);
    await desk.readiness.start(source, null);
    await asked.promise;
    return desk;
  }

  it('stops at once when told to, and its copy of the secret is filled with zeros', async () => {
    const desk = await startHanging();
    expect(desk.lent.map((copy) => copy.toString())).toEqual(['c2VjcmV0']);
    desk.readiness.stop();
    expect(await desk.over).toMatchObject({ how: 'stopped', attempts: 0 });
    // The next may begin at once.
    expect(await desk.readiness.start(source, null)).toEqual(success(null));
    expect(desk.lent[0]?.every((byte) => byte === 0)).toBe(true);
    expect(desk.defects).toEqual([]);
  });

  it('stops when it is of the key that is meant, and only then', async () => {
    const desk = await startHanging();
    desk.readiness.stop(({ kind }) => kind === 'kept');
    expect(desk.readiness.state().kind).toBe('testing');
    desk.readiness.stop(({ kind }) => kind === 'open');
    expect(await desk.over).toMatchObject({ how: 'stopped' });
  });

  it('leaves nothing behind when Keydesk is locked', async () => {
    const desk = await startHanging();
    desk.readiness.forget();
    expect(desk.readiness.state()).toEqual({ kind: 'idle' });
    // When the next one begins, the first is over altogether.
    await desk.readiness.start(source, null);
    expect(desk.told.slice(1, 3).map(({ kind }) => kind)).toEqual(['idle', 'testing']);
    expect(desk.lent[0]?.every((byte) => byte === 0)).toBe(true);
  });

  it('keeps another from beginning, and says of which key it is', async () => {
    const desk = await startHanging();
    expect(await desk.readiness.start({ ...source }, null)).toEqual(
      failed({ kind: 'test-running', keyName: 'ci-deploy' }),
    );
    expect(desk.lent).toHaveLength(1);
  });
});

describe('a test that cannot begin', () => {
  const facts = { endpoint: 'http://127.0.0.1:1', region: 'r', accessKey: '4f1c', secret: Buffer.from('c2VjcmV0') };

  it('says why, tells nothing else, and is in nobody’s way', async () => {
    const desk = createDesk(facts);
    const unknown = failed({ kind: 'place-unknown', reason: 'nothing says which tenancy it belongs to' } as const);
    const placeless = createReadiness({ ...desk.options, placeOf: async () => unknown });
    expect(await placeless.start(source, null)).toEqual(unknown);
    expect(await placeless.start(source, null)).toEqual(unknown);
    const gone = createReadiness({ ...desk.options, lend: async () => failed({ kind: 'secret-gone' } as const) });
    expect(await gone.start(source, null)).toEqual(failed({ kind: 'secret-gone' }));
    expect(desk.told).toEqual([]);
  });

  it('tells a defect to whoever asked, and lets the next one begin', async () => {
    const desk = createDesk(facts);
    const broken = createReadiness({
      ...desk.options,
      placeOf: async () => {
        throw new Error('a defect');
      },
    });
    await expect(broken.start(source, null)).rejects.toThrow('a defect');
    await expect(broken.start(source, null)).rejects.toThrow('a defect');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isKnownToS3 } from '../../../simulator/s3/propagation.ts';
import { type Simulator, startSimulator } from '../../../simulator/start-simulator.ts';
import { s3Caller } from '../../support/simulator/s3-caller.ts';
import { simulatorControls } from '../../support/simulator/simulator-controls.ts';

const start = Date.parse('2026-11-23T12:00:00Z');
let now = start;
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ users: 3, clock: () => now });
});
afterAll(() => simulator.close());
const controls = () => simulatorControls(simulator.url);
beforeEach(async () => {
  now = start;
  await controls().reset();
});

async function newKey() {
  const s3 = s3Caller(simulator.s3Url, await controls().addKeyElsewhere('grace.hopper', 'nas'));
  return { list: () => s3.call('GET', '/', { now }) };
}

describe('a new key', () => {
  it('is not known to S3 before its time, and always after it', async () => {
    await controls().setSwitches({ s3Delay: { seconds: 90 } });
    const { list } = await newKey();
    now = start + 89_999;
    const early = await list();
    expect([early.status, early.element('Message')]).toEqual([
      403,
      expect.stringContaining('The secret key required to complete authentication could not be found.'),
    ]);
    now = start + 90_000;
    expect((await list()).status).toBe(200);
  });

  it('works now and then before it works for good, in the same way each time', async () => {
    await controls().setSwitches({ s3Delay: { seconds: 90, flapping: true } });
    const watch = async () => {
      const { list } = await newKey();
      let seen = '';
      for (let second = 0; second <= 120; second += 5) {
        now = start + second * 1000;
        seen += (await list()).status === 200 ? '+' : '-';
      }
      return seen;
    };
    const seen = await watch();
    expect(seen).toMatch(/^-{9}\+[+-]*-[+-]*\+{7}$/);
    expect(seen.lastIndexOf('-')).toBe(17);
    await controls().reset();
    await controls().setSwitches({ s3Delay: { seconds: 90, flapping: true } });
    now = start;
    expect(await watch()).toBe(seen);
  });

  it('comes as much sooner as the factor says', async () => {
    await controls().setSwitches({ s3Delay: { seconds: 90, timeFactor: 60 } });
    const { list } = await newKey();
    now = start + 1499;
    expect((await list()).status).toBe(403);
    now = start + 1500;
    expect((await list()).status).toBe(200);
  });

  it.each(['acme', 'other', 'third', 'x'])('fails after its first success whatever the seed is (%s)', (seed) => {
    const delay = { seconds: 90, flapping: true, timeFactor: 1 };
    const known = Array.from({ length: 900 }, (_, tenth) => isKnownToS3({ created: 0 }, tenth * 100, delay, seed));
    expect(known.indexOf(true)).toBe(450);
    // The last gap is longer than the five seconds between two tries of a careful client, so no such client can miss it.
    expect(known.slice(-56)).toEqual(Array.from({ length: 56 }, () => false));
    expect(isKnownToS3({ created: 0 }, 90_000, delay, seed)).toBe(true);
  });

  it('is no other than an old one while no delay is set', async () => {
    expect((await (await newKey()).list()).status).toBe(200);
  });
});

describe('a fault that strikes S3', () => {
  it('answers errors in the format of S3', async () => {
    const { list } = await newKey();
    await controls().setFault({ kind: 'status', status: 503, retryAfterSeconds: 3, message: 'Busy & <tired>' });
    const answer = await list();
    expect([answer.status, answer.headers['retry-after'], answer.element('Code')]).toEqual([
      503,
      '3',
      'ServiceUnavailable',
    ]);
    expect(answer.element('Message')).toBe('Busy &amp; &lt;tired&gt;');
    expect(answer.element('RequestId')).toBe(answer.headers['opc-request-id']);
    expect((await list()).status).toBe(200);
  });

  it('puts the clock of the service ahead', async () => {
    const { list } = await newKey();
    await controls().setFault({ kind: 'clock-skew', seconds: 1200 });
    const answer = await list();
    expect([answer.status, answer.element('Code')]).toEqual([403, 'RequestTimeTooSkewed']);
    expect(answer.headers['date']).toBe(new Date(start + 1_200_000).toUTCString());
  });

  it.each(['drop-before', 'drop-after', 'reset-mid-body'] as const)('cuts the connection (%s)', async (kind) => {
    const { list } = await newKey();
    await controls().setFault({ kind });
    await expect(list()).rejects.toThrow();
  });

  it.each(['truncated-json', 'wrong-shape', 'not-json', 'missing-secret'] as const)(
    'spoils the answer, or not (%s)',
    async (kind) => {
      const { list } = await newKey();
      const whole = (await list()).text;
      await controls().setFault({ kind });
      const { status, text } = await list();
      expect(status).toBe(200);
      if (kind === 'missing-secret') expect(text).toBe(whole);
      else expect(text).not.toContain('</ListAllMyBucketsResult>');
    },
  );

  it('sends the client elsewhere', async () => {
    const { list } = await newKey();
    await controls().setFault({ kind: 'redirect', location: 'http://127.0.0.1:1/', status: 307 });
    const answer = await list();
    expect([answer.status, answer.headers['location']]).toEqual([307, 'http://127.0.0.1:1/']);
  });
});

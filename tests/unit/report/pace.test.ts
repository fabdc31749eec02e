import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPace, createPaces, rateOf } from '../../../main/report/pace.ts';
import { createRateLimits } from '../../../simulator/rate-limits.ts';
import { reportInProcess } from '../../support/parts/report-desk.ts';
import { simulatorInProcess } from '../../support/simulator/simulator-in-process.ts';

describe('the rate', () => {
  it.each([
    ['free', 10, 75],
    ['oracle-apps', 25, 750],
    ['oracle-apps-premium', 27, 875],
    ['premium', 45, 2500],
    ['external-user', 40, 2000],
    ['External', 40, 2000],
    ['of next year', 10, 75],
    [null, 10, 75],
  ])('of a domain of type %s is half of what is published', (type, second, minute) => {
    expect(rateOf(type)).toEqual({ second, minute });
  });
});

describe('a pace', () => {
  /** A clock that wakes its sleepers only at the times that the test chooses, as late as timers on a busy computer. */
  function lateClock() {
    let now = 0;
    let sleepers: { readonly due: number; readonly wake: () => void }[] = [];
    return {
      now: () => now,
      sleep: (ms: number) => new Promise<void>((wake) => void sleepers.push({ due: now + ms, wake })),
      async wakeAt(time: number) {
        now = time;
        const due = sleepers.filter((sleeper) => sleeper.due <= time);
        sleepers = sleepers.filter((sleeper) => sleeper.due > time);
        for (const { wake } of due) wake();
        for (let round = 0; round < 200; round += 1) await null;
      },
    };
  }

  it('lets no more requests leave in a second than the rate allows, however late timers come', async () => {
    const clock = lateClock();
    const pace = createPace({ second: 5, minute: 1000 }, clock);
    const left: number[] = [];
    for (let caller = 0; caller < 30; caller += 1) {
      void pace.take(new AbortController().signal).then(() => left.push(clock.now()));
    }
    for (const time of [0, 1100, 4700, 5000, 5900, 6600, 7800, 12_000, 13_500]) await clock.wakeAt(time);
    expect(left).toHaveLength(30);
    for (const at of left)
      expect(left.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(5);
  });

  it('counts a request until its answer is there: what left apart may arrive together', async () => {
    const clock = lateClock();
    const pace = createPace({ second: 2, minute: 1000 }, clock);
    const slow = await pace.take(new AbortController().signal);
    slow.countedAt = null;
    await clock.wakeAt(900);
    await pace.take(new AbortController().signal);
    let hasLeft = false;
    void pace.take(new AbortController().signal).then(() => {
      hasLeft = true;
    });
    await clock.wakeAt(1500);
    expect(hasLeft).toBe(false);
    slow.countedAt = clock.now();
    await clock.wakeAt(1899);
    expect(hasLeft).toBe(false);
    await clock.wakeAt(2500);
    expect(hasLeft).toBe(true);
  });

  it('counts what an earlier report has asked of the domain', async () => {
    const clock = lateClock();
    const paceFor = createPaces(clock);
    const domain = { ocid: 'd', name: 'd', state: 'ACTIVE', licenseType: 'free', url: 'https://d.example' } as const;
    for (let sent = 0; sent < 10; sent += 1) await paceFor({ ...domain }).take(new AbortController().signal);
    expect(paceFor({ ...domain }).estimate(1)).toBe(1000);
    expect(paceFor({ ...domain, ocid: 'other' }).estimate(1)).toBe(0);
  });

  it('has its whole rate again when the reading that was refused has ended', async () => {
    const clock = { now: () => 0, sleep: async () => {} };
    const pace = createPace({ second: 10, minute: 600 }, clock);
    const whole = pace.estimate(100);
    pace.slower((await pace.take(new AbortController().signal)).leftAt, 0);
    expect(pace.estimate(100)).toBeGreaterThan(1.8 * whole);
    pace.recover();
    expect(pace.estimate(99)).toBe(whole);
  });
});

describe('a report under the published limits', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.now() }));
  afterEach(() => void vi.useRealTimers());

  /** Reads many tiny pages of each domain while other clients use the share `stranger` of the limits. The time is that of fake timers. */
  async function read(stranger: number) {
    const limits = createRateLimits();
    const began = Date.now();
    const refusedAt: number[] = [];
    let requests = 0;
    const simulator = simulatorInProcess({
      seed: 'limits',
      users: 330,
      mostRows: 7,
      meddle(target, answer) {
        const domain = simulator.tenancy.domains.find(({ path }) => target.startsWith(path));
        if (domain === undefined) return answer();
        requests += 1;
        if (limits.allow({ ...domain, licenseType: 'free' }, Date.now(), stranger)) return answer();
        refusedAt.push(Date.now() - began);
        return { status: 429, headers: {}, body: '{}' };
      },
    });
    for (const domain of simulator.tenancy.domains) Object.assign(domain, { licenseType: 'free' });
    const clock = {
      now: Date.now,
      sleep: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)),
      after: (ms: number, run: () => void) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    };
    const { report } = reportInProcess(simulator, { clock });
    report.start();
    let standing = report.state();
    const left: (number | null)[] = [];
    const done = report.settled();
    for (let second = 0; second < 7200 && standing.kind !== 'done'; second += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      standing = report.state();
      if (standing.kind === 'collecting') left.push(standing.progress.secondsLeft);
    }
    await done;
    return { standing, seconds: (Date.now() - began) / 1000, refusedAt, requests, left };
  }

  it('is never refused while strangers take less than half, and takes no longer than its half allows', async () => {
    const { standing, seconds, refusedAt, requests, left } = await read(0.45);
    expect(standing).toMatchObject({ kind: 'done', summary: { complete: true } });
    expect(refusedAt).toEqual([]);
    expect(requests).toBeGreaterThan(150);
    // Each minute has 75 requests, and the first of them leave at once.
    expect(seconds).toBeLessThan(1.2 * Math.ceil(requests / 75) * 60);
    // The time that the report predicts is about the time that it takes.
    const half = Math.floor(left.length / 2);
    expect(left[half]).toBeGreaterThan(0);
    expect(Math.abs((left[half] ?? 0) - (seconds - half))).toBeLessThan(0.4 * seconds);
  });

  it('slows down when strangers take more than half, and is not refused after the first minute', async () => {
    const { standing, refusedAt } = await read(0.7);
    expect(standing).toMatchObject({ kind: 'done', summary: { complete: true } });
    expect(refusedAt.length).toBeGreaterThan(0);
    expect(refusedAt.filter((at) => at > 60_000)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../main/basics/clock.ts';
import { failed } from '../../../main/basics/outcome.ts';
import type { OracleProblem } from '../../../main/oracle/oracle-problem.ts';
import { allKeys, collected, reportInProcess, summaryOf } from '../../support/parts/report-desk.ts';
import { unwrap } from '../../support/parts/unwrap.ts';
import { simulatorInProcess } from '../../support/simulator/simulator-in-process.ts';

const about = { requestId: null, host: '127.0.0.1:9' };
const sessionOver: OracleProblem = { ...about, kind: 'session-over', delivery: 'answered' };
const offline: OracleProblem = { ...about, kind: 'unreachable', delivery: 'not-sent', reason: 'no route' };

type Seen = { readonly report: string; readonly version: number };

/** A report of 120 users with small pages. From request number `from` on, each request fails with `problem`, until `mend` is called. */
function setUp(problem: OracleProblem | null, from: number) {
  let requests = 0;
  let broken = problem;
  let brokenDomain: { readonly path: string; readonly problem: OracleProblem } | null = null;
  let onRequest = () => {};
  const targets: string[] = [];
  const simulator = simulatorInProcess({
    seed: 'halts',
    users: 120,
    mostRows: 10,
    meddle(target, answer) {
      requests += 1;
      onRequest();
      if (broken !== null && requests >= from) return failed(broken);
      if (brokenDomain !== null && target.startsWith(brokenDomain.path)) return failed(brokenDomain.problem);
      targets.push(target);
      return answer();
    },
  });
  return {
    ...reportInProcess(simulator),
    simulator,
    targets,
    count: () => requests,
    breakDomain(name: string, problem: OracleProblem) {
      const path = simulator.tenancy.domains.find((domain) => domain.name === name)?.path ?? '';
      brokenDomain = { path, problem };
    },
    mend: () => {
      broken = null;
    },
    /** Called at each request. */
    during: (work: () => void) => {
      onRequest = work;
    },
  };
}

/** The number of pages that were read more than once, without the requests that check for completeness. */
const readTwice = (targets: readonly string[]) => {
  const pages = targets.filter((target) => target.includes('count=1000') && !target.includes('filter='));
  return pages.length - new Set(pages).size;
};

describe('a report that cannot go on', () => {
  it('pauses when the session is over, and goes on where it stopped after signing in again', async () => {
    const { report, accounts, mend, targets } = setUp(sessionOver, 18);
    report.start();
    const paused = await report.settled();
    expect(paused).toMatchObject({ kind: 'paused', why: 'session', problem: { kind: 'session-over' } });
    const read = paused.kind === 'paused' ? paused.summary.keys : 0;
    expect(read).toBeGreaterThan(0);
    mend();
    accounts.tell(null);
    const summary = await summaryOf(report);
    expect(summary.complete).toBe(true);
    expect(readTwice(targets)).toBe(0);
  });

  it('pauses when the session is over before anything was read', async () => {
    const { report, accounts, mend } = setUp(sessionOver, 1);
    report.start();
    expect(await report.settled()).toMatchObject({ kind: 'paused', why: 'session' });
    mend();
    accounts.tell(null);
    expect((await summaryOf(report)).complete).toBe(true);
  });

  it('pauses without a network, keeps what it has, and goes on when told to', async () => {
    const { report, mend, targets } = setUp(offline, 20);
    report.start();
    const paused = await report.settled();
    expect(paused).toMatchObject({ kind: 'paused', why: 'offline', problem: { kind: 'unreachable' } });
    expect(paused.kind === 'paused' && paused.summary.complete).toBe(false);
    mend();
    report.goOn();
    expect((await summaryOf(report)).complete).toBe(true);
    expect(readTwice(targets)).toBe(0);
  });

  it('does not pause where one domain alone cannot be reached: that is a gap', async () => {
    const { report, breakDomain } = setUp(null, 0);
    breakDomain('Contractors', offline);
    report.start();
    const { complete, domains } = await summaryOf(report);
    expect(complete).toBe(false);
    expect(domains.map(({ name, gaps }) => [name, gaps])).toEqual([
      ['Default', []],
      ['Archive 2019', []],
      ['Contractors', [{ kind: 'broken-off', problem: offline }]],
      ['Robots', []],
    ]);
  });

  it('pauses after a mistake of Keydesk, keeps what it has, and goes on when told to', async () => {
    const { report, during, count, defects } = setUp(null, 0);
    during(() => {
      if (count() === 18) throw new Error('a mistake');
    });
    report.start();
    const paused = await report.settled();
    const problem = { kind: 'internal', reference: 'defect 1' };
    expect(paused).toMatchObject({ kind: 'paused', why: 'stopped', problem });
    expect(defects).toEqual([new Error('a mistake')]);
    report.goOn();
    expect((await summaryOf(report)).complete).toBe(true);
  });

  it('stops when told to, sends nothing more, keeps its rows, and goes on when told to', async () => {
    const { report, during, count } = setUp(null, 0);
    during(() => count() === 20 && report.stop());
    report.start();
    expect(await report.settled()).toMatchObject({ kind: 'paused', why: 'stopped', problem: null });
    const sent = count();
    expect(await report.readRows(allKeys, 0, 10)).toMatchObject({ ok: true });
    expect(count()).toBe(sent);
    report.goOn();
    expect((await summaryOf(report)).complete).toBe(true);
  });
});

describe('a report leaves memory', () => {
  it('when it is told to, also while it reads', async () => {
    const { report, during, count } = setUp(null, 0);
    during(() => count() === 20 && report.forget());
    report.start();
    await report.settled();
    expect(report.state()).toEqual({ kind: 'none' });
    expect(await report.readRows(allKeys, 0, 10)).toEqual({ ok: false, problem: { kind: 'report-none' } });
  });

  it('when another account becomes the current one, and stays when the same one has news', async () => {
    const { report, accounts } = setUp(null, 0);
    report.start();
    await summaryOf(report);
    accounts.tell(null);
    expect(report.state().kind).toBe('done');
    accounts.switchTo('another');
    expect(report.state()).toEqual({ kind: 'none' });
  });
});

describe('rows and their numbers', () => {
  it('keep their numbers when keys are deleted, and leave every count and view', async () => {
    const { report } = setUp(null, 0);
    report.start();
    const before = await summaryOf(report);
    const window = await report.readRows(allKeys, 0, 5);
    if (!window.ok) throw new Error('no rows');
    const [first, second] = window.value.rows;
    report.removed([first?.row ?? -1]);
    const after = await report.readRows(allKeys, 0, 5);
    expect(after.ok && after.value.total).toBe(before.keys - 1);
    expect(after.ok && after.value.rows[0]?.row).toBe(second?.row);
    const selection = { kind: 'view', report: window.value.report, view: allKeys, from: 0, to: 2, except: [] } as const;
    expect(await report.select({ ...selection, version: window.value.version })).toEqual({
      ok: false,
      problem: { kind: 'report-changed' },
    });
    const version = after.ok ? after.value.version : 0;
    const selected = await report.select({ ...selection, version, except: [second?.row ?? -1] });
    expect(selected.ok && selected.value).toHaveLength(2);
  });

  it('are overdue by the days of the settings', async () => {
    const { report, settings } = setUp(null, 0);
    report.start();
    const { overdue, histogram, keys } = await summaryOf(report);
    expect(histogram.reduce((sum, each) => sum + each.keys, 0)).toBe(keys);
    settings.change({ overdueDays: 1 });
    const now = report.state();
    expect(now.kind === 'done' && now.summary.overdue).toBeGreaterThan(overdue);
  });

  it('are refused as a part of a view into which time or the settings have moved other keys', async () => {
    let now = Date.now();
    const clock = { ...systemClock, now: () => now, sleep: async () => {} };
    const { report, settings } = reportInProcess(simulatorInProcess({ seed: 'halts', users: 120 }), { clock });
    await collected(report);
    const overdue = { ...allKeys, filters: ['overdue' as const] };
    const select = async ({ report: id, version }: Seen) => {
      const view = { kind: 'view', report: id, version, view: overdue, from: 0, to: 1, except: [] } as const;
      const selected = await report.select(view);
      return selected.ok ? selected.value : selected.problem.kind;
    };
    const seen = async () => unwrap(await report.readRows(overdue, 0, 500));
    const first = await seen();
    now += 60 * 86_400_000;
    expect(await select(first)).toBe('report-changed');
    // The page then reads again, and shows the keys that are now in the view.
    await seen();
    const second = await seen();
    expect(second.version).toBeGreaterThan(first.version);
    expect(second.total).toBeGreaterThan(first.total);
    expect(await select(second)).toEqual(second.rows.slice(0, 2));
    settings.change({ overdueDays: 30 });
    expect(await select(second)).toBe('report-changed');
  });
});

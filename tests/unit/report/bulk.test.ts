import { describe, expect, it } from 'vitest';
import type { BulkRequest } from '../../../bridge/values/bulk.ts';
import type { KeyView } from '../../../bridge/values/report.ts';
import { systemClock } from '../../../main/basics/clock.ts';
import { createBulk } from '../../../main/report/bulk.ts';
import { setUpKeyDesk } from '../../support/parts/key-desk.ts';
import { playUnseenUser } from '../../support/parts/unseen-user.ts';
import { unwrap } from '../../support/parts/unwrap.ts';

const { start, signInAs, controls } = setUpKeyDesk(100);

const overdue: KeyView = {
  text: '',
  filters: ['overdue'],
  bucket: null,
  domainId: null,
  sort: { column: 'created', descending: false },
};

/** Keydesk with a whole report, and a request for its first `count` overdue keys. */
async function withReport(options: Parameters<typeof start>[0] = {}) {
  const keydesk = start(options);
  const { accounts, report, bulk } = keydesk;
  await signInAs('ADMIN', accounts);
  report.start();
  await report.settled();
  const { rows, report: id } = unwrap(await report.readRows(overdue, 0, 500));
  const select = (count: number) =>
    ({ kind: 'rows', report: id, rows: rows.slice(0, count).map(({ row }) => row) }) as const;
  const request = (action: BulkRequest['action'], count: number, change: Partial<BulkRequest> = {}): BulkRequest => ({
    action,
    selection: select(count),
    expected: count,
    confirmation: String(count),
    ...change,
  });
  const run = async (asked: BulkRequest) => {
    unwrap(await bulk.start(asked));
    await bulk.settled();
    return bulk.state();
  };
  return { ...keydesk, rows, request, run, select };
}

/** The keys that the service really has, by access key. */
const held = async () => new Map((await controls().state()).keys.map((key) => [key.accessKey, key]));

describe('an action on many keys', () => {
  it('deletes each key once, and takes it out of the report', async () => {
    const { run, request, rows, report, bulk } = await withReport();
    const before = (await held()).size;
    expect(await run(request('delete', 12))).toMatchObject({
      kind: 'ended',
      how: 'done',
      counts: { total: 12, done: 12, refused: 0, untried: 0 },
      problem: null,
      canUndo: false,
    });
    const left = await held();
    expect(left.size).toBe(before - 12);
    expect(rows.slice(0, 12).some(({ accessKey }) => left.has(accessKey))).toBe(false);
    expect(unwrap(await report.readRows(overdue, 0, 500)).total).toBe(rows.length - 12);
    expect(bulk.outcomes(0, 200).map(({ result }) => result)).toEqual(new Array(12).fill('done'));
  });

  it('deactivates, and activates the same keys again', async () => {
    const { run, request, rows, bulk } = await withReport();
    const names = rows.slice(0, 3).map(({ accessKey }) => accessKey);
    expect(await run(request('deactivate', 3))).toMatchObject({ counts: { done: 3 }, canUndo: true });
    const statuses = async () => {
      const keys = await held();
      return names.map((name) => keys.get(name)?.status);
    };
    expect(await statuses()).toEqual(['INACTIVE', 'INACTIVE', 'INACTIVE']);
    unwrap(bulk.undo());
    await bulk.settled();
    expect(bulk.state()).toMatchObject({ action: 'activate', counts: { done: 3 } });
    expect(await statuses()).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  });

  it('does nothing without a yes that fits: another number, nothing typed, nothing selected, another report', async () => {
    const { bulk, request, select } = await withReport();
    const before = await held();
    const refused = async (change: Partial<BulkRequest>) => {
      const started = await bulk.start(request('delete', 10, change));
      return started.ok ? 'accepted' : started.problem;
    };
    expect(await refused({ expected: 11 })).toEqual({ kind: 'selection-changed', expected: 11, found: 10 });
    expect(await refused({ confirmation: null })).toEqual({ kind: 'confirmation-needed', keys: 10 });
    expect(await refused({ confirmation: '11' })).toEqual({ kind: 'confirmation-needed', keys: 10 });
    expect(await refused({ selection: select(0) })).toEqual({ kind: 'selection-empty' });
    const other = { ...select(10), report: '7d1c2a9e-43c5-4ab9-8f3f-0b7a5d1f2c3e' };
    expect(await refused({ selection: other })).toEqual({ kind: 'report-changed' });
    expect(bulk.state()).toEqual({ kind: 'idle' });
    expect(await held()).toEqual(before);
    // For nine keys the user need not type the number.
    expect(await bulk.start(request('deactivate', 9, { confirmation: null }))).toMatchObject({ ok: true });
    await bulk.settled();
  });

  it('waits and asks again where the service says that it did nothing', async () => {
    const { run, request } = await withReport();
    await controls().setFault({ kind: 'status', status: 429, retryAfterSeconds: 1, method: 'DELETE', times: 3 });
    expect(await run(request('delete', 2))).toMatchObject({ how: 'done', counts: { done: 2 } });
  });

  it('looks where the answer to a deletion was lost: gone is done, still there is told', async () => {
    const { run, request, bulk } = await withReport();
    await controls().setFault({ kind: 'drop-after', method: 'DELETE', times: 1 });
    await controls().setFault({ kind: 'status', status: 500, method: 'DELETE', times: 1 });
    const ended = await run(request('delete', 4));
    const results = bulk.outcomes(0, 9).map(({ result, problem }) => [result, problem?.kind ?? null]);
    expect(ended).toMatchObject({ how: 'done', counts: { done: 3, refused: 1 } });
    expect(results[0]).toEqual(['refused', 'service-error']);
    const { latest } = await controls().asked();
    expect(latest.filter(({ method }) => method === 'DELETE')).toHaveLength(4);
  });

  it('does not know what became of a key where looking for it meets a mistake of Keydesk', async () => {
    const { report, keys, directory, accounts, request } = await withReport();
    const defects: unknown[] = [];
    const list = async () => {
      throw new Error('a mistake');
    };
    const bulk = createBulk({
      report,
      keys: { ...keys, list },
      directory,
      accounts,
      clock: systemClock,
      onDefect: (error) => `defect ${defects.push(error)}`,
    });
    await controls().setFault({ kind: 'drop-after', method: 'DELETE', times: 1 });
    unwrap(await bulk.start(request('delete', 2)));
    await bulk.settled();
    expect(bulk.state()).toMatchObject({ kind: 'ended', counts: { unclear: 1 } });
    expect(defects).toEqual([new Error('a mistake')]);
  });

  it('says that it does not know where the answer to a status was lost, and does not ask again', async () => {
    const { run, request } = await withReport();
    await controls().setFault({ kind: 'reset-mid-body', method: 'PATCH', times: 1 });
    expect(await run(request('deactivate', 2))).toMatchObject({ how: 'done', counts: { unclear: 1, done: 1 } });
  });

  it('takes a key that somebody else has deleted for gone, and a refusal for a refusal', async () => {
    const { run, request, rows, bulk, report } = await withReport();
    const [first] = rows;
    await controls().deleteKeyElsewhere(first?.userName ?? '', first?.accessKey ?? '');
    await controls().setFault({ kind: 'status', status: 403, method: 'DELETE', path: rows[1]?.keyId, times: null });
    expect(await run(request('delete', 3))).toMatchObject({ counts: { gone: 1, refused: 1, done: 1 } });
    expect(bulk.outcomes(0, 9).map(({ result }) => result)).toEqual(['refused', 'gone', 'done']);
    expect(unwrap(await report.readRows(overdue, 0, 500)).total).toBe(rows.length - 2);
  });

  it('takes no key for gone whose user is not shown any more', async () => {
    const service = playUnseenUser();
    const { run, request, rows, bulk } = await withReport({ fetch: service.fetch });
    service.isUnseen = true;
    await controls().setFault({ kind: 'status', status: 404, method: 'DELETE', path: rows[0]?.keyId });
    await controls().setFault({ kind: 'drop-after', method: 'DELETE', path: rows[1]?.keyId });
    await run(request('delete', 2));
    expect(
      bulk
        .outcomes(0, 9)
        .map(({ result }) => result)
        .sort(),
    ).toEqual(['refused', 'unclear']);
  });

  it('halts where no key could be tried, and goes on with the rest when told', async () => {
    const { run, request, bulk } = await withReport();
    await controls().setFault({ kind: 'status', status: 401, method: 'DELETE', times: null });
    expect(await run(request('delete', 5))).toMatchObject({
      how: 'halted',
      counts: { untried: 5 },
      problem: { kind: 'not-authenticated' },
      canResume: true,
    });
    await controls().clearFaults();
    unwrap(bulk.resume());
    await bulk.settled();
    expect(bulk.state()).toMatchObject({ how: 'done', counts: { done: 5 } });
  });

  it('stops between two keys, and refuses a second action meanwhile', async () => {
    const { request, bulk } = await withReport();
    bulk.subscribe((state) => {
      if (state.kind === 'running' && state.counts.done === 1 && !state.stopping) unwrap(bulk.stop());
    });
    unwrap(await bulk.start(request('deactivate', 20)));
    expect(await bulk.start(request('delete', 1))).toMatchObject({ problem: { kind: 'bulk-running' } });
    await bulk.settled();
    expect(bulk.state()).toMatchObject({ how: 'stopped', counts: { done: 1, untried: 19 }, canResume: true });
    unwrap(bulk.dismiss());
    expect(bulk.state()).toEqual({ kind: 'idle' });
  });

  it('begins one action at a time, also while it is still choosing the keys of another', async () => {
    const { request, run, bulk } = await withReport();
    await run(request('deactivate', 3));
    const chosen = bulk.start(request('delete', 2));
    expect([bulk.undo(), bulk.resume(), bulk.dismiss()]).toEqual(
      new Array(3).fill({ ok: false, problem: { kind: 'bulk-running' } }),
    );
    unwrap(await chosen);
    await bulk.settled();
    expect(bulk.state()).toMatchObject({ action: 'delete', counts: { total: 2, done: 2 } });
  });

  it('never goes on as another account', async () => {
    const { request, bulk, accounts } = await withReport();
    unwrap(await bulk.start(request('delete', 20)));
    await signInAs('USER', accounts);
    await bulk.settled();
    expect(bulk.state()).toMatchObject({ how: 'halted', problem: { kind: 'bulk-account-changed' } });
    expect(bulk.outcomes(0, 20)).toEqual([]);
  });

  it('halts when Keydesk is locked', async () => {
    const { request, bulk, lock } = await withReport();
    unwrap(await bulk.start(request('delete', 20)));
    await lock.lock();
    await bulk.settled();
    expect(bulk.state()).toMatchObject({ how: 'halted', problem: { kind: 'locked' } });
  });
});

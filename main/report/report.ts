import type { ReportRow } from '../../bridge/values/report.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, success } from '../basics/outcome.ts';
import type { AccountClient } from '../signin/account.ts';
import { createPaces } from './pace.ts';
import { createReadingRun, type ReadingRun } from './reading-run.ts';
import type { Report, ReportOptions, ReportStanding } from './report-contract.ts';
import { rowOf } from './summary.ts';

/** How often the page gets the progress while keys are read. */
const tellEveryMs = 250;
const nothing: ReportStanding = { kind: 'none' };

/** Every key of the tenancy, read in the background and kept in memory only. Start reading at `reading-run.ts`. */
export function createReport(options: ReportOptions): Report {
  const { client, accounts, settings, clock, newId, onDefect } = options;
  const standing = createObservable<ReportStanding>(nothing);
  let run: ReadingRun | null = null;
  let cancelTelling: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();

  const paceFor = createPaces(clock);

  const overdueDays = () => settings.state().overdueDays;

  function tellNow(): void {
    cancelTelling?.();
    cancelTelling = null;
    standing.change(run?.standing(overdueDays()) ?? nothing);
  }
  function tellSoon(): void {
    cancelTelling ??= clock.after(tellEveryMs, () => {
      cancelTelling = null;
      tellNow();
    });
  }

  function go(current: ReadingRun): void {
    const work = async () => {
      const reached = await client();
      if (run !== current) return;
      if (!reached.ok) current.halt('session', reached.problem);
      else if (isOther(reached.value, current)) return forget();
      else await current.read(reached.value);
    };
    running = work()
      .catch((error) => current.halt('stopped', { kind: 'internal', reference: onDefect(error) }))
      .finally(() => {
        if (run !== current) return;
        tellNow();
        if (standing.state().kind === 'done') void current.prepare().catch(onDefect);
      });
  }

  const isOther = ({ account }: AccountClient, { accountId }: ReadingRun) =>
    accountId() !== null && accountId() !== account.id;

  function forget(): void {
    run?.stop();
    run = null;
    tellNow();
  }

  const rowOfKey = (domainId: string | null, keyId: string) => run?.rowOf(domainId, keyId) ?? null;

  function removed(rows: readonly number[]): void {
    run?.columns.remove(rows);
    if (run !== null) tellSoon();
  }

  function goOn(): void {
    if (run === null || run.isReading()) return;
    run.ready();
    tellNow();
    go(run);
  }

  settings.subscribe(() => run !== null && tellNow());
  // Another account sees other keys. After the end of a session the report goes on when its user has signed in again.
  accounts.subscribe(() => {
    if (run === null || run.accountId() === null) return;
    if (accounts.current()?.id !== run.accountId()) forget();
    else if (run.isWaitingForSession()) goOn();
  });

  const ages = () => ({ now: clock.now(), overdueDays: overdueDays() });
  function* rowsOf(current: ReadingRun, rows: Iterable<number>, now = ages()): Generator<ReportRow> {
    for (const row of rows) {
      const shown = rowOf(current.columns, row, current.domainAt(row), now);
      if (shown !== null) yield shown;
    }
  }

  return {
    state: standing.state,
    subscribe: standing.subscribe,
    goOn,
    forget,

    start(domains = null) {
      run?.stop();
      run = createReadingRun({
        id: newId(),
        only: domains,
        clock,
        paceFor,
        onChange: tellSoon,
        onMilestone: tellNow,
      });
      tellNow();
      go(run);
    },

    stop() {
      run?.stop();
      if (run !== null) tellNow();
    },

    async settled() {
      await running;
      return standing.state();
    },

    async readRows(view, from, count) {
      if (run === null) return failed({ kind: 'report-none' });
      const current = run;
      const version = current.columns.version();
      const found = await current.find(view, ages());
      const rows = [...rowsOf(current, found.subarray(from, from + count))];
      return success({ report: current.id, version, total: found.length, rows });
    },

    async findRow(view, prefix, from) {
      if (run === null) return failed({ kind: 'report-none' });
      const found = await run.find(view, ages());
      return success(run.placeOf(found, view.sort.column, prefix, from));
    },

    async select(selection) {
      if (run?.id !== selection.report) return failed({ kind: run === null ? 'report-none' : 'report-changed' });
      const current = run;
      if (selection.kind === 'rows') {
        const rows = selection.rows.filter(current.isThere);
        return success([...rowsOf(current, rows)]);
      }
      const found = await current.find(selection.view, ages());
      if (current.columns.version() !== selection.version) return failed({ kind: 'report-changed' });
      const except = new Set(selection.except);
      const rows = found.slice(selection.from, selection.to + 1).filter((row) => !except.has(row));
      return success([...rowsOf(current, rows)]);
    },

    async everyRow(view) {
      if (run === null) return failed({ kind: 'report-none' });
      const current = run;
      const all = {
        text: '',
        filters: [],
        bucket: null,
        domainId: null,
        sort: { column: 'user', descending: false },
      } as const;
      const found = await current.find(view ?? all, ages());
      const now = ages();
      const rows = { [Symbol.iterator]: () => rowsOf(current, found, now) };
      return success({ summary: current.summary(overdueDays()), rows });
    },

    removed,
    rowOf: rowOfKey,

    async keyDeleted(keyId, _accessKey, domainId) {
      const row = rowOfKey(domainId, keyId);
      if (row !== null) removed([row]);
    },

    statusSet(domainId, keyId, status) {
      const row = rowOfKey(domainId, keyId);
      if (run === null || row === null) return;
      run.columns.deactivate(row, status === 'INACTIVE');
      tellSoon();
    },

    async pace(domainId, signal) {
      await run?.paceOf(domainId)?.take(signal);
    },

    ofUsers: (ocids) => run?.ofUsers(ocids, clock.now()) ?? null,
  };
}

import { randomUUID } from 'node:crypto';
import type { KeyView, ReportRow } from '../../../bridge/values/report.ts';
import { systemClock } from '../../../main/basics/clock.ts';
import { createObservable } from '../../../main/basics/observable.ts';
import { createReport } from '../../../main/report/report.ts';
import type { Report, ReportOptions, SummaryStanding } from '../../../main/report/report-contract.ts';
import type { Accounts } from '../../../main/signin/account.ts';
import { unwrap } from './unwrap.ts';

export const allKeys: KeyView = {
  text: '',
  filters: [],
  bucket: null,
  domainId: null,
  sort: { column: 'user', descending: false },
};

/** A report over accounts, on a clock whose waits may be shortened. */
export function reportOf(accounts: Accounts, changes: Partial<ReportOptions> = {}) {
  const settings = createObservable({ overdueDays: 90 });
  const defects: unknown[] = [];
  const report = createReport({
    client: accounts.client,
    accounts,
    settings,
    clock: { ...systemClock, sleep: async () => {} },
    newId: randomUUID,
    onDefect: (error) => defects.push(error),
    ...changes,
  });
  return { report, settings, defects };
}

/** Reads all keys, and gives the summary; throws when the reading did not end well. */
export async function collected(report: Report): Promise<SummaryStanding> {
  report.start();
  return summaryOf(report);
}

export async function summaryOf(report: Report): Promise<SummaryStanding> {
  const standing = await report.settled();
  if (standing.kind !== 'done') throw new Error(`The report is ${JSON.stringify(standing)}.`);
  return standing.summary;
}

export async function rowsOf(report: Report, view: KeyView = allKeys): Promise<readonly ReportRow[]> {
  return [...unwrap(await report.everyRow(view)).rows];
}

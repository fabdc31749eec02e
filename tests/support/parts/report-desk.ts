import { randomUUID } from 'node:crypto';
import type { KeyView, ReportRow } from '../../../bridge/values/report.ts';
import { systemClock } from '../../../main/basics/clock.ts';
import { createNews, createObservable } from '../../../main/basics/observable.ts';
import { success } from '../../../main/basics/outcome.ts';
import { createReport } from '../../../main/report/report.ts';
import type { Report, ReportOptions, SummaryStanding } from '../../../main/report/report-contract.ts';
import type { AccountClient, Accounts } from '../../../main/signin/account.ts';
import type { SimulatorInProcess } from '../simulator/simulator-in-process.ts';
import { exampleAccount } from './example-problems.ts';
import { unwrap } from './unwrap.ts';

export const allKeys: KeyView = {
  text: '',
  filters: [],
  bucket: null,
  domainId: null,
  sort: { column: 'user', descending: false },
};

/** A report on a clock that never waits. */
export function reportWith(given: Pick<ReportOptions, 'client' | 'accounts'> & Partial<ReportOptions>) {
  const settings = createObservable({ overdueDays: 90 });
  const defects: unknown[] = [];
  const report = createReport({
    settings,
    clock: { ...systemClock, sleep: async () => {} },
    newId: randomUUID,
    onDefect: (error) => `defect ${defects.push(error)}`,
    ...given,
  });
  return { report, settings, defects };
}

export const reportOf = (accounts: Accounts, changes: Partial<ReportOptions> = {}) =>
  reportWith({ client: accounts.client, accounts, ...changes });

/** Reads all keys, and gives the summary. Throws if the reading failed. */
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

/** A report of a simulator that runs in this process. */
export function reportInProcess({ tenancy, oracle }: SimulatorInProcess, changes: Partial<ReportOptions> = {}) {
  let account = { ...exampleAccount, tenancyOcid: tenancy.ocid, tenancyName: tenancy.name };
  const news = createNews<unknown>();
  const accounts = {
    ...news,
    current: () => account,
    switchTo(id: string) {
      account = { ...account, id };
      news.tell(null);
    },
  };
  const client = async () => success<AccountClient>({ account, oracle, homeDomain: async () => success(null) });
  return { accounts, ...reportWith({ client, accounts, ...changes }) };
}

import { printable } from '../basics/printable.ts';
import type { ExportHead, ExportRow } from '../report/export-report.ts';
import { daysText, keysText, verdict } from '../report/verdict.ts';
import { textTable } from './text-table.ts';

/** The counts of a report. */
export interface ReportCounts {
  readonly keys: number;
  readonly overdue: number;
  readonly expiring: number;
  /** Keys without a usable date. */
  readonly undated: number;
  readonly expiringDays: number;
}

const number = new Intl.NumberFormat('en-US');
const are = (count: number) => (count === 1 ? 'is' : 'are');

/** The most important sentence first, then the others, one line each. A gap comes before everything. */
export function headLines(head: ExportHead, counts: ReportCounts): readonly string[] {
  const gaps = head.domains.filter(({ complete }) => !complete);
  const { overdue, expiring, undated } = counts;
  return [
    ...(head.complete ? [] : ['THIS REPORT IS NOT WHOLE.']),
    verdict(counts.keys, overdue, head.maxAgeDays, head.complete),
    ...gaps.map(({ name, reason }) => `${name}: ${reason ?? 'not every key was read.'}`),
    ...(expiring === 0
      ? []
      : [`${keysText(expiring)} ${are(expiring)} about to expire, within ${daysText(counts.expiringDays)}.`]),
    ...(undated === 0 ? [] : [`${keysText(undated)} ${undated === 1 ? 'has' : 'have'} no usable date.`]),
  ].map(printable);
}

/** Nobody reads a longer table. CSV has all rows. */
const MOST_TABLE_ROWS = 1000;
const HEAD = ['AGE', 'DOMAIN', 'USER', 'NAME', 'ACCESS KEY', 'CREATED', 'EXPIRES'];
const day = (date: string | null) => (date === null ? '-' : printable(date.slice(0, 10)));

/** The report for people: its head, the domains, then the keys that need something done, oldest first. */
export function reportTable(head: ExportHead, counts: ReportCounts, rows: readonly ExportRow[]): string {
  const title = `Customer secret keys of ${printable(head.tenancy)}, ${head.takenAt}, as ${printable(head.account)} sees them`;
  const domains = head.domains.map(({ name, counted, read, complete }) => [
    printable(name),
    number.format(read),
    counted === null ? '-' : number.format(counted),
    complete ? 'yes' : 'no',
  ]);
  const sorted = rows.toSorted((a, b) => (b.ageDays ?? -1) - (a.ageDays ?? -1)).slice(0, MOST_TABLE_ROWS);
  const listed = sorted.map(({ ageDays, domain, userName, name, accessKey, created, expires }) => [
    ageDays === null ? '-' : String(ageDays),
    ...[domain, userName, name, accessKey].map(printable),
    day(created),
    day(expires),
  ]);
  const more = rows.length - sorted.length;
  return [
    `${title}\n`,
    `${headLines(head, counts).join('\n')}\n`,
    textTable(['DOMAIN', 'KEYS READ', 'COUNTED', 'WHOLE'], domains),
    ...(listed.length === 0 ? [] : [textTable(HEAD, listed)]),
    ...(more > 0 ? [`${number.format(more)} more: --format csv lists every key.\n`] : []),
  ].join('\n');
}

/** What is said on standard error while the report is read. */
export function progressLine(done: number, of: number | null, secondsLeft: number | null): string {
  const read =
    of === null ? `${number.format(done)} rows read` : `${number.format(done)} of ${number.format(of)} rows read`;
  return secondsLeft === null ? read : `${read}, about ${timeText(secondsLeft)} left`;
}

const timeText = (seconds: number) => (seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);

import type { AgeBucket } from '../../bridge/values/report.ts';
import { printable } from '../basics/printable.ts';
import { escaped, printedPage } from '../basics/printed-page.ts';
import type { ExportHead, ExportRow } from './export-report.ts';
import type { SummaryStanding } from './report-contract.ts';
import { daysText, verdict } from './verdict.ts';

/** What the page says beside the head of the report. */
interface SummaryFacts extends Pick<SummaryStanding, 'keys' | 'overdue' | 'histogram'> {
  readonly head: ExportHead;
  /** The oldest of the overdue keys, the oldest first, until the page is full. */
  readonly oldest: readonly ExportRow[];
  /** Of all rows as JSON, not only of the printed ones: see `docs/report.md`. */
  readonly sha256: string;
}

/** So many keys fit onto one page. */
export const MOST_OLDEST = 12;
const MOST_DOMAINS = 8;
const MOST_REASONS = 4;
/** The beginning of a longer name is enough to recognise it. */
const MOST_NAME = 40;

const bucketNames: Record<AgeBucket, string> = {
  '0-30': '0 to 30 days',
  '31-60': '31 to 60 days',
  '61-90': '61 to 90 days',
  '91-180': '91 to 180 days',
  '181-365': '181 to 365 days',
  'over-365': 'Over a year',
  unknown: 'No usable date',
};

const number = (count: number) => count.toLocaleString('en');
const time = (iso: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

function name(text: string): string {
  const characters = [...printable(text)];
  return escaped(characters.length > MOST_NAME ? `${characters.slice(0, MOST_NAME).join('')}…` : characters.join(''));
}

const table = (title: string, columns: readonly string[], rows: readonly (readonly string[])[]) => `<section>
<h2>${title}</h2>
<table class="plain">
<thead><tr>${columns.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table>
</section>`;

const fact = (term: string, value: string) => `<div><dt>${term}</dt><dd>${value}</dd></div>`;

/** What is missing, or what was left out of a report that is whole. */
function gaps({ complete, domains }: ExportHead): string {
  const open = domains.filter((domain) => !domain.complete);
  if (complete && open.length === 0) return '';
  const told = open
    .slice(0, MOST_REASONS)
    .map(({ name: domain, reason }) => `${name(domain)}: ${escaped(printable(reason ?? 'not every key was read.'))}`);
  const more = open.length > MOST_REASONS ? [`${open.length - MOST_REASONS} more domains.`] : [];
  const reasons = [...told, ...more].join(' ');
  if (complete) return `<p class="purpose">${reasons}</p>`;
  return `<p class="warning"><strong>This report is not whole.</strong> ${reasons}</p>`;
}

/** The report on one page of paper, for an auditor. Names that other people chose are escaped. */
export function printedSummary({ head, keys, overdue, histogram, oldest, sha256 }: SummaryFacts): string {
  const { tenancy, account, takenAt, maxAgeDays, domains } = head;
  const shown = domains.slice(0, MOST_DOMAINS);
  const domainRows = shown.map(({ name: domain, counted, read, complete }) => [
    name(domain),
    number(read),
    counted === null ? '-' : number(counted),
    complete ? 'yes' : '<strong>no</strong>',
  ]);
  const rest = domains.length - shown.length;
  const oldestRows = oldest
    .slice(0, MOST_OLDEST)
    .map((row) => [String(row.ageDays ?? '-'), ...[row.domain, row.userName, row.name, row.accessKey].map(name)]);
  const facts = [
    fact('Tenancy', name(tenancy)),
    fact('Read by', name(account)),
    fact('Taken', time(takenAt)),
    fact('Limit', daysText(maxAgeDays)),
  ];
  return printedPage(
    'Keydesk report',
    `<header>
<p class="mark">Keydesk</p>
<h1>Customer secret keys <span>by age</span></h1>
</header>
${head.complete ? '' : gaps(head)}
<p class="verdict">${verdict(keys, overdue, maxAgeDays, head.complete)}</p>
<dl class="facts">
${facts.join('\n')}
</dl>
<div class="pair">
${table(
  'Age',
  ['Age', 'Keys'],
  histogram.map(({ bucket, keys: count }) => [bucketNames[bucket], number(count)]),
)}
${table(rest > 0 ? `Domains (${rest} more are not on this page)` : 'Domains', ['Domain', 'Keys read', 'Counted', 'Whole'], domainRows)}
</div>
${head.complete ? gaps(head) : ''}
${oldestRows.length === 0 ? '' : table(`The oldest ${oldestRows.length} of the ${number(overdue)} overdue`, ['Days', 'Domain', 'User', 'Name', 'Access key'], oldestRows)}
<footer>SHA-256 of all rows: ${sha256}</footer>`,
  );
}

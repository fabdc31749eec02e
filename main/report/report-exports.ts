import { setImmediate } from 'node:timers/promises';
import type { KeySelection, KeyView, ReportRow } from '../../bridge/values/report.ts';
import type { Exported, ExportFormat } from '../../bridge/values/report-export.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { PrintProblem } from '../basics/print-problem.ts';
import type { ClipboardProblem } from '../clipboard/clipboard-guard.ts';
import { reasonOfFile, writePrivateFile } from '../files/private-file.ts';
import { aboutFileOf } from './about-file.ts';
import { chooseRows } from './bulk.ts';
import { aboutCsv, type ExportHead, type ExportRow, exportCsv, exportJson } from './export-report.ts';
import { MOST_OLDEST, printedSummary } from './printed-summary.ts';
import type { NoReport, Report, ReportChanged, SummaryStanding } from './report-contract.ts';

/** The most keys that are copied at once: nobody can paste more. */
const MOST_COPIED = 10_000;

type ExportFailed = { readonly kind: 'export-failed'; readonly file: string; readonly reason: string };
export const exportFailed = (file: string, reason: string) =>
  failed<ExportFailed>({ kind: 'export-failed', file, reason });
type ReportUnprinted = { readonly kind: 'report-unprinted'; readonly print: PrintProblem };
/** Problems that only an export can have. */
export type ExportProblem =
  | ExportFailed
  | ReportUnprinted
  | { readonly kind: 'selection-large'; readonly keys: number; readonly most: number };
type SelectionProblem =
  | NoReport
  | ReportChanged
  | { readonly kind: 'selection-empty' }
  | Extract<ExportProblem, { kind: 'selection-large' }>;

interface ReportExportsOptions {
  readonly report: Pick<Report, 'everyRow' | 'select'>;
  /** The head of an export, with the reasons for gaps in words. */
  readonly headOf: (summary: SummaryStanding, exported: ExportHead['exported']) => ExportHead;
  /** Asks where to save, and whether to replace a file that exists; null when the person cancels. */
  readonly chooseSavePath: (suggestion: string) => Promise<string | null>;
  readonly print: (html: string) => Promise<Outcome<null, PrintProblem>>;
  readonly copyText: (text: string) => Promise<Outcome<null, ClipboardProblem>>;
  readonly isLocked: () => boolean;
}

/** One row after the other, as an export has it: never all of them in memory. */
export const exportRows = (rows: Iterable<ReportRow>): Iterable<ExportRow> => ({
  *[Symbol.iterator]() {
    for (const row of rows) yield { ...row, domain: row.domainName ?? '' };
  },
});

/** `customer-secret-keys-acme-2026-11-27.csv`. A report with a gap says so in its name, too. */
function fileName({ tenancy, takenAt, complete }: ExportHead, format: ExportFormat): string {
  const of = tenancy
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  const parts = ['customer-secret-keys', of, takenAt.slice(0, 10), complete ? '' : 'NOT-WHOLE'];
  return `${parts.filter((part) => part !== '').join('-')}.${format}`;
}

/** What leaves the report: files, a printed page, and access keys for the clipboard. */
export function createReportExports(options: ReportExportsOptions) {
  const { report, headOf, chooseSavePath, print, copyText, isLocked } = options;

  return {
    /** Asks where to, then writes the file as a whole. `view`: the rows that are shown; null: all. Null when the person cancels. */
    async save(format: ExportFormat, view: KeyView | null): Promise<Outcome<Exported | null, NoReport | ExportFailed>> {
      const asked = await report.everyRow(view);
      if (!asked.ok) return asked;
      const exported = view === null ? 'all' : 'shown';
      const file = await chooseSavePath(fileName(headOf(asked.value.summary, exported), format));
      if (file === null) return success(null);
      // The export has the report of now, and not of the moment when the dialog opened.
      const found = isLocked() ? failed({ kind: 'report-none' } as const) : await report.everyRow(view);
      if (!found.ok) return found;
      const head = headOf(found.value.summary, exported);
      const rows = exportRows(found.value.rows);
      const content = format === 'json' ? exportJson(head, rows) : exportCsv(head, rows);
      const about = format === 'csv' ? await aboutFileOf(file) : null;
      if (about !== null && !about.ok) return exportFailed(about.problem.file, about.problem.reason);
      const written = await writePrivateFile(file, content.chunks);
      if (!written.ok) return exportFailed(file, reasonOfFile(written.problem));
      if (about !== null) {
        const { path, name } = about.value;
        const beside = await writePrivateFile(path, [aboutCsv(head, name, content)]);
        if (!beside.ok) return exportFailed(path, reasonOfFile(beside.problem));
      }
      return success({ file, alsoWritten: about?.value.path ?? null, rows: content.rows(), sha256: content.sha256() });
    },

    /** Prints one page for an auditor through the system's dialog. Closing the dialog is no problem. */
    async print(): Promise<Outcome<null, NoReport | ReportUnprinted>> {
      const found = await report.everyRow(null);
      if (!found.ok) return found;
      const { summary, rows } = found.value;
      const head = headOf(summary, 'all');
      const json = exportJson(head, exportRows(rows));
      // In pieces, so that a large report blocks nothing.
      for (const _chunk of json.chunks) await setImmediate();
      const printed = await print(printedSummary({ head, ...summary, oldest: oldestOf(rows), sha256: json.sha256() }));
      if (printed.ok || printed.problem.kind === 'print-cancelled') return success(null);
      return failed({ kind: 'report-unprinted', print: printed.problem });
    },

    /** The access keys of a selection, one a line. */
    async copyAccessKeys(
      selection: KeySelection,
    ): Promise<Outcome<{ copied: number }, SelectionProblem | ClipboardProblem>> {
      const rows = await chooseRows(report, selection);
      if (!rows.ok) return rows;
      const keys = rows.value.length;
      if (keys > MOST_COPIED) return failed({ kind: 'selection-large', keys, most: MOST_COPIED });
      const copied = await copyText(rows.value.map(({ accessKey }) => accessKey).join('\n'));
      return copied.ok ? success({ copied: keys }) : copied;
    },
  };
}

export type ReportExports = ReturnType<typeof createReportExports>;

/** The oldest of the overdue keys, until the page is full. */
function oldestOf(rows: Iterable<ReportRow>): readonly ExportRow[] {
  let oldest: ExportRow[] = [];
  for (const row of exportRows(rows)) {
    if (!row.overdue) continue;
    oldest.push(row);
    if (oldest.length > 50 * MOST_OLDEST) oldest = oldestFirst(oldest);
  }
  return oldestFirst(oldest);
}

const oldestFirst = (rows: readonly ExportRow[]) =>
  rows.toSorted((a, b) => (b.ageDays ?? 0) - (a.ageDays ?? 0)).slice(0, MOST_OLDEST);

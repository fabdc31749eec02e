import { resolve } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { printableLines } from '../basics/printable.ts';
import { reasonOfFile, writePrivateFile } from '../files/private-file.ts';
import { aboutFileOf } from '../report/about-file.ts';
import {
  aboutCsv,
  type Export,
  type ExportHead,
  type ExportRow,
  exportCsv,
  exportJson,
} from '../report/export-report.ts';
import type { Report, ReportStanding, SummaryStanding } from '../report/report-contract.ts';
import { exportRows } from '../report/report-exports.ts';
import type { CommandProblem } from './command-errors.ts';
import type { ReportCommand } from './parse-report.ts';
import { headLines, progressLine, type ReportCounts, reportTable } from './report-words.ts';
import type { CommandEnv } from './run-command.ts';

/** A report that can be read, and the account that reads it. */
export interface OpenedReport {
  readonly report: Report;
  readonly account: ReportAccount | null;
}

interface ReportAccount {
  readonly displayName: string;
  readonly userName: string;
}

interface ReportHere extends Pick<CommandEnv, 'isScreen' | 'print' | 'say'> {
  readonly open: () => Promise<Outcome<OpenedReport, CommandProblem>>;
  /** One or two sentences for a problem of the service or of signing in. */
  readonly sentenceOf: (problem: Extract<ReportStanding, { kind: 'failed' }>['problem']) => string;
  readonly headOf: (summary: SummaryStanding, account: ReportAccount | null) => ExportHead;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Aborts with the exit code as its reason: Ctrl+C, or the end of the session. */
  readonly interrupted: AbortSignal;
}

type Ended = Promise<Outcome<number, CommandProblem>>;

/** Documented in `docs/command-line.md`. */
const exitCodes = { noneOverdue: 0, failed: 1, overdue: 2, notWhole: 3 } as const;

/** Milliseconds between two lines of progress. */
const PROGRESS = 3000;
const MS_A_DAY = 86_400_000;

/** Reads every key, writes the report, and returns the exit code. A report with a gap is written too, and has an exit code of its own. */
export async function reportCommand(command: ReportCommand, here: ReportHere): Ended {
  const opened = await here.open();
  if (!opened.ok) return opened;
  const { report, account } = opened.value;
  const standing = await collect(report, command, here);
  const stopped = async () => {
    await here.say('keydesk: stopped; no report was written.');
    return success(Number(here.interrupted.reason));
  };
  if (here.interrupted.aborted) return stopped();
  const told = (text: string) => failed<CommandProblem>({ kind: 'told', text });
  if (standing.kind === 'failed') return told(here.sentenceOf(standing.problem));
  const why = standing.kind === 'paused' ? standing.problem : null;
  const found = await report.everyRow(null);
  if (!found.ok) return told('there is no report.');
  // Nothing at all was read: that is a failure, and no report.
  if (why !== null && found.value.summary.keys === 0) return told(here.sentenceOf(why));
  if (why !== null) await here.say(`keydesk: ${here.sentenceOf(why)}`);

  const head = here.headOf(found.value.summary, account);
  const rows = exportRows(found.value.rows);
  const counts = countRows(rows, command, here.now());
  const written = await write(command, here, head, rows, counts);
  if (!written.ok) return here.interrupted.aborted ? stopped() : written;
  if (!head.complete) return success(exitCodes.notWhole);
  return success(counts.overdue > 0 ? exitCodes.overdue : exitCodes.noneOverdue);
}

/** Reads until nothing more can be read, and says on standard error how far it is. */
async function collect(report: Report, command: ReportCommand, here: ReportHere): Promise<ReportStanding> {
  const stop = () => report.stop();
  here.interrupted.addEventListener('abort', stop, { once: true });
  let last = here.now();
  const end = report.subscribe((standing) => {
    if (standing.kind !== 'collecting' || here.now() - last < PROGRESS) return;
    last = here.now();
    const { done, of, secondsLeft } = standing.progress;
    void here.say(`keydesk: ${progressLine(done, of, secondsLeft)}`);
  });
  try {
    report.start(command.domain === null ? null : [command.domain]);
    return await report.settled();
  } finally {
    end();
    here.interrupted.removeEventListener('abort', stop);
  }
}

const isExpiring = ({ expires }: ExportRow, days: number, now: number) => {
  const left = expires === null ? Number.NaN : Date.parse(expires) - now;
  return left >= 0 && left <= days * MS_A_DAY;
};

function countRows(rows: Iterable<ExportRow>, { expiringDays }: ReportCommand, now: number): ReportCounts {
  const counts = { keys: 0, overdue: 0, expiring: 0, undated: 0, expiringDays };
  for (const row of rows) {
    counts.keys += 1;
    if (row.overdue) counts.overdue += 1;
    if (row.ageDays === null) counts.undated += 1;
    if (isExpiring(row, expiringDays, now)) counts.expiring += 1;
  }
  return counts;
}

async function write(
  command: ReportCommand,
  here: ReportHere,
  head: ExportHead,
  rows: Iterable<ExportRow>,
  counts: ReportCounts,
): Promise<Outcome<null, CommandProblem>> {
  const { format, output, expiringDays } = command;
  if (format === 'table') {
    const needed = [...rows].filter((row) => row.overdue || isExpiring(row, expiringDays, here.now()));
    return put([reportTable(head, counts, needed)], output, here);
  }
  const exported: Export = format === 'json' ? exportJson(head, rows) : exportCsv(head, rows);
  const about = format === 'csv' && output !== null ? await aboutFileOf(resolve(output)) : null;
  if (about !== null && !about.ok) {
    const { file, reason } = about.problem;
    return failed({ kind: 'told', text: `${file} could not be written: ${reason}.` });
  }
  const written = await put(exported.chunks, output, here);
  if (!written.ok) return written;
  for (const line of headLines(head, counts)) await here.say(`keydesk: ${line}`);
  if (format === 'json') return written;
  if (about !== null) return put([aboutCsv(head, about.value.name, exported)], about.value.path, here);
  await here.say(`keydesk: taken at ${head.takenAt}; SHA-256 of the lines behind the first: ${exported.sha256()}`);
  return written;
}

/** Throws when the person stops the command, so that no file is put in place. */
function* untilStopped(chunks: Iterable<string>, interrupted: AbortSignal): Generator<string> {
  for (const chunk of chunks) {
    interrupted.throwIfAborted();
    yield chunk;
  }
}

/** Writes to a file, as a whole or not at all; or to standard output. */
async function put(
  chunks: Iterable<string>,
  output: string | null,
  { print, isScreen, interrupted }: ReportHere,
): Promise<Outcome<null, CommandProblem>> {
  if (output !== null) {
    const written = await writePrivateFile(resolve(output), untilStopped(chunks, interrupted));
    return written.ok
      ? written
      : failed({ kind: 'told', text: `${output} could not be written: ${reasonOfFile(written.problem)}.` });
  }
  for (const chunk of chunks) {
    if (interrupted.aborted) return failed({ kind: 'output-closed' });
    // The name of a key, which others chose, cannot move the cursor of a terminal or change its colours.
    const printed = await print(isScreen ? printableLines(chunk.replaceAll('\r\n', '\n')) : chunk);
    if (!printed.ok) return printed;
  }
  return success(null);
}

import { createHash } from 'node:crypto';
import type { ReportDomain, ReportRow } from '../../bridge/values/report.ts';
import { printableJson } from '../basics/printable.ts';
import { csvLine } from './csv.ts';

/** The facts about a report that are in every export. `docs/report.md` and `docs/report.schema.json` describe it for others. */
export interface ExportHead {
  /** ISO 8601. */
  readonly takenAt: string;
  readonly account: string;
  readonly tenancy: string;
  readonly maxAgeDays: number;
  /** Every key of every domain was read. */
  readonly complete: boolean;
  /** `shown`: only the rows that a search or filter shows. */
  readonly exported: 'all' | 'shown';
  readonly domains: readonly ExportDomain[];
}

/** `counted`: null if the service did not count the keys. */
export interface ExportDomain extends Pick<ReportDomain, 'counted' | 'read' | 'complete'> {
  readonly name: string;
  /** Why it is not complete, or was left out; one sentence. */
  readonly reason: string | null;
}

/** `ageDays`: null if the date is not known. */
export interface ExportRow
  extends Pick<
    ReportRow,
    'userName' | 'userOcid' | 'name' | 'accessKey' | 'created' | 'expires' | 'ageDays' | 'overdue'
  > {
  readonly domain: string;
}

/** An export while it is written. `sha256` and `rows` are known when all chunks have been taken. */
export interface Export {
  readonly chunks: Iterable<string>;
  readonly rows: () => number;
  /** In hex, over the rows as they are in the export: see `docs/report.md`. */
  readonly sha256: () => string;
}

const FORMAT_VERSION = 1;
export const columns = [
  'domain',
  'userName',
  'userOcid',
  'name',
  'accessKey',
  'created',
  'expires',
  'ageDays',
  'overdue',
] as const satisfies readonly (keyof ExportRow)[];

/** Characters. Large enough to cost few writes, small enough that nothing waits for it. */
const CHUNK = 64 * 1024;

/** Joins small texts into chunks: 200,000 rows are never one text in memory. */
function* inChunks(texts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function createTally() {
  const hash = createHash('sha256');
  let rows = 0;
  let sum: string | null = null;
  return {
    add(text: string) {
      hash.update(text);
      return text;
    },
    count() {
      rows += 1;
    },
    rows: () => rows,
    sha256() {
      sum ??= hash.digest('hex');
      return sum;
    },
  };
}

const wellFormed = (value: ExportRow[keyof ExportRow]) => (typeof value === 'string' ? value.toWellFormed() : value);

/** One row in the order of the columns: the hash depends on it. */
const rowJson = (row: ExportRow) =>
  JSON.stringify(Object.fromEntries(columns.map((column) => [column, wellFormed(row[column])])));

const headValue = ({ takenAt, tenancy, account, maxAgeDays, complete, exported, domains }: ExportHead) => ({
  version: FORMAT_VERSION,
  takenAt,
  tenancy,
  account,
  maxAgeDays,
  complete,
  exported,
  domains,
});

/**
 * The report as JSON, one row a line. The hash is over the rows as compact JSON, with a line feed after each row: what `jq -c '.keys[]'`
 * prints.
 */
export function exportJson(head: ExportHead, rows: Iterable<ExportRow>): Export {
  const tally = createTally();
  function* texts() {
    const opened = printableJson(JSON.stringify(headValue(head), null, 2)).slice(0, -'\n}'.length);
    yield `${opened},\n  "keys": [`;
    for (const row of rows) {
      const json = rowJson(row);
      yield `${tally.rows() === 0 ? '' : ','}\n    ${printableJson(json)}`;
      tally.add(`${json}\n`);
      tally.count();
    }
    yield `${tally.rows() === 0 ? '' : '\n  '}],\n  "sha256": "${tally.sha256()}"\n}\n`;
  }
  return { chunks: inChunks(texts()), rows: tally.rows, sha256: tally.sha256 };
}

const NO_DOMAIN = { name: null, reason: null };
const whyNotWhole = (reason: string | null) => `NOT WHOLE: ${reason ?? 'not every key was read'}`;

/**
 * The report as a table, its columns named in the first line. A table with a gap never looks whole: the lines after the first say what is
 * missing, in the column for the key's name. The hash is over all bytes after the first line.
 */
export function exportCsv(head: ExportHead, rows: Iterable<ExportRow>): Export {
  const tally = createTally();
  const gaps = head.complete ? [] : head.domains.filter(({ complete }) => !complete);
  function* lines() {
    yield csvLine(columns);
    for (const { name, reason } of head.complete || gaps.length > 0 ? gaps : [NO_DOMAIN]) {
      yield tally.add(csvLine([name, null, null, whyNotWhole(reason), null, null, null, null, null]));
    }
    for (const row of rows) {
      yield tally.add(csvLine(columns.map((column) => row[column])));
      tally.count();
    }
  }
  return { chunks: inChunks(lines()), rows: tally.rows, sha256: tally.sha256 };
}

/**
 * The text of the file beside a CSV file: all of the JSON export but the keys, since a table has no place for it. Call it when the CSV file
 * is written.
 */
export function aboutCsv(head: ExportHead, file: string, { rows, sha256 }: Export): string {
  const about = { ...headValue(head), file, rows: rows(), sha256: sha256() };
  return `${printableJson(JSON.stringify(about, null, 2))}\n`;
}

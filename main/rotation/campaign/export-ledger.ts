import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { LedgerFormat } from '../../../bridge/values/campaign.ts';
import { failed, type Outcome, success } from '../../basics/outcome.ts';
import { fileReason } from '../../files/file-reason.ts';
import { reasonOfFile, writePrivateFile } from '../../files/private-file.ts';
import { csvLine } from '../../report/csv.ts';
import type { ExportFailed } from '../../report/report-exports.ts';
import { headFileOf } from '../ledger-check.ts';
import type { LedgerLine } from '../ledger-line.ts';

export interface LedgerExport {
  readonly file: string;
  readonly lines: number;
  readonly sha256: string;
}

const COLUMNS = ['at', 'event', 'plan', 'user', 'keyId', 'accessKey', 'by'] as const;

/** The whole lines of the file, one after the other. What stands behind the last line break was torn by a crash. */
function* wholeLines(bytes: Buffer): Generator<string> {
  for (let at = 0; ; ) {
    const end = bytes.indexOf(0x0a, at);
    if (end === -1) return;
    yield bytes.toString('utf8', at, end);
    at = end + 1;
  }
}

function csvOf(text: string): string {
  const { v: _v, previous, hash, ...line }: LedgerLine = JSON.parse(text);
  const details = Object.fromEntries(
    Object.entries(line).filter(([name]) => !COLUMNS.some((column) => column === name)),
  );
  return csvLine([...COLUMNS.map((column) => line[column]), JSON.stringify(details), previous, hash]);
}

/**
 * Writes the ledger for others: as JSON lines byte for byte, with the file beside it that counts them, so that `keydesk ledger verify`
 * checks the copy as it does the ledger; or as CSV. `docs/ledger.schema.json` has the form of a line.
 */
export async function exportLedger(
  ledgerFile: string,
  format: LedgerFormat,
  file: string,
): Promise<Outcome<LedgerExport, ExportFailed>> {
  const refused = (path: string, reason: string) => failed<ExportFailed>({ kind: 'export-failed', file: path, reason });
  const read = async (path: string) =>
    readFile(path).then(success, (error) =>
      error.code === 'ENOENT' ? success(Buffer.alloc(0)) : refused(path, fileReason(error)),
    );
  const ledger = await read(ledgerFile);
  const head = await read(headFileOf(ledgerFile));
  if (!ledger.ok) return ledger;
  if (!head.ok) return head;
  const bytes = ledger.value;
  const sum = createHash('sha256');
  let lines = 0;
  function* texts() {
    if (format === 'csv') yield add(csvLine([...COLUMNS, 'details', 'previous', 'hash']));
    for (const text of wholeLines(bytes)) {
      lines += 1;
      yield add(format === 'csv' ? csvOf(text) : `${text}\n`);
    }
  }
  const add = (text: string) => {
    sum.update(text);
    return text;
  };
  try {
    const written = await writePrivateFile(file, { [Symbol.iterator]: texts });
    if (!written.ok) return refused(file, reasonOfFile(written.problem));
  } catch {
    return refused(file, 'a line of the ledger is damaged: export it as JSON lines, which takes it as it is');
  }
  if (format === 'jsonl' && head.value.length > 0) {
    const beside = await writePrivateFile(headFileOf(file), head.value);
    if (!beside.ok) return refused(headFileOf(file), reasonOfFile(beside.problem));
  }
  return success({ file, lines, sha256: sum.digest('hex') });
}

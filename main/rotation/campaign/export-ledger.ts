import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { LedgerFormat } from '../../../bridge/values/campaign.ts';
import { success } from '../../basics/outcome.ts';
import { codeOf, fileReason } from '../../files/file-reason.ts';
import { reasonOfFile, writePrivateFile } from '../../files/private-file.ts';
import { csvLine } from '../../report/csv.ts';
import { exportFailed } from '../../report/report-exports.ts';
import { headFileOf, readWholeLines } from '../ledger-check.ts';
import type { LedgerLine } from '../ledger-line.ts';

const COLUMNS = ['at', 'event', 'plan', 'user', 'keyId', 'accessKey', 'by'] as const;

function csvOf(text: string): string {
  const { v: _v, previous, hash, ...line }: LedgerLine = JSON.parse(text);
  const details = Object.fromEntries(
    Object.entries(line).filter(([name]) => !COLUMNS.some((column) => column === name)),
  );
  return csvLine([...COLUMNS.map((column) => line[column]), JSON.stringify(details), previous, hash]);
}

/**
 * Writes a copy of the ledger: as CSV, or as JSON lines, byte for byte. JSON lines get their head file too, so that `keydesk ledger verify`
 * can check the copy. `docs/ledger.schema.json` describes a line.
 */
export async function exportLedger(ledgerFile: string, format: LedgerFormat, file: string) {
  const lines: string[] = [];
  try {
    await readWholeLines(ledgerFile, (text) => lines.push(text) > 0);
  } catch (error) {
    return exportFailed(ledgerFile, fileReason(error));
  }
  const head = await readFile(headFileOf(ledgerFile)).then(success, (error) =>
    codeOf(error) === 'ENOENT' ? success(null) : exportFailed(headFileOf(ledgerFile), fileReason(error)),
  );
  if (!head.ok) return head;
  const sum = createHash('sha256');
  const add = (text: string) => {
    sum.update(text);
    return text;
  };
  function* texts() {
    if (format === 'csv') yield add(csvLine([...COLUMNS, 'details', 'previous', 'hash']));
    for (const text of lines) yield add(format === 'csv' ? csvOf(text) : `${text}\n`);
  }
  try {
    const written = await writePrivateFile(file, { [Symbol.iterator]: texts });
    if (!written.ok) return exportFailed(file, reasonOfFile(written.problem));
  } catch {
    return exportFailed(file, 'a line of the ledger is damaged: export it as JSON lines, which takes it as it is');
  }
  if (format === 'jsonl' && head.value !== null) {
    const beside = await writePrivateFile(headFileOf(file), head.value);
    if (!beside.ok) return exportFailed(headFileOf(file), reasonOfFile(beside.problem));
  }
  return success({ file, lines: lines.length, sha256: sum.digest('hex') });
}

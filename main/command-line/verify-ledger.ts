import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { fileReason } from '../files/file-reason.ts';
import { ledgerFaultText, readLedger } from '../rotation/ledger-check.ts';
import type { CommandProblem } from './command-errors.ts';

/**
 * Checks every line of a ledger against the one before, and the last one against the file that counts them. `isNamed`: the person has named
 * the file, so it must be there. A profile folder without a ledger counts as one with an empty ledger.
 */
export async function verifyLedger(
  file: string,
  isNamed: boolean,
): Promise<Outcome<{ readonly whole: boolean; readonly text: string }, CommandProblem>> {
  const path = resolve(file);
  const why = isNamed ? await stat(path).then(() => null, fileReason) : null;
  if (why !== null) return failed({ kind: 'told', text: `${file} cannot be read: ${why}.` });
  const { check } = await readLedger(path);
  if (check.kind === 'broken') {
    return success({
      whole: false,
      text: `line ${check.line} of ${path} does not fit: ${ledgerFaultText[check.why]}.`,
    });
  }
  const lines = check.lines === 1 ? '1 line' : `${check.lines} lines`;
  return success({ whole: true, text: `${path} is whole: ${lines}, last hash ${check.hash}` });
}

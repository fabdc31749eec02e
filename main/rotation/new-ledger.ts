import { randomUUID } from 'node:crypto';
import { replaceLines } from '../files/journal-file.ts';
import type { JournalProblem } from '../files/line-journal.ts';
import { quarantine, quarantineCopy } from '../files/quarantine.ts';
import { type LedgerBreak, ledgerFaultText, readLedger } from './ledger-check.ts';
import { formatLine, type LedgerLine, NO_LINE, noKey } from './ledger-line.ts';

export type NewLedgerProblem = JournalProblem | { readonly kind: 'ledger-whole' };

/** Keeps the damaged file under another name: all of it, or as much of it as can be moved. */
function keep(file: string, { line, why }: LedgerBreak): string {
  const reason = `line ${line}: ${ledgerFaultText[why]}`;
  return (why === 'unreadable' ? quarantine(file, reason) : quarantineCopy(file, reason)).file;
}

/**
 * Puts a new ledger in the place of a damaged one, whose file is kept under another name. The first line of the new ledger says so. The
 * sound lines about open rotations and their campaigns follow, with their own times and authors. After a crash in between, the file is
 * still the damaged ledger, or a new one whose lines are not counted yet. Both count as broken, so the person can begin a new ledger again.
 */
export async function writeNewLedger(file: string, fault: LedgerBreak, at: string, by: string | null) {
  const sound: LedgerLine[] = [];
  const { plans } = await readLedger(file, (line) => void sound.push(line));
  const open = [...plans.values()].filter(({ ended }) => ended === null);
  const kept = new Set(open.flatMap(({ id, campaign }) => [id, campaign]));
  const damaged = keep(file, fault);
  const about = { plan: randomUUID(), ...noKey, by };
  const first = { v: 1 as const, at, event: 'begun-anew', ...about, damaged, line: fault.line, why: fault.why };
  let hash = NO_LINE;
  const texts = [first, ...sound.filter(({ plan }) => kept.has(plan))].map((line) => {
    const { previous: _previous, hash: _hash, ...content } = { previous: '', hash: '', ...line };
    const made = formatLine(content, hash);
    hash = made.hash;
    return made.text;
  });
  await replaceLines(file, texts);
  return { lines: texts.length, hash };
}

import { open, readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { codeOf } from '../files/file-reason.ts';
import { type LedgerLine, type LineFault, NO_LINE, readLine } from './ledger-line.ts';
import { type Plan, reducePlan } from './plan.ts';

/**
 * Why a ledger is not whole. `missing-end`: lines were taken off its end. `not-announced`: it has more lines than Keydesk wrote.
 * `another-chain`: each line fits the line before it, but Keydesk did not write these lines. `unreadable`: the file cannot be read.
 */
type LedgerFault = LineFault | 'missing-end' | 'not-announced' | 'another-chain' | 'unreadable';

/** `line` is the first one that does not fit, counted from 1. */
export type LedgerBreak = { readonly kind: 'broken'; readonly line: number; readonly why: LedgerFault };
type LedgerCheck = { readonly kind: 'whole'; readonly lines: number; readonly hash: string } | LedgerBreak;

/**
 * What `ledger-head.json` says: the number of lines, and the hash of the last one. A chain alone does not show that its last lines are
 * gone. `next`: how many further lines may follow, which are not counted yet, for example after a crash.
 */
export interface LedgerHead {
  readonly v: 1;
  readonly lines: number;
  readonly hash: string;
  readonly next: number;
}

/**
 * The file beside the ledger that counts its lines. Its name always differs from that of the ledger, even if a copy does not end in
 * `.jsonl`.
 */
export const headFileOf = (file: string): string => file.replace(/(\.jsonl)?$/, '-head.json');

const NO_HEAD: LedgerHead = { v: 1, lines: 0, hash: NO_LINE, next: 1 };

/** Null: the file cannot be understood. If there is no file, no line has been counted yet. */
async function readHead(file: string): Promise<LedgerHead | null> {
  try {
    const head = JSON.parse(await readFile(headFileOf(file), 'utf8'));
    const isHead = head?.v === 1 && Number.isSafeInteger(head.lines) && typeof head.hash === 'string';
    return isHead && Number.isSafeInteger(head.next) ? head : null;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? NO_HEAD : null;
  }
}

/** Bytes that are read at once. Other work runs between two pieces. */
const PIECE = 256 * 1024;
const LINE_BREAK = 0x0a;

/**
 * Reads the complete lines of a file, piece by piece, and returns their length in bytes. Bytes after the last line break are what a crash
 * left of a line, and are not read. If `onLine` returns false, the reading ends. A missing file has no lines.
 */
export async function readWholeLines(file: string, onLine: (text: string) => boolean): Promise<number> {
  const handle = await open(file, 'r').catch((error) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return 0;
  let rest: Buffer = Buffer.alloc(0);
  let end = 0;
  try {
    for (let at = 0; ; ) {
      const piece = Buffer.alloc(PIECE);
      const { bytesRead } = await handle.read(piece, 0, PIECE, at);
      if (bytesRead === 0) return end;
      at += bytesRead;
      const bytes =
        rest.length === 0 ? piece.subarray(0, bytesRead) : Buffer.concat([rest, piece.subarray(0, bytesRead)]);
      const last = bytes.lastIndexOf(LINE_BREAK) + 1;
      rest = bytes.subarray(last);
      if (last === 0) continue;
      for (const text of bytes.toString('utf8', 0, last - 1).split('\n')) if (!onLine(text)) return end;
      end += last;
      await nextTurn();
    }
  } finally {
    await handle.close();
  }
}

interface ReadLedger {
  readonly check: LedgerCheck;
  /** The rotations, as the lines before the first fault tell them. */
  readonly plans: Map<string, Plan>;
  /** The bytes of the whole lines. */
  readonly end: number;
  /** Null: the ledger is not whole. */
  readonly head: LedgerHead | null;
}

/**
 * Reads a ledger and checks every line of it. Another Keydesk may write at the same time: the head is read before and after the lines, and
 * the lines must fit both. `onLine` gets each line that fits, with its text.
 */
export async function readLedger(
  file: string,
  onLine: (line: LedgerLine, text: string) => void = () => {},
): Promise<ReadLedger> {
  const plans = new Map<string, Plan>();
  let lines = 0;
  let hash = NO_LINE;
  let fault: LedgerFault | null = null;
  const broken = (line: number, why: LedgerFault, end = 0): ReadLedger => ({
    check: { kind: 'broken', line, why },
    plans,
    end,
    head: null,
  });
  const before = await readHead(file);

  const fits = (text: string): LedgerFault | null => {
    const line = readLine(text, hash);
    if (typeof line === 'string') return line;
    if (before !== null && lines + 1 === before.lines && line.hash !== before.hash) return 'another-chain';
    const known = plans.get(line.plan) ?? null;
    const plan = reducePlan(known, line);
    if (!plan.ok) return 'impossible';
    if (plan.value !== null && plan.value !== known) plans.set(line.plan, plan.value);
    lines += 1;
    hash = line.hash;
    onLine(line, text);
    return null;
  };

  try {
    const end = await readWholeLines(file, (text) => {
      fault = fits(text);
      return fault === null;
    });
    if (fault !== null) return broken(lines + 1, fault, end);
    const after = await readHead(file);
    if (before === null || after === null) return broken(lines, 'not-announced', end);
    if (lines < before.lines) return broken(lines + 1, 'missing-end', end);
    if (lines > after.lines + after.next) return broken(after.lines + after.next + 1, 'not-announced', end);
    return { check: { kind: 'whole', lines, hash }, plans, end, head: after };
  } catch {
    return broken(lines + 1, 'unreadable');
  }
}

/** Why the line does not fit, as the end of a sentence. */
export const ledgerFaultText: Readonly<Record<LedgerFault, string>> = {
  'not-json': 'it is no line of a ledger',
  hash: 'it was changed after it had been written',
  previous: 'a line before it was removed, added or moved',
  impossible: 'what it says cannot have happened',
  'missing-end': 'it is missing, and Keydesk had written it',
  'not-announced': 'Keydesk did not write it, or the file that counts the lines is gone',
  'another-chain': 'the lines up to it are not those that Keydesk wrote',
  unreadable: 'the file cannot be read',
};

import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import { type Quarantined, quarantineCopy } from '../files/quarantine.ts';
import { appendLine, readLines, replaceLines, sizeOf } from './journal-file.ts';
import { type Creation, foldJournal, type JournalRecord, readRecords } from './journal-records.ts';

/** `reason` is the system's own text: disk full, no permission. */
export type JournalProblem = { readonly kind: 'journal-failed'; readonly reason: string };

/**
 * What Keydesk is creating, synced to disk before the request leaves, so that no crash leaves a key that nobody knows of.
 * It names users, keys and retry tokens, and never holds a secret. Creations in a sample tenancy, which ends with the run
 * that started it, are kept in memory alone.
 */
export interface CreationJournal {
  /** Adds one record and returns once it has reached the disk. One that failed is as if it had never been tried. */
  add(record: JournalRecord): Promise<Outcome<null, JournalProblem>>;
  /** Creations that have begun and have not ended, oldest first. Works on a full disk too. */
  pending(): Promise<Outcome<readonly Creation[], JournalProblem>>;
}

export interface JournalOptions {
  readonly file: string;
  /** Told when lines could not be read: the whole file was kept under that name, and what could be read goes on. */
  readonly onQuarantine: (file: Quarantined) => void;
  /** Told when a record has been written and not yet synced. */
  readonly onWritten?: (record: JournalRecord) => void;
}

/** Ended creations are dropped from the file at start once there are so many records. */
const COMPACT_FROM = 200;

interface OpenJournal {
  creations: Map<string, Creation>;
  /** The bytes of the file that are ours: what stands behind them is half a line. */
  end: number;
}

const isSample = ({ begun }: Creation) => begun.account.sample;

const linesOf = (creations: Map<string, Creation>): string[] =>
  [...creations.values()]
    .filter((creation) => !isSample(creation))
    .flatMap(({ records }) => records.map((record) => JSON.stringify(record)));

/** A serial queue for the work on one file. What a piece of work throws becomes its problem. */
export function createFileQueue() {
  const queue = createSerialQueue();
  return <T>(work: () => Promise<T>): Promise<Outcome<T, JournalProblem>> =>
    queue(async () => {
      try {
        return success(await work());
      } catch (error) {
        const reason = reasonOf(error);
        return failed<JournalProblem>({ kind: 'journal-failed', reason });
      }
    });
}

/** The journal at `file`, one JSON object a line, opened at the first call. */
export function createJournal({ file, onQuarantine, onWritten = () => {} }: JournalOptions): CreationJournal {
  let journal: OpenJournal | null = null;
  const queue = createFileQueue();

  /** Reads the file once; a failure is told, and tried again at the next call. */
  const open = async () => {
    journal ??= await readJournal(file, onQuarantine);
    return journal;
  };

  const write = async (opened: OpenJournal, record: JournalRecord) => {
    // Somebody has taken the file away, or the end of it: what is under way is written again.
    if ((await sizeOf(file)) < opened.end) opened.end = await replaceLines(file, linesOf(opened.creations));
    opened.end = await appendLine(file, JSON.stringify(record), opened.end, () => onWritten(record));
  };

  return {
    add: (record) =>
      queue(async () => {
        const opened = await open();
        const known = opened.creations.get(record.creation);
        const sample = record.type === 'begun' ? record.account.sample : known !== undefined && isSample(known);
        if (!sample) await write(opened, record);
        opened.creations = foldJournal([record], opened.creations);
        return null;
      }),
    pending: () => queue(async () => [...(await open()).creations.values()]),
  };
}

async function readJournal(file: string, onQuarantine: JournalOptions['onQuarantine']): Promise<OpenJournal> {
  const { text, end } = await readLines(file, onQuarantine);
  const { records, unread } = readRecords(text);
  const creations = foldJournal(records);
  if (unread === 0 && records.length <= COMPACT_FROM) return { creations, end };
  try {
    const damaged = unread === 0 ? null : quarantineCopy(file, `${unread} of its lines cannot be read`);
    const shorter = await replaceLines(file, linesOf(creations));
    if (damaged) onQuarantine(damaged);
    return { creations, end: shorter };
  } catch {
    // The disk is full, say. What is under way is known all the same; tidying waits for the next start.
    return { creations, end };
  }
}

import { failed, type Outcome, success } from '../basics/outcome.ts';
import { reasonOf } from '../basics/reason-of.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import { appendLine, readLines, replaceLines, sizeOf } from './journal-file.ts';
import { type Quarantined, quarantineCopy } from './quarantine.ts';

/** `reason` is the system's own text: disk full, no permission. */
export type JournalProblem = { readonly kind: 'journal-failed'; readonly reason: string };

/** Notes work on the disk, synced, before it is done, so that Keydesk knows of everything that a crash leaves. */
export interface LineJournal<Record, Work> {
  /** Adds one record and returns once it has reached the disk. A record that failed leaves no trace. */
  add(record: Record): Promise<Outcome<null, JournalProblem>>;
  /** Work that has begun and has not ended, oldest first. Works on a full disk too. */
  pending(): Promise<Outcome<readonly Work[], JournalProblem>>;
}

/** The file of a journal, and the listeners to its events. */
export interface JournalPlace<Record> {
  readonly file: string;
  /** Called when lines could not be read: the whole file was copied under that name, and the readable lines stay in use. */
  readonly onQuarantine: (file: Quarantined) => void;
  /** Called when a record has been written, before it is synced to the disk. */
  readonly onWritten?: (record: Record) => void;
}

/** What the lines of a journal mean. */
interface JournalForm<Record, Work extends { readonly records: readonly Record[] }> {
  /** Null for a damaged line, and for one that a newer Keydesk wrote. */
  readonly readRecord: (line: string) => Record | null;
  readonly idOf: (record: Record) => string;
  /** The work that these records leave open, by its id. */
  readonly fold: (records: readonly Record[], start?: ReadonlyMap<string, Work>) => Map<string, Work>;
  /** Work in a sample tenancy, which ends with the run that started it, is kept in memory alone. */
  readonly isSample: (work: Work) => boolean;
}

/** Ended work is dropped from the file at start once there are so many records. */
const COMPACT_FROM = 200;

interface OpenJournal<Work> {
  work: Map<string, Work>;
  /** The bytes of the file that are read or written: after them come half a line, or lines of another program. */
  end: number;
}

/** A serial queue for the work on one file. An error that a piece of work throws becomes its problem. */
export function createFileQueue() {
  const queue = createSerialQueue();
  return <T>(work: () => Promise<T>): Promise<Outcome<T, JournalProblem>> =>
    queue(async () => {
      try {
        return success(await work());
      } catch (error) {
        return failed<JournalProblem>({ kind: 'journal-failed', reason: reasonOf(error) });
      }
    });
}

/** The records in a journal's text, and how many whole lines are no record. */
export function readJournalText<Record>(text: string, readRecord: (line: string) => Record | null) {
  const whole = text.split('\n').filter((line) => line !== '');
  const records = whole.flatMap((line) => readRecord(line) ?? []);
  return { records, unread: whole.length - records.length };
}

/** The journal at `file`, one JSON object a line, opened at the first call. */
export function createLineJournal<Record, Work extends { readonly records: readonly Record[] }>(
  { file, onQuarantine, onWritten = () => {} }: JournalPlace<Record>,
  { readRecord, idOf, fold, isSample }: JournalForm<Record, Work>,
): LineJournal<Record, Work> {
  let journal: OpenJournal<Work> | null = null;
  const queue = createFileQueue();
  const linesOf = (work: ReadonlyMap<string, Work>): string[] =>
    [...work.values()]
      .filter((each) => !isSample(each))
      .flatMap(({ records }) => records.map((record) => JSON.stringify(record)));

  /** Reads the file once. A failure is returned, and the next call tries again. */
  const open = async () => {
    journal ??= await read();
    return journal;
  };

  async function read(): Promise<OpenJournal<Work>> {
    const { text, end } = await readLines(file, onQuarantine);
    const { records, unread } = readJournalText(text, readRecord);
    const work = fold(records);
    if (unread === 0 && records.length <= COMPACT_FROM) return { work, end };
    try {
      const damaged = unread === 0 ? null : quarantineCopy(file, `${unread} of its lines cannot be read`);
      const shorter = await replaceLines(file, linesOf(work));
      if (damaged) onQuarantine(damaged);
      return { work, end: shorter };
    } catch {
      // The disk may be full. The open work is known all the same; the next start tidies up.
      return { work, end };
    }
  }

  /** Writes a record, and returns those that other programs have added to the file. */
  const write = async (opened: OpenJournal<Work>, record: Record) => {
    const size = await sizeOf(file);
    if (size < opened.end) {
      // Another program has removed the file or the end of it: the open work is written again.
      if (size > 0) onQuarantine(quarantineCopy(file, 'another program has changed it'));
      opened.end = await replaceLines(file, linesOf(opened.work));
    }
    const { end, others } = await appendLine(file, JSON.stringify(record), opened.end, () => onWritten(record));
    opened.end = end;
    return readJournalText(others, readRecord).records;
  };

  return {
    add: (record) =>
      queue(async () => {
        const opened = await open();
        const next = fold([record], opened.work);
        const about = next.get(idOf(record)) ?? opened.work.get(idOf(record));
        const others = about === undefined || !isSample(about) ? await write(opened, record) : [];
        opened.work = others.length === 0 ? next : fold([...others, record], opened.work);
        return null;
      }),
    pending: () => queue(async () => [...(await open()).work.values()]),
  };
}

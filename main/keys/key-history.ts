import { z } from 'zod';
import { judgeJson } from '../basics/judge.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import { appendLine, readLines } from '../files/journal-file.ts';
import { createFileQueue, type JournalPlace, type JournalProblem, readJournalText } from '../files/line-journal.ts';

/** Not longer than the page takes. */
const at = z.iso.datetime().max(40);

const handedOverSchema = z.object({
  v: z.literal(1),
  type: z.literal('handed-over'),
  at,
  accessKey: z.string().min(1),
  how: z.enum(['file-recipient', 'file-passphrase', 'mail-recipient', 'mail-passphrase', 'print', 'spelled']),
  /** The recipient's address, or the file of a packet; null: neither. */
  to: z.string().max(1024).nullable(),
});
const statusSetSchema = z.object({
  v: z.literal(1),
  type: z.literal('status-set'),
  at,
  keyId: z.string().min(1),
  /** Null: a request to change the status was sent. The status before is not relied on from then on, even if the answer is lost. */
  status: z.enum(['ACTIVE', 'INACTIVE']).nullable(),
});
const recordSchema = z.discriminatedUnion('type', [handedOverSchema, statusSetSchema]);
type HistoryRecord = z.infer<typeof recordSchema>;

/** How a secret key was handed over, when, and to which address or file; never the secret. */
export type HandoverRecord = Pick<z.infer<typeof handedOverSchema>, 'at' | 'how' | 'to'>;
/** The status that Keydesk set for a key. Identity domains take a status and never return it. */
type StatusRecord = Pick<z.infer<typeof statusSetSchema>, 'at' | 'status'>;

/** Whether one of these handovers opens without the words of a passphrase, which are forgotten at lock and at quit. */
export const opensWithoutWords = (done: readonly HandoverRecord[]): boolean =>
  done.some(({ how }) => !how.endsWith('-passphrase'));

/** What was done with secret keys on this computer: one JSON object a line, synced, beside the journal of creations. */
export interface KeyHistory {
  /** Returns once the record has reached the disk. For a sample tenancy the record is only in memory, and ends when Keydesk quits. */
  add(accessKey: string, done: HandoverRecord, sample: boolean): Promise<Outcome<null, JournalProblem>>;
  /** Oldest first. Empty if the file cannot be read. */
  of(accessKey: string): Promise<readonly HandoverRecord[]>;
  /** Returns as `add` does. */
  addStatus(keyId: string, set: StatusRecord, sample: boolean): Promise<Outcome<null, JournalProblem>>;
  /**
   * The status that Keydesk set last; null: it set none, or the answer to its last request is not known. It fails if the file cannot be
   * read.
   */
  statusOf(
    keyId: string,
  ): Promise<Outcome<{ readonly at: string; readonly status: 'ACTIVE' | 'INACTIVE' } | null, JournalProblem>>;
}

type HistoryPlace = Pick<JournalPlace<HistoryRecord>, 'file' | 'onQuarantine'>;

export function createKeyHistory({ file, onQuarantine }: HistoryPlace): KeyHistory {
  const queue = createFileQueue();
  let history: { readonly records: HistoryRecord[]; end: number } | null = null;

  const open = async () => {
    if (history) return history;
    const { text, end } = await readLines(file, onQuarantine);
    history = { records: readJournalText(text, parseRecord).records, end };
    return history;
  };

  const append = (record: HistoryRecord, sample: boolean) =>
    queue(async () => {
      const opened = await open();
      if (!sample) {
        const { end, others } = await appendLine(file, JSON.stringify(record), opened.end, () => {});
        opened.end = end;
        opened.records.push(...readJournalText(others, parseRecord).records);
      }
      opened.records.push(record);
      return null;
    });
  const read = async (): Promise<Outcome<readonly HistoryRecord[], JournalProblem>> => {
    const opened = await queue(open);
    return opened.ok ? success(opened.value.records) : opened;
  };

  return {
    add: (accessKey, done, sample) => append({ v: 1, type: 'handed-over', accessKey, ...done }, sample),
    async of(accessKey) {
      const records = await read();
      return (records.ok ? records.value : [])
        .filter((record) => record.type === 'handed-over')
        .filter((record) => record.accessKey === accessKey)
        .map(({ at, how, to }) => ({ at, how, to }));
    },
    addStatus: (keyId, set, sample) => append({ v: 1, type: 'status-set', keyId, ...set }, sample),
    async statusOf(keyId) {
      const records = await read();
      if (!records.ok) return records;
      const last = records.value.findLast((record) => record.type === 'status-set' && record.keyId === keyId);
      return success(last?.type === 'status-set' && last.status !== null ? { at: last.at, status: last.status } : null);
    },
  };
}

/** Null for a line that is damaged, or a newer Keydesk's. */
const parseRecord = (line: string): HistoryRecord | null => judgeJson(recordSchema, line);

import { z } from 'zod';
import { judge } from '../judge.ts';
import type { Outcome } from '../outcome.ts';
import { createOneAfterAnother, type JournalProblem } from './creation-journal.ts';
import { type Aside, appendLine, readLines } from './journal-file.ts';

const recordSchema = z.object({
  v: z.literal(1),
  type: z.literal('handed-over'),
  at: z.iso.datetime(),
  accessKey: z.string().min(1),
  how: z.enum(['file-recipient', 'file-passphrase', 'mail-recipient', 'mail-passphrase', 'print', 'spelled']),
  /** To which address, where there was one. */
  to: z.string().nullable(),
});
type HistoryRecord = z.infer<typeof recordSchema>;

/** How a secret key was handed over, when, and to which address; never the secret. */
export type HandoverRecord = Pick<HistoryRecord, 'at' | 'how' | 'to'>;

/** Whether anything of it can be opened when the words of a passphrase are forgotten, as they are at lock and at quit. */
export const opensWithoutWords = (done: readonly HandoverRecord[]): boolean =>
  done.some(({ how }) => !how.endsWith('-passphrase'));

/** What was done with secret keys on this computer: one JSON object a line, synced, beside the journal of creations. */
export interface KeyHistory {
  /** Returns once it has reached the disk; in a sample tenancy, which ends with its run, it is kept in memory alone. */
  add(accessKey: string, done: HandoverRecord, sample: boolean): Promise<Outcome<null, JournalProblem>>;
  /** Oldest first. What cannot be read is no history. */
  of(accessKey: string): Promise<readonly HandoverRecord[]>;
}

export function createKeyHistory({
  file,
  onSetAside,
}: {
  file: string;
  onSetAside: (aside: Aside) => void;
}): KeyHistory {
  const inTurn = createOneAfterAnother();
  let history: { readonly records: HistoryRecord[]; end: number } | null = null;

  const open = async () => {
    if (history) return history;
    const { text, end } = await readLines(file, onSetAside);
    const records = text.split('\n').flatMap((line) => parseRecord(line) ?? []);
    history = { records, end };
    return history;
  };

  return {
    add: (accessKey, done, sample) =>
      inTurn(async () => {
        const opened = await open();
        const record: HistoryRecord = { v: 1, type: 'handed-over', accessKey, ...done };
        if (!sample) opened.end = await appendLine(file, JSON.stringify(record), opened.end, () => {});
        opened.records.push(record);
        return null;
      }),
    async of(accessKey) {
      const opened = await inTurn(open);
      if (!opened.ok) return [];
      return opened.value.records
        .filter((record) => record.accessKey === accessKey)
        .map(({ at, how, to }) => ({ at, how, to }));
    },
  };
}

/** Null for a line that is damaged, or a newer Keydesk's. */
function parseRecord(line: string): HistoryRecord | null {
  try {
    return judge(recordSchema, JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

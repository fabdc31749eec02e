import { z } from 'zod';

const about = { v: z.literal(1), creation: z.uuid(), at: z.iso.datetime() };

const begunSchema = z.object({
  ...about,
  type: z.literal('begun'),
  accountId: z.uuid(),
  /** `self` takes the caller's own keys; else the user as the directory named them. */
  owner: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('self') }),
    z.object({ kind: z.literal('user'), domainId: z.string().nullable(), id: z.string(), ocid: z.string() }),
  ]),
  ownerName: z.string(),
  keyName: z.string(),
  retryToken: z.string(),
  /** The keys that the user had before, by the service's ids. */
  before: z.array(z.string()),
});

const recordSchema = z.discriminatedUnion('type', [
  begunSchema,
  /** The answer has been taken in, and its secret put where it rests until the dialog is closed. */
  z.object({ ...about, type: z.literal('created'), keyId: z.string(), accessKey: z.string() }),
  /** Over: closed by the person, refused by the service, or explained to the person. */
  z.object({ ...about, type: z.literal('ended'), how: z.enum(['closed', 'not-created', 'lost']) }),
]);

/** One line of the journal. */
export type JournalRecord = z.infer<typeof recordSchema>;
export type BegunRecord = z.infer<typeof begunSchema>;

/** A creation under way, as the journal knows it. */
export interface Creation {
  readonly begun: BegunRecord;
  /** Null until an answer has been taken in. */
  readonly created: Extract<JournalRecord, { type: 'created' }> | null;
  readonly records: readonly JournalRecord[];
}

/** The records in a journal's text; lines that are none are passed over: a torn one, say. */
export function linesOf(text: string): JournalRecord[] {
  return text.split('\n').flatMap((line) => {
    try {
      const record = recordSchema.safeParse(JSON.parse(line));
      return record.success ? [record.data] : [];
    } catch {
      return [];
    }
  });
}

/** What is still under way after these records; records of creations that nobody began are passed over. */
export function foldJournal(
  records: readonly JournalRecord[],
  start: ReadonlyMap<string, Creation> = new Map(),
): Map<string, Creation> {
  const creations = new Map(start);
  for (const record of records) {
    const known = creations.get(record.creation);
    if (record.type === 'begun') {
      creations.set(record.creation, { begun: record, created: null, records: [record] });
    } else if (record.type === 'ended') {
      creations.delete(record.creation);
    } else if (known) {
      creations.set(record.creation, { ...known, created: record, records: [...known.records, record] });
    }
  }
  return creations;
}

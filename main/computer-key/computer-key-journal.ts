import { z } from 'zod';
import { judgeJson } from '../basics/judge.ts';
import { createLineJournal, type JournalPlace, type LineJournal } from '../files/line-journal.ts';
import { type Account, isSameUser } from '../signin/account.ts';

const about = { v: z.literal(1), operation: z.uuid(), at: z.iso.datetime().max(40) };
const fingerprint = z.string().regex(/^(?:[0-9a-f]{2}:){15}[0-9a-f]{2}$/);
const id = z.string().max(255);

const begunSchema = z.object({
  ...about,
  type: z.literal('begun'),
  /** `set-up` and `stay` and `replace` make a pair; `sign-out` deletes the key of that fingerprint. */
  purpose: z.enum(['set-up', 'stay', 'replace', 'sign-out']),
  /** Identifies the key: no other pair has the same fingerprint. */
  fingerprint,
  /** Whose key it is. Null while that is not known: for the pair of a set-up. */
  account: z
    .object({ tenancyOcid: id, userOcid: id, endpoint: z.string().max(1024).nullable(), sample: z.boolean() })
    .nullable(),
  /** The key that it replaces, and that is deleted at the end. */
  old: fingerprint.nullable(),
  /** Where the private half is stored until the account has it as its credential. */
  vault: z.enum(['keychain', 'memory']),
});

const recordSchema = z.discriminatedUnion('type', [
  begunSchema,
  /** The public half of a set-up may be at Oracle by now: the person has copied it, or opened the Console. */
  z.object({ ...about, type: z.literal('shown') }),
  /**
   * The person has left the set-up; or there is no keychain, so the private half is gone after this run. From then on a key of that
   * fingerprint at Oracle is of no use.
   */
  z.object({ ...about, type: z.literal('abandoned') }),
  /** The account signs in with the new key. Still to be removed: the old key, and the private half under its first name. */
  z.object({ ...about, type: z.literal('switched') }),
  /** The person has stopped the work: the new key is being deleted again. */
  z.object({ ...about, type: z.literal('undoing') }),
  z.object({ ...about, type: z.literal('ended'), how: z.enum(['done', 'not-made', 'undone', 'deleted', 'left']) }),
]);

/** One line of the journal. */
export type KeyRecord = z.infer<typeof recordSchema>;
export type BegunKey = z.infer<typeof begunSchema>;
export type Ending = Extract<KeyRecord, { type: 'ended' }>['how'];

/** Work on this computer's key that has begun and has not ended. */
export interface Operation {
  readonly begun: BegunKey;
  readonly phase: Exclude<KeyRecord['type'], 'ended'>;
  readonly records: readonly KeyRecord[];
}

/**
 * Each step with an API key of this computer is noted here, and synced to the disk, before it is done. So Keydesk knows of every key that
 * it left at Oracle. The journal names users and fingerprints, and never holds a key.
 */
export type KeyJournal = LineJournal<KeyRecord, Operation>;

export const createKeyJournal = (place: JournalPlace<KeyRecord>): KeyJournal =>
  createLineJournal(place, {
    readRecord: (line) => judgeJson(recordSchema, line),
    idOf: ({ operation }) => operation,
    fold,
    isSample: ({ begun }) => begun.account?.sample === true,
  });

function fold(records: readonly KeyRecord[], start: ReadonlyMap<string, Operation> = new Map()) {
  const operations = new Map(start);
  for (const record of records) {
    const known = operations.get(record.operation);
    if (record.type === 'begun') operations.set(record.operation, { begun: record, phase: 'begun', records: [record] });
    else if (record.type === 'ended') operations.delete(record.operation);
    else if (known) {
      operations.set(record.operation, { ...known, phase: record.type, records: [...known.records, record] });
    }
  }
  return operations;
}

/** The entry of the vault that holds the private half until the account has it as its credential. */
export const pairEntry = (operation: string) => `computer-key:${operation}`;

type Owner = Pick<Account, 'tenancyOcid' | 'userOcid' | 'endpoint' | 'sample'>;

/** Whose key it is, as the journal has it. */
export const ownerOf = ({ tenancyOcid, userOcid, endpoint, sample }: Owner) => ({
  tenancyOcid,
  userOcid,
  endpoint,
  sample,
});

/** Whether the work is on a key of this account's user. */
export const isOf = (account: Owner, { begun }: Operation): boolean =>
  begun.account !== null && isSameUser(begun.account, account) && begun.account.sample === account.sample;

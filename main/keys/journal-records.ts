import { z } from 'zod';
import { judgeJson } from '../basics/judge.ts';

const about = { v: z.literal(1), creation: z.uuid(), at: z.iso.datetime().max(40) };
const label = z.string().transform((name) => name.slice(0, 1024));
/** As long as the bridge allows: a single entry that the bridge refused would hide all others from the page. */
const id = z.string().max(255);
const made = { keyId: id, accessKey: z.string().max(512) };

const begunSchema = z.object({
  ...about,
  type: z.literal('begun'),
  /** The account that sent the request. Signing out and in again gives the same account another id here. */
  account: z.object({ tenancyOcid: z.string(), userOcid: id, sample: z.boolean() }),
  /** `self`: the key is the caller's own. `user`: the key's user, as the directory names them. */
  owner: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('self') }),
    z.object({ kind: z.literal('user'), domainId: id.nullable(), id, ocid: id }),
  ]),
  ownerName: label,
  /** Lines of older versions have none. */
  ownerIdentity: z.object({ userName: label, domainName: label.nullable() }).nullable().default(null),
  keyName: z.string().max(2000),
  description: z.string().nullable(),
  expiresOn: z.string().nullable(),
  retryToken: z.string(),
  /** The key carries the tag of the creation. False in the classic API, which has no description. */
  marked: z.boolean(),
  /** Where the secret was to be stored. A secret that went into the keychain is looked for nowhere else. */
  vault: z.enum(['keychain', 'memory']),
  /** The keys that the user had before, by the service's ids. */
  before: z.array(z.string()),
  /**
   * The rotation that takes the secret without a dialog. Null: none does. The same for lines of older versions, and for what a newer one
   * may write here: the person gets the secret then.
   */
  rotation: z.uuid().nullable().catch(null),
});

const recordSchema = z.discriminatedUnion('type', [
  begunSchema,
  /** The answer has come, and its secret is stored until the dialog is closed. */
  z.object({ ...about, type: z.literal('created'), ...made }),
  /** There is no key so far, and the person was told so. Keydesk still watches for a key that is made late. */
  z.object({ ...about, type: z.literal('absent') }),
  /** There is a key, and its secret is nowhere. The person has not yet said what is to be done with it. */
  z.object({ ...about, type: z.literal('lost'), ...made }),
  /** The person has closed the dialog; what is left of the secret is being removed. */
  z.object({ ...about, type: z.literal('closing') }),
  z.object({ ...about, type: z.literal('ended'), how: z.enum(['closed', 'not-created', 'deleted', 'left']) }),
]);

/** One line of the journal. */
export type JournalRecord = z.infer<typeof recordSchema>;
export type BegunRecord = z.infer<typeof begunSchema>;

/** A key as the service named it when it was made. */
export interface MadeKey {
  readonly keyId: string;
  readonly accessKey: string;
}

/** What happens to a creation that has begun. */
export type NewRecord =
  | { type: 'created' | 'lost'; keyId: string; accessKey: string }
  | { type: 'absent' | 'closing' }
  | { type: 'ended'; how: 'closed' | 'not-created' | 'deleted' | 'left' };

/** A creation under way, as the journal knows it. */
export interface Creation {
  readonly begun: BegunRecord;
  readonly phase: 'begun' | 'created' | 'absent' | 'lost' | 'closing';
  /** Null while nothing is known of a key. */
  readonly key: MadeKey | null;
  readonly records: readonly JournalRecord[];
}

/** Null for a damaged line, and for one that a newer Keydesk wrote. */
export const parseRecord = (line: string): JournalRecord | null => judgeJson(recordSchema, line);

function step(known: Creation, record: Exclude<JournalRecord, { type: 'begun' | 'ended' }>): Creation {
  const key = 'keyId' in record ? { keyId: record.keyId, accessKey: record.accessKey } : known.key;
  return { begun: known.begun, phase: record.type, key, records: [...known.records, record] };
}

/** The creations that these records leave open. Records of a creation without `begun` are skipped. */
export function foldJournal(
  records: readonly JournalRecord[],
  start: ReadonlyMap<string, Creation> = new Map(),
): Map<string, Creation> {
  const creations = new Map(start);
  for (const record of records) {
    const known = creations.get(record.creation);
    if (record.type === 'begun') {
      creations.set(record.creation, { begun: record, phase: 'begun', key: null, records: [record] });
    } else if (record.type === 'ended') {
      creations.delete(record.creation);
    } else if (known) {
      creations.set(record.creation, step(known, record));
    }
  }
  return creations;
}

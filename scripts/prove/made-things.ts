import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createLineJournal } from '../../main/files/line-journal.ts';
import { member, parsed, rowsIn } from './facts.ts';
import type { Call, Side } from './side.ts';

const thingSchema = z.object({
  step: z.enum(['making', 'gone']),
  kind: z.enum(['secret-key', 'api-key']),
  /** The name of a customer secret key, which no other run uses; the fingerprint of an API key. */
  name: z.string().min(1),
  /** ISO 8601. */
  at: z.string(),
  /** How to find the thing again. `user`: the user name of its owner. Null: the profile's own user. */
  configFile: z.string(),
  profile: z.string(),
  user: z.string().nullable(),
});
type Thing = z.infer<typeof thingSchema>;
/** A key that was going to be made, and is not known to be deleted. */
export interface OpenThing extends Thing {
  readonly records: readonly Thing[];
}

/** Writes down each thing that a run makes, before it is made. */
export interface MadeThings {
  /** Makes a name for a new customer secret key, and writes it down. */
  newKeyName(): Promise<string>;
  /** Writes the fingerprint of an API key down. */
  beginApiKey(fingerprint: string): Promise<void>;
  /** Called when the service has answered: if the thing is not there now, it will not be made later. */
  answered(name: string): void;
}

/** The suffix of a renamed key. A name with this suffix means the key that was written down without it. */
export const RENAMED = '-renamed';
const newName = () => `keydesk-prove-${randomBytes(6).toString('hex')}`;
const idOf = ({ kind, name }: Thing) => `${kind} ${name}`;
/** In ms. A request without an answer may still be carried out for this time. */
const LATE = 10 * 60_000;

/** Writes nothing down. For the simulator: all that is made there is gone when it ends. */
export const unwritten: MadeThings = { newKeyName: async () => newName(), beginApiKey: async () => {}, answered() {} };

/** The journal of everything that the runs on this computer made at a tenancy. */
export function openJournal(file: string, say: (line: string) => void) {
  const journal = createLineJournal<Thing, OpenThing>(
    { file, onQuarantine: (damaged) => say(`The list of what was made, ${damaged.file}, could not be read whole.`) },
    {
      readRecord: (line) => thingSchema.safeParse(parsed(line)).data ?? null,
      idOf,
      fold(records, start = new Map()) {
        const open = new Map(start);
        for (const record of records) {
          if (record.step === 'gone') open.delete(idOf(record));
          else open.set(idOf(record), { ...record, records: [record] });
        }
        return open;
      },
      isSample: () => false,
    },
  );
  const settled = new Set<string>();
  const add = async (thing: Thing) => {
    const written = await journal.add(thingSchema.parse(thing));
    if (!written.ok) throw new Error(`${file} cannot be written (${written.problem.reason}), so nothing more is made.`);
  };

  return {
    async open(): Promise<readonly OpenThing[]> {
      const pending = await journal.pending();
      if (!pending.ok) throw new Error(`${file} cannot be read: ${pending.problem.reason}.`);
      return pending.value;
    },
    madeFrom(source: Pick<Thing, 'configFile' | 'profile' | 'user'>): MadeThings {
      const begin = (kind: Thing['kind'], name: string) =>
        add({ step: 'making', kind, name, at: new Date().toISOString(), ...source });
      return {
        async newKeyName() {
          const name = newName();
          await begin('secret-key', name);
          return name;
        },
        beginApiKey: (fingerprint) => begin('api-key', fingerprint),
        answered: (name) => settled.add(name),
      };
    },
    /** Deletes these things and looks again. Returns the names of things that are still there, or may still be made. */
    async cleanUp(side: Side, things: readonly OpenThing[]): Promise<readonly string[]> {
      const names = new Set(things.map(({ name }) => name));
      const before = await findThings(side, names);
      for (const { call } of before) await side.send(call);
      const after = new Set((await findThings(side, names)).map(({ name }) => name));
      const wasThere = new Set(before.map(({ name }) => name));
      const remains = (thing: OpenThing) => {
        if (after.has(thing.name)) return true;
        return !wasThere.has(thing.name) && !settled.has(thing.name) && Date.now() - Date.parse(thing.at) < LATE;
      };
      for (const thing of things) if (!remains(thing)) await add({ ...thing, step: 'gone' });
      return things.filter(remains).map(({ name }) => name);
    },
  };
}

/** The paths of the owner's customer secret keys in both APIs, and the query that lists all of them. */
export function keysOf({ owner }: Side) {
  const own = { domain: ['MyCustomerSecretKeys'], query: {} };
  const others = { domain: ['CustomerSecretKeys'], query: { filter: `user.ocid eq "${owner.ocid}"` } };
  return { ...(owner.isSelf ? own : others), classic: ['users', owner.ocid, 'customerSecretKeys'] };
}

interface Found {
  readonly name: string;
  /** The call that deletes the thing. */
  readonly call: Call;
}

/** Finds these things in the lists of each API. Throws if neither API shows its list. */
async function findThings(side: Side, names: ReadonlySet<string>): Promise<readonly Found[]> {
  const paths = keysOf(side);
  const apiKeys = ['users', side.userOcid, 'apiKeys'];
  const secretKeys = [
    await list(side, { to: 'domain', path: paths.domain, query: paths.query }, 'displayName'),
    await list(side, { to: 'classic', path: paths.classic }, 'displayName'),
  ];
  const pairs = [
    await list(side, { to: 'domain', path: ['MyApiKeys'] }, 'fingerprint'),
    await list(side, { to: 'classic', path: apiKeys }, 'fingerprint'),
  ];
  for (const lists of [secretKeys, pairs]) {
    if (lists.every((each) => each === null)) throw new Error('The service does not show what there is.');
  }
  return [...secretKeys, ...pairs].flatMap((found) => found ?? []).filter(({ name }) => names.has(name));
}

async function list(side: Side, call: Omit<Call, 'method'>, nameField: string): Promise<readonly Found[] | null> {
  if (side.bases[call.to] === null) return null;
  const reply = await side.send({ ...call, method: 'GET' });
  if (reply.missing !== null || reply.status !== 200) return null;
  return rowsIn(reply.json).map((row) => {
    const name = String(member(row, nameField)).toLowerCase().replace(RENAMED, '');
    const id = call.to === 'classic' && nameField === 'fingerprint' ? name : String(member(row, 'id'));
    return { name, call: { method: 'DELETE', to: call.to, path: [...call.path, id] } };
  });
}

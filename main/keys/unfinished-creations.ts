import type { Owner } from '../directory/directory-contract.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { failed, type Outcome, success } from '../outcome.ts';
import { secretEntry, unpackSecret } from '../secret/kept-secret.ts';
import type { OpenSecret, Secrets } from '../secret/one-time-secret.ts';
import type { Vault, VaultProblem } from '../vault/vault.ts';
import type { CreationJournal, JournalProblem } from './creation-journal.ts';
import type { GenerateKey, GenerateProblem } from './generate-key.ts';
import type { Creation, JournalRecord } from './journal-records.ts';
import type { ReachKeys } from './key-access.ts';
import { type OpenCreation, removeMark } from './open-creation.ts';
import { reconcileCreation } from './reconcile.ts';

/** A creation that somebody must still decide on. `unclear`: not known whether there is a key; `lost`: a key without a secret. */
export interface UnfinishedCreation {
  readonly creation: string;
  readonly state: 'unclear' | 'lost';
  readonly owner: Owner;
  readonly ownerName: string;
  readonly keyName: string;
  /** Null while unclear. */
  readonly accessKey: string | null;
  /** When it began, ISO 8601. */
  readonly begunAt: string;
}

export type UnfinishedProblem = JournalProblem | VaultProblem | OracleProblem | { readonly kind: 'creation-unknown' };

type CurrentAccount = { readonly tenancyOcid: string; readonly userOcid: string; readonly sample: boolean };

export interface UnfinishedOptions<P> {
  readonly journal: CreationJournal;
  readonly vault: Vault;
  readonly secrets: Secrets;
  readonly reach: ReachKeys<P>;
  readonly openCreation: OpenCreation;
  readonly generateKey: GenerateKey<P>;
  /** The creations that run now. */
  readonly underWay: ReadonlySet<string>;
  readonly account: () => CurrentAccount | null;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onChange: (unfinished: readonly UnfinishedCreation[]) => void;
}

type Done<P> = Promise<Outcome<null, P | UnfinishedProblem>>;

/**
 * Creations that a crash, a lost answer or a lost connection left open: their secret is offered again, or their key is
 * reported, never neither. Works on the current account's creations; those of others wait for them.
 */
export function createUnfinishedCreations<P>(options: UnfinishedOptions<P>) {
  const { journal, vault, secrets, reach, openCreation, generateKey, underWay, account, now, sleep, onChange } =
    options;
  let shown: readonly UnfinishedCreation[] = [];

  const add = (record: NewRecord, { begun }: Creation) =>
    journal.add({ v: 1, creation: begun.creation, at: new Date(now()).toISOString(), ...record } as JournalRecord);

  async function pending(): Promise<Outcome<readonly Creation[], JournalProblem>> {
    const known = await journal.pending();
    const mine = account();
    if (!known.ok || !mine || mine.sample) return known.ok ? success([]) : known;
    const isMine = ({ begun }: Creation) =>
      !underWay.has(begun.creation) &&
      begun.account.tenancyOcid === mine.tenancyOcid &&
      begun.account.userOcid === mine.userOcid;
    return success(known.value.filter(isMine));
  }

  /** Whatever is still pending and not open in the dialog is what the person must hear of. */
  async function tell() {
    const known = await pending();
    const open = secrets.current()?.handle;
    const isTold = ({ begun, phase }: Creation) => begun.creation !== open && (phase === 'begun' || phase === 'lost');
    shown = known.ok ? known.value.filter(isTold).map(toUnfinished) : shown;
    onChange(shown);
  }

  /** The secret rests in the vault: the dialog opens again. False when there is none. */
  async function offerAgain(creation: Creation): Promise<Outcome<boolean, VaultProblem>> {
    const kept = await vault.get(secretEntry(creation.begun.creation));
    if (!kept.ok) return kept;
    const secret = kept.value && unpackSecret(kept.value);
    kept.value?.fill(0);
    if (!secret) return success(false);
    const { keyId, accessKey, secretKey } = secret;
    await openCreation(creation.begun, { keyId, accessKey }, secretKey, 'kept');
    const access = await reach(creation.begun.owner);
    if (access.ok) await removeMark(access.value, creation.begun, keyId);
    return success(true);
  }

  async function look(creation: Creation): Done<P> {
    const { begun, phase, key } = creation;
    if (phase === 'created' && key) return add({ type: 'lost', ...key }, creation);
    const access = await reach(begun.owner);
    if (!access.ok) return access;
    if (phase === 'lost' && key) {
      const listed = await access.value.api.listKeys(access.value.owner);
      if (!listed.ok) return listed;
      const isThere = listed.value.some((known) => known.id === key.keyId);
      return isThere ? success(null) : add({ type: 'ended', how: 'deleted' }, creation);
    }
    const found = await reconcileCreation({ access: access.value, begun, sleep });
    if (found.kind === 'unclear') return found.problem ? failed(found.problem) : success(null);
    if (found.kind === 'not-created') return add({ type: 'ended', how: 'not-created' }, creation);
    return add({ type: 'lost', keyId: found.key.id, accessKey: found.key.accessKey }, creation);
  }

  async function resumeOne(creation: Creation): Done<P> {
    if (creation.phase === 'closing') {
      const removed = await vault.remove(secretEntry(creation.begun.creation));
      return removed.ok ? add({ type: 'ended', how: 'closed' }, creation) : removed;
    }
    if (creation.phase !== 'lost') {
      // Another store than then: the secret may well be safe where it was put. Nothing is concluded without that store.
      if (creation.begun.vault === 'keychain' && vault.state.kind === 'memory') {
        return failed({ kind: 'vault-failed', reason: vault.state.reason });
      }
      if (secrets.current()) return success(null);
      const offered = await offerAgain(creation);
      if (!offered.ok || offered.value) return offered.ok ? success(null) : offered;
    }
    return look(creation);
  }

  async function find(id: string): Promise<Outcome<Creation, UnfinishedProblem>> {
    const known = await pending();
    if (!known.ok) return known;
    const creation = known.value.find(({ begun }) => begun.creation === id);
    return creation ? success(creation) : failed({ kind: 'creation-unknown' });
  }

  /** One after the other: two at once would open the same secret twice. */
  let turn: Done<P> = Promise.resolve(success(null));
  async function resumeAll(): Done<P> {
    const known = await pending();
    if (!known.ok) return known;
    let problem: Outcome<null, P | UnfinishedProblem> = success(null);
    for (const creation of known.value) {
      if (creation.begun.creation === secrets.current()?.handle) continue;
      const done = await resumeOne(creation);
      if (problem.ok) problem = done;
    }
    await tell();
    return problem;
  }

  return {
    list: () => shown,
    tell,

    /** Takes up every pending creation of the current account. Gives the first problem; the others are tried all the same. */
    resume(): Done<P> {
      turn = turn.then(resumeAll, resumeAll);
      return turn;
    },

    /** Deletes the key whose secret is lost and generates one of the same name, description and expiry. */
    async replace(id: string): Promise<Outcome<OpenSecret, P | UnfinishedProblem | GenerateProblem>> {
      const creation = await find(id);
      if (!creation.ok) return creation;
      const { begun, key } = creation.value;
      if (!key) return failed({ kind: 'creation-unknown' });
      const access = await reach(begun.owner);
      if (!access.ok) return access;
      const deleted = await access.value.api.deleteKey(access.value.owner, key.keyId);
      if (!deleted.ok && deleted.problem.kind !== 'not-found') return deleted;
      await add({ type: 'ended', how: 'deleted' }, creation.value);
      const { keyName: name, description, expiresOn } = begun;
      const made = await generateKey(begun.owner, { name, description, expiresOn });
      await tell();
      return made;
    },

    /** The person has seen it and leaves things as they are. */
    async leave(id: string): Done<P> {
      const creation = await find(id);
      if (!creation.ok) return creation;
      const ended = await add({ type: 'ended', how: 'left' }, creation.value);
      await tell();
      return ended;
    },
  };
}

export type UnfinishedCreations<P> = ReturnType<typeof createUnfinishedCreations<P>>;

type NewRecord =
  | { type: 'lost'; keyId: string; accessKey: string }
  | { type: 'ended'; how: 'closed' | 'not-created' | 'deleted' | 'left' };

const toUnfinished = ({ begun, phase, key }: Creation): UnfinishedCreation => ({
  creation: begun.creation,
  state: phase === 'lost' ? 'lost' : 'unclear',
  owner: begun.owner,
  ownerName: begun.ownerName,
  keyName: begun.keyName,
  accessKey: key?.accessKey ?? null,
  begunAt: begun.at,
});

import type { OpenSecret, UnfinishedCreation } from '../../bridge/values/secret.ts';
import { createObservable } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { createSerialQueue } from '../basics/serial-queue.ts';
import type { OwnerAccess, ReachKeys } from '../directory/directory-contract.ts';
import type { JournalProblem } from '../files/line-journal.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { isMadeBy, type Secrets } from '../secret/secret-contract.ts';
import type { Claim } from './claims.ts';
import type { CreationJournal, NoteCreation } from './creation-journal.ts';
import { removeTag } from './creation-tag.ts';
import type { CreationsOptions, UnfinishedDone, UnfinishedProblem } from './creations-contract.ts';
import type { GenerateKey, GenerateProblem } from './generate-key.ts';
import type { BegunRecord, Creation } from './journal-records.ts';
import { listOfShown, mayBeAmong } from './reconcile.ts';
import type { ResumeCreation } from './resume-creation.ts';

interface UnfinishedOptions extends Pick<CreationsOptions, 'secrets' | 'accounts'> {
  readonly journal: CreationJournal;
  readonly note: NoteCreation;
  readonly reach: ReachKeys;
  readonly resumeCreation: ResumeCreation;
  readonly generateKey: GenerateKey;
  /** The creations that run now. */
  readonly underWay: ReadonlySet<string>;
  /** What a rotation does with the secret of a creation that it began. */
  readonly claimOf: (rotation: string, creation: string) => Promise<Claim>;
}

/**
 * Creations that a crash, a lost answer or a lost connection left open. Either the secret is offered again, or the key is reported. Works
 * on the current account's creations; those of other accounts wait until these are current.
 */
export function createUnfinishedCreations(options: UnfinishedOptions) {
  const { journal, note, secrets, accounts, reach, resumeCreation, generateKey, underWay } = options;
  const claimOf = async ({ begun: { rotation, creation } }: Creation) =>
    rotation === null ? null : options.claimOf(rotation, creation);
  const { state, subscribe, change } = createObservable<readonly UnfinishedCreation[]>([]);
  /** Creations whose secret stays in the vault until the person resumes the rotation that takes it. */
  let left: ReadonlySet<string> = new Set();

  async function pending(): Promise<Outcome<readonly Creation[], JournalProblem>> {
    const known = await journal.pending();
    const mine = accounts.current();
    if (!known.ok || !mine || mine.sample) return known.ok ? success([]) : known;
    const isMine = ({ begun }: Creation) => isMadeBy(mine, begun) && !underWay.has(begun.creation);
    return success(known.value.filter(isMine));
  }

  /** True if the person need not do anything: a rotation takes the secret later. */
  const isLeft = ({ begun, phase }: Creation) => phase === 'created' && left.has(begun.creation);
  const show = (creations: readonly Creation[]) =>
    change(creations.filter((each) => !isLeft(each)).flatMap((creation) => toUnfinished(creation, secrets) ?? []));

  /** The person must hear of every pending creation that is not open in the dialog. */
  async function tell() {
    const known = await pending();
    if (known.ok) show(known.value);
  }

  async function find(id: string, phases: readonly Creation['phase'][]): Promise<Outcome<Creation, UnfinishedProblem>> {
    const known = await pending();
    if (!known.ok) return known;
    const creation = known.value.find(({ begun, phase }) => begun.creation === id && phases.includes(phase));
    return creation ? success(creation) : failed({ kind: 'creation-unknown' });
  }

  async function deleteLost(
    { owner, creation }: BegunRecord,
    keyId: string,
    access: OwnerAccess,
  ): Promise<Outcome<null, OracleProblem>> {
    const deleted = await access.api.deleteKey(access.owner, keyId);
    if (!deleted.ok) {
      // Oracle also says 404 to a user without the permission: the list must show that the key is gone.
      const listed = deleted.problem.kind === 'not-found' ? await listOfShown(access, owner) : deleted;
      if (!listed.ok || mayBeAmong(listed.value, keyId)) return deleted;
    }
    // If this cannot be written, the next look finds that the key is gone.
    await note(creation, { type: 'ended', how: 'deleted' });
    return success(null);
  }

  /** One call at a time: two at once would open the same secret twice. */
  const queue = createSerialQueue();
  async function resumeAll(): UnfinishedDone {
    const known = await pending();
    if (!known.ok) return known;
    let problem: Outcome<null, UnfinishedProblem> = success(null);
    const defects: unknown[] = [];
    const waiting = new Set<string>();
    // Unclear creations are shown before Oracle is asked, since it may not answer for long.
    show(known.value.filter(({ phase }) => phase !== 'created'));
    for (const creation of known.value) {
      if (secrets.holds(creation.begun.creation)) continue;
      try {
        const claim = await claimOf(creation);
        const done = await resumeCreation(creation, claim);
        if (claim === 'waits' && done.ok) waiting.add(creation.begun.creation);
        if (problem.ok) problem = done;
      } catch (error) {
        defects.push(error);
      }
    }
    left = waiting;
    await tell();
    if (defects.length > 0) throw defects[0];
    return problem;
  }

  /** The key whose secret is lost, with what deletes it. */
  async function findLost(id: string) {
    const found = await find(id, ['lost']);
    if (!found.ok) return found;
    const { begun, key } = found.value;
    if (!key) return failed({ kind: 'creation-unknown' } as const);
    const access = await reach(begun.owner);
    if (!access.ok) return access;
    const { keyId } = key;
    return success({ begun, keyId, remove: () => deleteLost(begun, keyId, access.value) });
  }

  return {
    state,
    subscribe,
    tell,

    /** Tries every pending creation of the current account, even after a problem. Returns the first problem; throws the first defect. */
    resume: () => queue(resumeAll),

    /** Whether Keydesk should look again at a creation of the current account by itself. */
    async isWaiting(): Promise<boolean> {
      const known = await pending();
      const isOpen = (each: Creation) => !secrets.holds(each.begun.creation) && each.phase !== 'lost' && !isLeft(each);
      return !known.ok || known.value.some(isOpen);
    },

    /** Whether a rotation has given up a secret that was left for it: the person must get it. */
    async isGivenUp(): Promise<boolean> {
      const known = left.size === 0 ? success([]) : await pending();
      const claims = known.ok ? await Promise.all(known.value.filter(isLeft).map(claimOf)) : [];
      return claims.some((claim) => claim !== 'waits');
    },

    /** Opens the secret of a creation without a dialog. False: there is none to open, or another secret is open. */
    take: (id: string): Promise<Outcome<boolean, UnfinishedProblem>> =>
      queue(async () => {
        const isOpen = () => secrets.current()?.handle === id;
        const known = isOpen() ? success([]) : await pending();
        if (!known.ok) return known;
        const found = known.value.find(({ begun }) => begun.creation === id);
        const resumed = found ? await resumeCreation(found, 'taken') : success(null);
        return isOpen() || resumed.ok ? success(isOpen()) : resumed;
      }),

    /**
     * Deletes the key whose secret is lost and generates one of the same name, description and expiry. Nothing is deleted before everything
     * that can be checked has been checked.
     */
    async replace(id: string): Promise<Outcome<OpenSecret, UnfinishedProblem | GenerateProblem>> {
      const lost = await findLost(id);
      if (!lost.ok) return lost;
      const { begun, keyId, remove } = lost.value;
      const { keyName: name, description, expiresOn } = begun;
      const made = await generateKey(begun.owner, { name, description, expiresOn }, { instead: { keyId, remove } });
      await tell();
      return made;
    },

    /** Deletes the key whose secret is lost, and generates none. */
    async remove(id: string): UnfinishedDone {
      const lost = await findLost(id);
      if (!lost.ok) return lost;
      const removed = await lost.value.remove();
      await tell();
      return removed;
    },

    /** What the journal says of a creation of this account; null: no unfinished creation has this id. */
    async find(id: string): Promise<Outcome<Pick<Creation, 'phase' | 'key'> | null, JournalProblem>> {
      const known = await pending();
      if (!known.ok) return known;
      return success(known.value.find(({ begun }) => begun.creation === id) ?? null);
    },

    /** The person has seen the notice, and leaves the key as it is. */
    async leave(id: string): UnfinishedDone {
      const found = await find(id, ['begun', 'lost']);
      if (!found.ok) return found;
      const { begun, key } = found.value;
      const ended = await note(id, { type: 'ended', how: 'left' });
      await tell();
      if (!ended.ok) return ended;
      const access = key && begun.marked ? await reach(begun.owner) : null;
      if (key && access?.ok) await removeTag(access.value, begun.creation, key.keyId);
      return success(null);
    },

    /** Called when a key has been deleted here. If its secret was lost, the notice about that is removed. */
    async keyDeleted(keyId: string): Promise<void> {
      const known = await pending();
      const lost = known.ok
        ? known.value.find(({ phase, key }) => phase === 'lost' && key?.keyId === keyId)
        : undefined;
      if (!lost) return;
      // If this cannot be written, the next look finds that the key is gone.
      await note(lost.begun.creation, { type: 'ended', how: 'deleted' });
      await tell();
    },
  };
}

/** Null: the person need not hear of it, since its secret is open, or waits for the open one, or is being removed. */
function toUnfinished({ begun, phase, key }: Creation, secrets: Secrets): UnfinishedCreation | null {
  if (phase === 'closing' || phase === 'absent' || secrets.holds(begun.creation)) return null;
  if (phase === 'created' && secrets.current() !== null) return null;
  return {
    creation: begun.creation,
    state: phase === 'created' ? 'unreadable' : phase === 'lost' ? 'lost' : 'unclear',
    owner: begun.owner,
    ownerName: begun.ownerName,
    ownerIdentity: begun.ownerIdentity,
    keyName: begun.keyName,
    accessKey: key?.accessKey ?? null,
  };
}

import type { Owner } from '../../bridge/values/directory.ts';
import type { RotateSavedRequest, RotationRequest } from '../../bridge/values/rotation.ts';
import { createLookLater } from '../basics/look-later.ts';
import { type Failed, failed, type Outcome, success } from '../basics/outcome.ts';
import { createActOnMany } from './act-on-many.ts';
import { createChooseKeys } from './choose-keys.ts';
import { claimSecrets } from './claim-secrets.ts';
import { followDialogs } from './follow-dialogs.ts';
import { createLedger } from './ledger.ts';
import type { NewLine } from './ledger-line.ts';
import { createNextStep } from './next-step.ts';
import type { Plan } from './plan.ts';
import { isBeforeHandover, isInFlight, isMine, isShown } from './plan-row.ts';
import { createResumePlan } from './resume-plan.ts';
import { createRotateSaved, savedDigest } from './rotate-saved.ts';
import type { RotationBusy, RotationDone, RotationProblem, RotationsOptions } from './rotation-contract.ts';
import { createRotationList } from './rotation-list.ts';
import { createRunMany } from './run-many.ts';
import { createSteps } from './steps.ts';

/**
 * The one door to rotations: keys that are replaced, step by step. Every step is the person's, and every step is in the ledger. The state
 * has the numbers; the rows are read by view.
 */
export function createRotations(options: RotationsOptions) {
  const { ledgerFile, book, accounts, directory, keys, creations, secrets, usage, tools, history } = options;
  const { waitingDays, proposedExpiry, ask, clock, isLocked, onDefect } = options;
  const account = accounts.current;
  /** ISO 8601. */
  const now = () => new Date(clock.now()).toISOString();
  const ledger = createLedger({
    file: ledgerFile,
    follower: book.follower,
    now: clock.now,
    by: () => account()?.userOcid ?? null,
  });
  const steps = createSteps({ ledger, accounts, creations, keys, directory, waitingDays, clock });
  const resumePlan = createResumePlan({ steps, creations });
  const rotateSaved = createRotateSaved({ ledger, steps, secrets, usage, tools });
  const nextStep = createNextStep({ ledger, steps, rotateSaved, creations, secrets, usage, ask, isLocked, now });
  const { hasSecret } = nextStep;
  /** The open rotation of an old key; null: there is none. */
  const runningOf = (keyId: string) =>
    ledger.plans().find(({ old, ended }) => ended === null && old?.keyId === keyId) ?? null;
  const choose = createChooseKeys({ accounts, keys, directory, usage, runningOf, rotateSaved, proposedExpiry });
  const many = createRunMany(clock, onDefect);
  creations.heedClaims(claimSecrets(ledger, accounts, book));
  followDialogs({ ledger, steps, accounts, creations, secrets, usage, history, isLocked, onDefect });
  const list = createRotationList({ ledger, steps, hasSecret, many, accounts, book, secrets, clock });

  /** Remembers why a step did not succeed: the row says so until it is tried again. */
  async function tried<T>(id: string, work: () => Promise<Outcome<T, RotationProblem>>) {
    list.begun(id);
    // A defect ends the attempt too.
    const done = await work().catch((error: unknown) => {
      list.ended(id, null);
      throw error;
    });
    list.ended(id, done.ok ? null : done.problem);
    const plan = ledger.plan(id);
    if (plan !== null && isInFlight(plan) && !steps.isUnderWay(id)) later.later();
    return done;
  }

  async function resumeAll(): Promise<boolean> {
    await ledger.open();
    const idle = (is: (plan: Plan) => boolean) =>
      ledger.plans().filter((plan) => isMine(plan, account()) && is(plan) && !steps.isUnderWay(plan.id));
    if (isLocked()) return false;
    // `tried` notes the problem for the row.
    for (const { id } of idle(isInFlight)) await tried(id, () => resumePlan(id));
    // Only the journal of creations knows which secrets are lost by now. If this fails, the rotation stays as it is until the next look.
    for (const { id } of idle(isBeforeHandover)) await resumePlan(id);
    return idle(isInFlight).length > 0;
  }
  const later = createLookLater({
    look: () =>
      resumeAll().catch((error) => {
        onDefect(error);
        return false;
      }),
    after: clock.after,
    random: Math.random,
  });

  /** A rotation of the current account, of which no step is under way. */
  function find(id: string): Outcome<Plan, RotationProblem> {
    const plan = ledger.plan(id);
    if (plan === null || !isShown(plan, account())) return failed({ kind: 'rotation-unknown' });
    if (!isMine(plan, account())) return failed({ kind: 'rotation-of-another', userName: plan.accountName });
    const isIdle = plan.ended === null && !isInFlight(plan) && !steps.isUnderWay(id);
    return isIdle ? success(plan) : failed({ kind: 'rotation-not-next' });
  }
  async function findAll(ids: readonly string[]): Promise<Outcome<readonly Plan[], RotationProblem>> {
    await ledger.open();
    const plans: Plan[] = [];
    for (const id of new Set(ids)) {
      const found = find(id);
      if (!found.ok) return found;
      plans.push(found.value);
    }
    return success(plans);
  }

  async function change(id: string, work: (plan: Plan) => RotationDone): RotationDone {
    if (list.isUnderWay(id)) return failed({ kind: 'rotation-not-next' });
    return tried(id, async () => {
      await ledger.open();
      const found = find(id);
      return found.ok ? work(found.value) : found;
    });
  }
  const end = (plan: Plan, event: 'skipped' | 'stopped') => steps.add(plan, plan.old, { event });

  const actOnMany = createActOnMany({ ledger, book, steps, findAll, list, many, tried, ask, isLocked, now });

  let isChoosing = false;
  /** Chooses keys for rotations, one choice at a time: two at once would both find the same key free, and make two new ones. */
  async function choosing<Chosen>(work: () => Promise<Chosen>): Promise<Chosen | Failed<RotationBusy>> {
    if (isChoosing) return failed<RotationBusy>({ kind: 'rotation-busy' });
    isChoosing = true;
    try {
      return await work();
    } finally {
      isChoosing = false;
    }
  }
  async function rotateChosen(ids: readonly string[], digest: string): RotationDone {
    await ledger.open();
    const found = await choose.differences(ids);
    if (!found.ok) return found;
    if (savedDigest(found.value) !== digest) return failed({ kind: 'tool-file-changed' });
    const lines = await choose.chooseSaved(found.value);
    if (!lines.ok) return lines;
    const written = await ledger.append(...lines.value);
    if (!written.ok) return written;
    const itemOf = ({ plan: id }: NewLine) => ({
      keyName: ledger.plan(id)?.keyName ?? '',
      work: (signal: AbortSignal) => tried(id, () => rotateSaved.goOn(id, signal)),
    });
    return many.start('saved', lines.value.map(itemOf));
  }

  return {
    state: list.state,
    subscribe: list.subscribe,
    read: list.read,
    readOne: list.readOne,
    ledger,
    steps,
    tried,
    choosing,
    runningOf,
    setQueued: list.setQueued,
    /** The open rotation whose new key this creation makes, or has made; null: there is none. */
    runningFor: (creation: string): Plan | null =>
      ledger.plans().find((plan) => plan.ended === null && plan.creation === creation) ?? null,
    /** The old key whose place the key of this creation takes; null: there is none. */
    replacedBy(creation: string) {
      const { old, keyName } = ledger.plans().find((plan) => plan.creation === creation) ?? { old: null, keyName: '' };
      return old && { name: keyName, accessKey: old.accessKey };
    },
    problemOf: list.problemOf,
    /** Reads the ledger, and settles what a crash or a lost answer left open. */
    async resume() {
      await later.now();
      list.watchTimes();
    },

    async propose(owner: Owner, keyId: string, signal?: AbortSignal) {
      await ledger.open();
      return choose.propose(owner, keyId, signal);
    },

    /** Chooses a key, makes the new one and opens its dialog. If no new key can be made, the rotation ends as skipped. */
    async begin({ owner, keyId, newKey, room }: RotationRequest): Promise<Outcome<{ id: string }, RotationProblem>> {
      const chosen = await choosing(async () => {
        await ledger.open();
        const found = await choose.find(owner, keyId);
        if (!found.ok) return found;
        const line = choose.lineFor(found.value, { how: 'guided', owner, newKey, saved: null });
        const written = await ledger.append(line);
        return written.ok ? success({ id: line.plan, listing: found.value.listing }) : written;
      });
      if (!chosen.ok) return chosen;
      const { id, listing } = chosen.value;
      const other = listing.keys.find((key) => key.id === room && room !== keyId);
      const roomKey = other ? { keyId: other.id, accessKey: other.accessKey } : null;
      const made = await tried(id, () => steps.make(id, { quiet: false, room: roomKey }));
      if (made.ok) return success({ id });
      const plan = ledger.plan(id);
      // If this cannot be written, the rotation stays in the list as chosen, and the person can skip it there.
      if (plan?.phase === 'chosen') await end(plan, 'skipped');
      return made;
    },

    next: (id: string, word: boolean) => change(id, (plan) => nextStep.next(plan, word)),
    makeAgain: (id: string) => change(id, nextStep.makeAgain),
    /** Activates the old key again. */
    undo: (id: string) => change(id, () => steps.reactivate(id)),
    /** Leaves the key out. If its new key is proved already, only the deactivation of the old key is left out. */
    skip: (id: string) =>
      change(id, async (plan) => {
        if (plan.phase === 'proved') return steps.wait(id);
        return plan.phase === 'chosen' ? end(plan, 'skipped') : failed({ kind: 'rotation-not-next' });
      }),
    /** Ends the rotation here: every key stays as it is. */
    stopHere: (id: string) => change(id, (plan) => end(plan, 'stopped')),
    ...actOnMany,

    async previewSaved(ids: readonly string[], signal?: AbortSignal) {
      await ledger.open();
      const found = await choose.differences(ids, signal);
      return found.ok ? success({ keys: found.value, digest: savedDigest(found.value) }) : found;
    },

    /** Rotates keys that are saved on this computer, one after the other, until their waiting time. Returns once the run has started. */
    async rotateSaved({ keys: ids, digest }: RotateSavedRequest): RotationDone {
      // A second press must not begin a second rotation of each key.
      if (many.state().run !== null) return failed({ kind: 'rotation-busy' });
      return choosing(() => rotateChosen(ids, digest));
    },
    stopRun: many.stop,
    beginNewLedger: ledger.beginNew,
    /** Resolves when no run is under way. */
    settled: many.settled,
  };
}

export type Rotations = ReturnType<typeof createRotations>;

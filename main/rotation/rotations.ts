import { randomUUID } from 'node:crypto';
import type { Owner } from '../../bridge/values/directory.ts';
import type {
  DeleteDueRequest,
  RotateSavedRequest,
  RotationRequest,
  RotationStep,
  RotationView,
} from '../../bridge/values/rotation.ts';
import type { Clock } from '../basics/clock.ts';
import { createLookLater } from '../basics/look-later.ts';
import { createNews } from '../basics/observable.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Directory } from '../directory/directory-contract.ts';
import type { Creations } from '../keys/creations.ts';
import type { KeyHistory } from '../keys/key-history.ts';
import type { Keys } from '../keys/keys.ts';
import { CONFIRM_FROM } from '../report/bulk.ts';
import type { Defect } from '../report/report-contract.ts';
import type { Secrets } from '../secret/secret-contract.ts';
import type { Accounts } from '../signin/account.ts';
import type { Tools } from '../tools/tools-contract.ts';
import type { Usage } from '../usage/create-usage.ts';
import type { LedgerFollower } from './campaign/campaign-book.ts';
import type { PackProblem } from './campaign/pack-key.ts';
import { type ChooseProblem, createChooseKeys } from './choose-keys.ts';
import { followDialogs } from './follow-dialogs.ts';
import { createLedger, type LedgerStanding } from './ledger.ts';
import type { NewLine } from './ledger-line.ts';
import { createNextStep, type NextProblem } from './next-step.ts';
import type { Plan } from './plan.ts';
import { compareRows, isDue, isInView, isMine, isShown, type PlanRow, rowOf, waitsForPerson } from './plan-row.ts';
import { findKey, proposalOf } from './propose.ts';
import { createResumePlan, isInFlight } from './resume-plan.ts';
import { createRotateSaved, savedDigest } from './rotate-saved.ts';
import { createRunMany, type RotationBusy, type RunStanding } from './run-many.ts';
import { createSteps, lineOf } from './steps.ts';

export type RotationProblem =
  | ChooseProblem
  | PackProblem
  | Defect
  | NextProblem
  | RotationBusy
  /** Not all of these old keys may be deleted now. */
  | { readonly kind: 'rotation-not-due'; readonly keyName: string }
  | { readonly kind: 'confirmation-needed'; readonly keys: number };

export interface RotationsOptions {
  readonly ledgerFile: string;
  readonly follower?: LedgerFollower | undefined;
  readonly accounts: Pick<Accounts, 'current' | 'subscribe'>;
  readonly directory: Pick<Directory, 'getUser'>;
  readonly keys: Pick<Keys, 'list' | 'setStatus' | 'remove'>;
  readonly creations: Pick<Creations, 'generate' | 'find' | 'resume' | 'showAgain'>;
  readonly secrets: Secrets;
  readonly usage: Pick<Usage, 'saved' | 'readiness'>;
  readonly tools: Pick<Tools, 'preview' | 'replace' | 'writtenFor'>;
  readonly history: Pick<KeyHistory, 'of'>;
  /** The settings' days between a deactivation and the first moment of a deletion. */
  readonly waitingDays: () => number;
  /** For a new key, ISO 8601; null: none. */
  readonly proposedExpiry: () => string | null;
  readonly clock: Clock;
  readonly isLocked: () => boolean;
  readonly onDefect: (error: unknown) => void;
}

/** The numbers of the current account's rotations. */
export interface RotationsStanding extends RunStanding<RotationProblem> {
  readonly ledger: LedgerStanding;
  readonly version: number;
  readonly open: number;
  readonly waiting: number;
  readonly due: number;
  readonly ended: number;
  readonly steps: ReadonlyMap<RotationStep, number>;
}

type Done = Promise<Outcome<null, RotationProblem>>;

/** How often waiting times are looked at, in milliseconds: a computer sleeps, and its timers with it. */
const LOOK_AT_TIMES = 3_600_000;

/**
 * The one door to rotations: keys that are replaced, step by step. Every step is the person's, and every step is in the ledger. The state
 * has the numbers; the rows are read by view.
 */
export function createRotations(options: RotationsOptions) {
  const { accounts, directory, keys, creations, secrets, usage, tools, history, waitingDays, clock } = options;
  const { isLocked, onDefect, proposedExpiry } = options;
  const { now } = clock;
  const account = accounts.current;
  const isoNow = () => new Date(now()).toISOString();
  const ledger = createLedger({
    file: options.ledgerFile,
    follower: options.follower,
    now,
    by: () => account()?.userOcid ?? null,
  });
  const steps = createSteps({ ledger, creations, keys, account, waitingDays, now, newId: randomUUID });
  const resumePlan = createResumePlan({ steps, creations, keys, waitingDays, now });
  const rotateSaved = createRotateSaved({ ledger, steps, secrets, usage, tools });
  const nextStep = createNextStep({ ledger, steps, rotateSaved, creations, secrets, usage, now: isoNow });
  const runningOf = (keyId: string) =>
    ledger.plans().find(({ old, ended }) => ended === null && old?.keyId === keyId) ?? null;
  const choose = createChooseKeys({
    account,
    keys,
    directory,
    runningOf,
    rotateSaved,
    savedKeys: usage.saved.state,
    proposedExpiry,
    newId: randomUUID,
  });
  const many = createRunMany<RotationProblem>(clock, onDefect);
  const { readiness, saved } = usage;
  followDialogs({ ledger, steps, secrets, readiness, saved, history, isLocked, onDefect });

  /** Why the next step of a rotation did not succeed, until it is tried again. */
  const problems = new Map<string, RotationProblem>();
  let queued: ReadonlySet<string> = new Set();
  const row = (plan: Plan): PlanRow<RotationProblem> =>
    rowOf<RotationProblem>(plan, {
      account: account(),
      now: isoNow(),
      isUnderWay: steps.isUnderWay,
      isQueued: (id) => queued.has(id),
      hasSecret: nextStep.hasSecret,
      problemOf: (id) => problems.get(id) ?? null,
    });
  const shownPlans = () => ledger.plans().filter((plan) => isShown(plan, account()));

  const { subscribe, tell } = createNews<RotationsStanding>();
  let version = 0;
  let counted: RotationsStanding | null = null;
  function count(): RotationsStanding {
    const plans = shownPlans();
    const rows = plans.filter(({ ended }) => ended === null).map(row);
    const open = new Map<RotationStep, number>();
    for (const { step } of rows) open.set(step, (open.get(step) ?? 0) + 1);
    return {
      ledger: ledger.state(),
      version,
      open: rows.length,
      waiting: rows.filter(waitsForPerson).length,
      due: rows.filter(({ next }) => next === 'delete').length,
      ended: plans.length - rows.length,
      steps: open,
      ...many.state(),
    };
  }
  const state = () => {
    counted ??= count();
    return counted;
  };
  const changed = () => {
    version += 1;
    counted = null;
    tell(state());
  };
  for (const source of [ledger, many, accounts, secrets]) source.subscribe(changed);

  let cancelTimer = () => {};
  function watchTimes() {
    cancelTimer();
    if (shownPlans().every(({ phase }) => phase !== 'observing')) return;
    cancelTimer = clock.after(LOOK_AT_TIMES, () => {
      changed();
      watchTimes();
    });
  }

  /** Remembers why a step did not succeed: the row says so until it is tried again. */
  async function tried<T>(id: string, work: () => Promise<Outcome<T, RotationProblem>>) {
    problems.delete(id);
    const done = await work();
    if (!done.ok) problems.set(id, done.problem);
    changed();
    watchTimes();
    const plan = ledger.plan(id);
    if (plan !== null && isInFlight(plan) && !steps.isUnderWay(id)) later.later();
    return done;
  }

  async function resumeAll(): Promise<boolean> {
    await ledger.open();
    const open = () =>
      ledger.plans().filter((plan) => isMine(plan, account()) && isInFlight(plan) && !steps.isUnderWay(plan.id));
    if (isLocked()) return false;
    for (const { id } of open()) await tried(id, () => resumePlan(id));
    return open().length > 0;
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

  const change = (id: string, work: (plan: Plan) => Done): Done =>
    tried(id, async () => {
      await ledger.open();
      const found = find(id);
      return found.ok ? work(found.value) : found;
    });
  const end = (plan: Plan, event: 'skipped' | 'stopped') => steps.add(plan, plan.old, { event });

  async function setPaused(ids: readonly string[], paused: boolean): Done {
    const plans = await findAll(ids);
    if (!plans.ok) return plans;
    const event = paused ? 'paused' : 'resumed';
    const lines = plans.value.filter((plan) => plan.paused !== paused).map((plan) => lineOf(plan, plan.old, { event }));
    return lines.length === 0 ? success(null) : ledger.append(...lines);
  }

  let isChoosing = false;
  async function rotateChosen(ids: readonly string[], digest: string): Done {
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
    state,
    subscribe,
    ledger,
    steps,
    tried,
    /** The keys that a campaign makes by itself: they wait for no person. */
    setQueued(ids: readonly string[]) {
      queued = new Set(ids);
      changed();
    },
    /** Reads the ledger, and settles what a crash or a lost answer left open. */
    async resume() {
      await later.now();
      watchTimes();
    },

    async propose(owner: Owner, keyId: string, signal?: AbortSignal) {
      await ledger.open();
      const found = await findKey({ keys, directory }, owner, keyId, signal);
      return found.ok ? success(proposalOf(found.value, runningOf(keyId), proposedExpiry)) : found;
    },

    /** Chooses a key and makes the new one, whose dialog opens. Where none can be made, the key is left out again. */
    async begin({ owner, keyId, newKey, room }: RotationRequest): Promise<Outcome<{ id: string }, RotationProblem>> {
      await ledger.open();
      const found = await choose.find(owner, keyId);
      if (!found.ok) return found;
      const line = choose.chosenLine(found.value, { how: 'guided', owner, newKey, saved: null });
      const written = await ledger.append(line);
      if (!written.ok) return written;
      const id = line.plan;
      const other = found.value.listing.keys.find((key) => key.id === room && room !== keyId);
      const roomKey = other ? { keyId: other.id, accessKey: other.accessKey } : null;
      const made = await tried(id, () => steps.make(id, { quiet: false, room: roomKey }));
      if (made.ok) return success({ id });
      const plan = ledger.plan(id);
      if (plan?.phase === 'chosen') await end(plan, 'skipped');
      return made;
    },

    async read(view: RotationView, from: number, most: number) {
      await ledger.open();
      const rows = shownPlans()
        .map(row)
        .filter((each) => isInView(each, view))
        .toSorted(compareRows);
      return success({ version, total: rows.length, rows: rows.slice(from, from + most) });
    },

    async readOne(id: string) {
      await ledger.open();
      const plan = ledger.plan(id);
      if (plan === null || !isShown(plan, account())) return failed({ kind: 'rotation-unknown' } as const);
      const lines = await ledger.linesOf(id);
      const packed = lines.findLast(({ event }) => event === 'packed');
      return success({
        row: row(plan),
        events: lines.map(({ at, event, accessKey }) => ({ at, event, accessKey })),
        hasPassphrase: plan.phase === 'handed-over' && packed?.event === 'packed' && packed.lock === 'passphrase',
      });
    },

    next: (id: string, word: boolean) => change(id, (plan) => nextStep.next(plan, word)),
    makeAgain: (id: string) => change(id, nextStep.makeAgain),
    /** Activates the old key again. */
    undo: (id: string) => change(id, () => steps.reactivate(id)),
    /** Leaves the key out; or, where the new one is proved, the deactivation of the old one. */
    skip: (id: string) =>
      change(id, async (plan) => {
        if (plan.phase === 'proved') return steps.wait(id);
        return plan.phase === 'chosen' ? end(plan, 'skipped') : failed({ kind: 'rotation-not-next' });
      }),
    /** Ends the rotation here: every key stays as it is. */
    stopHere: (id: string) => change(id, (plan) => end(plan, 'stopped')),
    pause: (ids: readonly string[]) => setPaused(ids, true),
    unpause: (ids: readonly string[]) => setPaused(ids, false),

    /** Deactivates old keys whose new keys are confirmed, one after the other. Returns once it is accepted. */
    async deactivateMany(ids: readonly string[]): Done {
      const plans = await findAll(ids);
      if (!plans.ok) return plans;
      if (plans.value.some((plan) => row(plan).next !== 'deactivate')) return failed({ kind: 'rotation-not-next' });
      const itemOf = ({ id, keyName }: Plan) => ({ keyName, work: () => tried(id, () => steps.deactivate(id)) });
      return many.start('deactivating', plans.value.map(itemOf));
    },

    /** Deletes old keys whose waiting time has passed, one after the other. Returns once it is accepted. */
    async deleteDue({ ids, confirmation }: DeleteDueRequest): Done {
      const plans = await findAll(ids);
      if (!plans.ok) return plans;
      const early = plans.value.find((plan) => !isDue(plan, isoNow()) || plan.paused);
      if (early !== undefined) return failed({ kind: 'rotation-not-due', keyName: early.keyName });
      const { length } = plans.value;
      if (length >= CONFIRM_FROM && confirmation?.trim() !== String(length)) {
        return failed({ kind: 'confirmation-needed', keys: length });
      }
      const itemOf = ({ id, keyName }: Plan) => ({ keyName, work: () => tried(id, () => steps.remove(id)) });
      return many.start('deleting', plans.value.map(itemOf));
    },

    async previewSaved(ids: readonly string[], signal?: AbortSignal) {
      await ledger.open();
      const found = await choose.differences(ids, signal);
      return found.ok ? success({ keys: found.value, digest: savedDigest(found.value) }) : found;
    },

    /** Rotates keys that are saved on this computer, one after the other, until their waiting time. Returns once it is accepted. */
    async rotateSaved({ keys: ids, digest }: RotateSavedRequest): Done {
      // A second press must not begin a second rotation of each key.
      if (isChoosing || many.state().run !== null) return failed({ kind: 'rotation-busy' });
      isChoosing = true;
      try {
        return await rotateChosen(ids, digest);
      } finally {
        isChoosing = false;
      }
    },
    stopRun: many.stop,
    beginNewLedger: ledger.beginNew,
    /** Resolves when no run is under way. */
    settled: many.settled,
  };
}

export type Rotations = ReturnType<typeof createRotations>;

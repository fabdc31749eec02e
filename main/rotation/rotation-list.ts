import type { RotationStep, RotationsState, RotationView } from '../../bridge/values/rotation.ts';
import { createNews, type Observable } from '../basics/observable.ts';
import { failed, success } from '../basics/outcome.ts';
import { isPackedHere } from './campaign/campaign-book.ts';
import type { Ledger, LedgerStanding } from './ledger.ts';
import type { Plan } from './plan.ts';
import { compareRows, isInView, isShown, type PlanRow, type RowFacts, rowOf, waitsForPerson } from './plan-row.ts';
import type { RotationProblem, RotationsOptions } from './rotation-contract.ts';
import type { RunStanding } from './run-many.ts';
import type { Steps } from './steps.ts';

/** The numbers of the current account's rotations, with a problem where the bridge has a failure. */
export interface RotationsStanding extends Omit<RotationsState, 'ledger' | 'steps' | 'halted'>, RunStanding {
  readonly ledger: LedgerStanding;
  readonly steps: ReadonlyMap<RotationStep, number>;
}

/** The most events of one rotation that the page takes. */
const MOST_EVENTS = 1000;

interface RotationListOptions extends Pick<RotationsOptions, 'accounts' | 'book' | 'secrets' | 'clock'> {
  readonly ledger: Ledger;
  readonly steps: Pick<Steps, 'isUnderWay'>;
  readonly hasSecret: (plan: Plan) => boolean;
  readonly many: Observable<RunStanding>;
}

/**
 * How often waiting times are checked, in milliseconds. A timer for the whole time would be late: timers stand still while the computer
 * sleeps.
 */
const LOOK_AT_TIMES = 3_600_000;

/** The current account's rotations, as the page shows them: their numbers as a state, their rows by view. */
export function createRotationList(options: RotationListOptions) {
  const { ledger, steps, hasSecret, many, accounts, book, secrets, clock } = options;
  /** Why the next step of a rotation did not succeed, until it is tried again. */
  const problems = new Map<string, RotationProblem>();
  let queued: ReadonlySet<string> = new Set();
  /** Rotations on which a call or a run works now, also between two steps and while a key is tested. */
  const carriedOn = new Set<string>();
  const isUnderWay = (id: string) => carriedOn.has(id) || steps.isUnderWay(id);
  /** What rows are made from, as of now. It is read once for all rows. */
  const factsNow = (): RowFacts => ({
    account: accounts.current(),
    now: new Date(clock.now()).toISOString(),
    isQueued: (id) => queued.has(id),
    isUnderWay,
    hasSecret,
    isPacked: book.isPacked,
    problemOf: (id) => problems.get(id) ?? null,
  });
  const row = (plan: Plan, facts = factsNow()): PlanRow => rowOf(plan, facts);
  const shownPlans = (of = accounts.current()) => ledger.plans().filter((plan) => isShown(plan, of));

  const { subscribe, tell } = createNews<RotationsStanding>();
  let version = 0;
  let counted: RotationsStanding | null = null;
  function count(): RotationsStanding {
    const plans = shownPlans();
    const facts = factsNow();
    const rows = plans.filter(({ ended }) => ended === null).map((plan) => row(plan, facts));
    const open = new Map<RotationStep, number>();
    for (const { step } of rows) open.set(step, (open.get(step) ?? 0) + 1);
    return {
      ledger: ledger.state(),
      version,
      open: rows.length,
      waiting: rows.filter(waitsForPerson).length,
      held: new Set(
        rows.filter(({ paused, waitsFor }) => waitsFor.kind === 'paused' && !paused).map((each) => each.campaign),
      ).size,
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

  return {
    state,
    subscribe,
    row,
    /** Looks at the waiting times again and again from now on, while an old key waits. */
    watchTimes,

    isUnderWay,
    /** Why the last try of a step did not succeed; null: it did, or a campaign tries it again by itself. */
    problemOf: (id: string): RotationProblem | null => (queued.has(id) ? null : (problems.get(id) ?? null)),
    /** A step is tried: its last problem is not shown any more. */
    begun(id: string) {
      problems.delete(id);
      carriedOn.add(id);
      changed();
    },
    /**
     * A step has ended. Its problem is shown until the step is tried again; null: the step succeeded. A damaged ledger is shown once, not
     * at each rotation.
     */
    ended(id: string, problem: RotationProblem | null) {
      carriedOn.delete(id);
      if (problem !== null && problem.kind !== 'ledger-broken') problems.set(id, problem);
      changed();
      watchTimes();
    },

    /** The keys that a campaign makes by itself: they wait for no person. */
    setQueued(ids: readonly string[]) {
      queued = new Set(ids);
      changed();
    },

    async read(view: RotationView, from: number, most: number) {
      await ledger.open();
      const facts = factsNow();
      const rows = shownPlans()
        .map((plan) => row(plan, facts))
        .filter((each) => isInView(each, view))
        .toSorted(compareRows);
      return success({ version, total: rows.length, rows: rows.slice(from, from + most) });
    },

    async readOne(id: string) {
      await ledger.open();
      const plan = ledger.plan(id);
      if (plan === null || !isShown(plan, accounts.current())) return failed({ kind: 'rotation-unknown' } as const);
      const read = await ledger.linesOf(id, ...(plan.campaign === null ? [] : [plan.campaign]));
      if (!read.ok) return read;
      const lines = read.value.filter((line) => line.plan === id);
      // This computer has the words only until those of the whole campaign are told, and only if the packet was made here.
      const packed = read.value.findLast(({ event }) => event === 'packed' || event === 'campaign-words-told');
      const hasWords = packed?.event === 'packed' && packed.lock === 'passphrase' && isPackedHere(lines);
      return success({
        row: row(plan),
        events: lines.slice(-MOST_EVENTS).map(({ at, event, accessKey }) => ({ at, event, accessKey })),
        hasPassphrase: plan.phase === 'handed-over' && hasWords,
      });
    },
  };
}

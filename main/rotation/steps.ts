import { randomUUID } from 'node:crypto';
import type { OpenSecret } from '../../bridge/values/secret.ts';
import { type Failed, failed, type Outcome, success } from '../basics/outcome.ts';
import type { OpenDetails } from '../keys/open-creation.ts';
import type { LookedUp } from '../keys/prepare-creation.ts';
import { cancelled } from '../oracle/oracle-problem.ts';
import { isLost } from '../report/bulk-problems.ts';
import { announceRotationStep } from './announced-steps.ts';
import type { Ledger } from './ledger.ts';
import type { NewLine } from './ledger-line.ts';
import { createLookAtKeys } from './look-at-keys.ts';
import type { Plan, PlanKey } from './plan.ts';
import type { PlanEvent } from './plan-events.ts';
import { isMine } from './plan-row.ts';
import { isActive } from './propose.ts';
import { createRemoveKeys } from './remove-keys.ts';
import type { RotationOfAnother, RotationsOptions, StepDone, StepProblem } from './rotation-contract.ts';

interface StepsOptions
  extends Pick<RotationsOptions, 'accounts' | 'creations' | 'keys' | 'directory' | 'waitingDays' | 'clock'> {
  readonly ledger: Ledger;
}

interface MakeDetails extends OpenDetails {
  readonly quiet: boolean;
  /** Another key that is to be deleted first. */
  readonly room?: PlanKey | null;
  /** Must succeed before Oracle is asked for the key. While it runs, the ledger gets this step and the user is looked up. */
  readonly after?: Promise<{ readonly ok: boolean }> | undefined;
  readonly ahead?: LookedUp | null;
  /** Further events of the new key, known when the creation ends. They are written down together with `made`. */
  readonly withMade?: () => Promise<readonly PlanEvent[]>;
}

const DAY = 86_400_000;

/** A line of a rotation, about its new key, its old key, or another key of the user. */
export const lineOf = (plan: Plan, key: PlanKey | null, event: PlanEvent): NewLine => ({
  plan: plan.id,
  user: plan.user,
  keyId: key?.keyId ?? null,
  accessKey: key?.accessKey ?? null,
  ...event,
});

/**
 * The steps that change something at Oracle. Each is written down, and synced, before its request and after its answer. If the answer is
 * lost, the user's list shows what happened. `resume` settles what a crash leaves in between.
 */
export function createSteps({ ledger, accounts, creations, keys, directory, waitingDays, clock }: StepsOptions) {
  const { now } = clock;
  /** The rotations of which a step runs now. */
  const underWay = new Set<string>();
  /**
   * Calls the service only while the account that began the rotation is the current one: the person may switch accounts in the middle of
   * a step, and `self` is another user then.
   */
  async function asOwnAccount<T, Problem>(plan: Plan, work: () => Promise<Outcome<T, Problem>>) {
    const isOwn = isMine(plan, accounts.current());
    return isOwn ? work() : failed<RotationOfAnother>({ kind: 'rotation-of-another', userName: plan.accountName });
  }
  const setStatus = (plan: Plan, { keyId }: PlanKey, status: 'ACTIVE' | 'INACTIVE') =>
    asOwnAccount(plan, () => keys.setStatus(plan.owner, keyId, status));
  const add = (plan: Plan, key: PlanKey | null, event: PlanEvent) => ledger.append(lineOf(plan, key, event));
  const { list, look, checkUser } = createLookAtKeys({ keys, directory, asOwnAccount, add });
  const { removeKey, removeRoom } = createRemoveKeys({ ledger, keys, asOwnAccount, add, list });
  /** The end of a waiting time that begins now, ISO 8601. */
  const waitingEnd = () => new Date(now() + waitingDays() * DAY).toISOString();

  /** Runs a step of a rotation: never two at once, only for the account that began it, and from where the ledger says that it is. */
  async function step<T>(id: string, work: (plan: Plan) => Promise<Outcome<T, StepProblem>>) {
    await ledger.open();
    const plan = ledger.plan(id);
    if (plan === null) return failed({ kind: 'rotation-unknown' } as const);
    if (underWay.has(id)) return failed({ kind: 'rotation-not-next' } as const);
    underWay.add(id);
    try {
      return await asOwnAccount(plan, () => work(plan));
    } finally {
      underWay.delete(id);
    }
  }

  /** A step that moves the rotation on. A paused rotation refuses it, since a colleague may be going on with it. */
  const forward = <T>(id: string, work: (plan: Plan) => Promise<Outcome<T, StepProblem>>) =>
    step(id, async (plan) => (plan.paused ? failed({ kind: 'rotation-not-next' } as const) : work(plan)));

  async function writeMaking(plan: Plan, creation: string): StepDone {
    const written = await add(plan, plan.old, { event: 'making', creation });
    if (written.ok) announceRotationStep('making');
    return written;
  }

  const make = (id: string, { room = null, after, withMade = async () => [], ...details }: MakeDetails) =>
    forward(id, async (plan): Promise<Outcome<OpenSecret, StepProblem>> => {
      const known = await checkUser(plan);
      if (!known.ok) return known;
      const creation = randomUUID();
      const written = writeMaking(plan, creation);
      const ready: StepDone = Promise.all([written, after]).then(([begun, ended]) => {
        if (!begun.ok) return begun;
        // The person may have switched accounts since.
        return ended?.ok === false ? failed(cancelled) : asOwnAccount(plan, async () => begun);
      });
      let noRoom: Failed<StepProblem> | null = null;
      const remove = async (other: PlanKey) => {
        const removed = await removeRoom(plan, other);
        if (removed.ok) return removed;
        noRoom = removed;
        // Ends the creation before anything of it is written or sent.
        return failed(cancelled);
      };
      const instead = room && { instead: { keyId: room.keyId, remove: () => remove(room) } };
      const generated = await asOwnAccount(plan, () =>
        creations.generate(plan.owner, plan.newKey, {
          ...details,
          ...instead,
          creation,
          ready,
          rotation: plan.how === 'packet' ? id : null,
        }),
      );
      const begun = await written;
      if (!begun.ok) return begun;
      const own = await ready;
      const made = own.ok ? generated : own;
      announceRotationStep('generated');
      const settled = await settleMade(plan, made, made.ok ? await withMade() : []);
      announceRotationStep('made');
      if (!made.ok) return noRoom ?? made;
      return settled.ok ? made : settled;
    });

  /** Writes down what became of the new key. If that is unclear, the rotation stays as it is, and `resume` looks again. */
  async function settleMade(plan: Plan, made: Outcome<OpenSecret, StepProblem>, more: readonly PlanEvent[]): StepDone {
    if (made.ok)
      return ledger.append(...[{ event: 'made' } as const, ...more].map((event) => lineOf(plan, made.value, event)));
    if (made.problem.kind === 'creation-unclear') return success(null);
    if (made.problem.kind === 'creation-lost') return add(plan, made.problem, { event: 'secret-lost' });
    return add(plan, plan.old, { event: 'not-made' });
  }

  const deactivate = (id: string) =>
    forward(id, async (plan): StepDone => {
      if (plan.phase !== 'proved' || plan.old === null) return failed({ kind: 'rotation-not-next' });
      const seen = await look(plan);
      if (!seen.ok) return seen;
      const begun = await add(plan, plan.old, { event: 'deactivating' });
      if (!begun.ok) return begun;
      announceRotationStep('deactivating');
      const done = await setStatus(plan, plan.old, 'INACTIVE');
      announceRotationStep('deactivated');
      if (done.ok) return add(plan, plan.old, { event: 'deactivated', until: waitingEnd() });
      const written = await add(plan, plan.old, { event: 'not-deactivated', unclear: isLost(done.problem) });
      if (!written.ok) return written;
      // The classic API deactivates no key: the old one stays in use while its waiting time passes.
      return done.problem.kind === 'not-offered'
        ? add(plan, plan.old, { event: 'waiting', until: waitingEnd() })
        : done;
    });

  /**
   * Leaves the deactivation out, and begins the waiting time. Oracle is called before that, since it refuses a wrong clock: with a clock
   * that is behind, the waiting time would end too early.
   */
  const wait = (id: string) =>
    forward(id, async (plan): StepDone => {
      const seen = await look(plan);
      return seen.ok ? add(plan, plan.old, { event: 'waiting', until: waitingEnd() }) : seen;
    });

  const reactivate = (id: string) =>
    step(id, async (plan): StepDone => {
      const { old } = plan;
      if (!plan.deactivated || old === null) return failed({ kind: 'rotation-not-next' });
      // Security: Oracle accepts the id of any key here. An id from a colleague's file must be that of a key of this user.
      const listed = plan.takenOver ? await list(plan) : null;
      if (listed?.ok === false) return listed;
      if (listed?.value.keys.every(({ id: each }) => each !== old.keyId))
        return failed({ kind: 'rotation-old-gone', keyName: plan.keyName });
      const begun = await add(plan, old, { event: 'reactivating' });
      if (!begun.ok) return begun;
      announceRotationStep('reactivating');
      const done = await setStatus(plan, old, 'ACTIVE');
      announceRotationStep('reactivated');
      if (done.ok) return add(plan, old, { event: 'reactivated' });
      const written = await add(plan, old, { event: 'not-reactivated', unclear: isLost(done.problem) });
      return written.ok ? done : written;
    });

  /** Deletes the old key, when its waiting time has passed and both keys are as the ledger says. */
  const remove = (id: string) =>
    forward(id, async (plan): StepDone => {
      if (plan.phase !== 'observing' || plan.until === null || plan.old === null)
        return failed({ kind: 'rotation-not-next' });
      if (new Date(now()).toISOString() < plan.until) return failed({ kind: 'rotation-too-early', until: plan.until });
      const seen = await look(plan);
      if (!seen.ok) return seen;
      if (plan.deactivated && isActive(seen.value.find(({ id: each }) => each === plan.old?.keyId))) {
        const lines = (['reactivating', 'reactivated'] as const).map((event) => lineOf(plan, plan.old, { event }));
        const written = await ledger.append(...lines);
        return written.ok ? failed({ kind: 'rotation-old-active', keyName: plan.keyName }) : written;
      }
      const begun = await add(plan, plan.old, { event: 'deleting' });
      if (!begun.ok) return begun;
      announceRotationStep('deleting');
      const gone = await removeKey(plan, plan.old);
      announceRotationStep('deleted');
      const written = await add(plan, plan.old, { event: gone.ok ? 'deleted' : 'not-deleted' });
      return gone.ok ? written : gone;
    });

  /** Deletes the new key, whose secret is nowhere, so that another one can be made. */
  const removeNew = (id: string) =>
    forward(id, async (plan): StepDone => {
      if (plan.made === null || !['made', 'lost', 'new-gone'].includes(plan.phase))
        return failed({ kind: 'rotation-not-next' });
      const gone = plan.phase === 'new-gone' ? success(null) : await removeKey(plan, plan.made);
      return gone.ok ? add(plan, plan.made, { event: 'new-deleted' }) : gone;
    });

  return {
    make,
    deactivate,
    wait,
    reactivate,
    remove,
    removeNew,
    step,
    add,
    list,
    waitingEnd,
    isUnderWay: (id: string) => underWay.has(id),
  };
}

export type Steps = ReturnType<typeof createSteps>;

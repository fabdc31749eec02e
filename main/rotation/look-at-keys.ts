import type { CustomerSecretKey, KeyListing } from '../../bridge/values/keys.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { ifUserShown } from '../keys/if-user-shown.ts';
import type { Plan, PlanKey } from './plan.ts';
import type { PlanEvent } from './plan-events.ts';
import { isGone, isThere, whyIdle } from './propose.ts';
import type { RotationsOptions, StepDone, StepProblem } from './rotation-contract.ts';

export interface LookAtKeysOptions extends Pick<RotationsOptions, 'keys' | 'directory'> {
  /** Runs `work` if the current account is the one that began the rotation; else it fails. */
  readonly asOwnAccount: <T>(
    plan: Plan,
    work: () => Promise<Outcome<T, StepProblem>>,
  ) => Promise<Outcome<T, StepProblem>>;
  readonly add: (plan: Plan, key: PlanKey | null, event: PlanEvent) => StepDone;
}

/** What Oracle says of the keys and the user of a rotation, before a step changes anything there. */
export function createLookAtKeys({ keys, directory, asOwnAccount, add }: LookAtKeysOptions) {
  const userOf = (plan: Plan) => asOwnAccount(plan, () => directory.getUser(plan.owner));

  /** The user's keys. Fails if the list is empty because Oracle does not show the user. */
  async function list(plan: Plan): Promise<Outcome<KeyListing, StepProblem>> {
    const listed = await asOwnAccount(plan, () => keys.list(plan.owner));
    return ifUserShown(
      listed,
      (of) => of.keys,
      () => userOf(plan),
    );
  }

  /**
   * The user's keys. Fails if others have deleted or renamed a key of this rotation (the ledger then gets a line), or if the new key does
   * not work.
   */
  async function look(plan: Plan): Promise<Outcome<readonly CustomerSecretKey[], StepProblem>> {
    const listed = await list(plan);
    if (!listed.ok) return listed;
    const found = listed.value.keys.filter(isThere);
    const byId = (key: PlanKey | null) => found.find(({ id }) => id === key?.keyId);
    const old = byId(plan.old);
    if (isGone(plan.made, listed.value) && plan.phase !== 'new-gone') {
      const written = await add(plan, plan.made, { event: 'new-gone' });
      return written.ok ? failed({ kind: 'rotation-new-gone', keyName: plan.newKey.name }) : written;
    }
    if (isGone(plan.old, listed.value)) {
      const written = await add(plan, plan.old, { event: 'old-gone' });
      return written.ok ? failed({ kind: 'rotation-old-gone', keyName: plan.keyName }) : written;
    }
    const made = byId(plan.made);
    const why = made === undefined ? 'unreadable' : whyIdle(made);
    if (why !== null) return failed({ kind: 'rotation-new-idle', keyName: plan.newKey.name, why });
    if (old !== undefined && old.name !== plan.keyName) {
      const written = await add(plan, plan.old, { event: 'renamed', name: old.name });
      return written.ok ? failed({ kind: 'rotation-renamed', from: plan.keyName, to: old.name }) : written;
    }
    return success(found);
  }

  /**
   * Security: the person sends the packet to the user whom a colleague's file names. Only Oracle can say whether that user owns the key.
   */
  async function checkUser(plan: Plan): StepDone {
    if (!plan.takenOver) return success(null);
    const user = await userOf(plan);
    if (!user.ok) return user;
    const to = user.value.userName;
    return to === plan.userName ? success(null) : failed({ kind: 'rotation-other-user', from: plan.userName, to });
  }

  return { list, look, checkUser };
}

export type LookAtKeys = ReturnType<typeof createLookAtKeys>;

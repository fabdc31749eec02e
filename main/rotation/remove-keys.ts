import { failed, success } from '../basics/outcome.ts';
import { isLost } from '../report/bulk-problems.ts';
import type { Ledger } from './ledger.ts';
import type { LookAtKeys, LookAtKeysOptions } from './look-at-keys.ts';
import type { Plan, PlanKey } from './plan.ts';
import { isGone } from './propose.ts';
import type { RotationRunning, StepDone } from './rotation-contract.ts';

interface RemoveKeysOptions extends Pick<LookAtKeysOptions, 'keys' | 'asOwnAccount' | 'add'>, Pick<LookAtKeys, 'list'> {
  readonly ledger: Pick<Ledger, 'plans'>;
}

/** Deletes keys at Oracle for a rotation. */
export function createRemoveKeys({ ledger, keys, asOwnAccount, add, list }: RemoveKeysOptions) {
  /**
   * Deletes the key that the person chose to make room. Fails if a rotation of that key has begun since then: that rotation will delete it.
   */
  async function removeRoom(plan: Plan, room: PlanKey) {
    const all = ledger.plans();
    const since = all.slice(all.findIndex(({ id }) => id === plan.id) + 1);
    const running = since.find(({ old, ended }) => ended === null && old?.keyId === room.keyId);
    if (running !== undefined) return failed<RotationRunning>({ kind: 'rotation-running', keyName: running.keyName });
    const begun = await add(plan, room, { event: 'room-deleting' });
    if (!begun.ok) return begun;
    const gone = await removeKey(plan, room);
    const written = await add(plan, room, { event: gone.ok ? 'room-deleted' : 'room-kept' });
    return gone.ok ? written : gone;
  }

  /**
   * Deletes a key. After a lost answer, or a 404, the list says whether the key is gone: Oracle also answers 404 to a user without the
   * permission.
   */
  async function removeKey(plan: Plan, key: PlanKey): StepDone {
    const removed = await asOwnAccount(plan, () => keys.remove(plan.owner, key.keyId));
    if (removed.ok || !(isLost(removed.problem) || removed.problem.kind === 'not-found')) return removed;
    const listed = await list(plan);
    return listed.ok && isGone(key, listed.value) ? success(null) : removed;
  }

  return { removeKey, removeRoom };
}

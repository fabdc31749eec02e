import type { CustomerSecretKey, KeyListing } from '../../bridge/values/keys.ts';
import { success } from '../basics/outcome.ts';
import type { Creations } from '../keys/creations.ts';
import { isNotShown } from '../signin/reach-problem.ts';
import type { Plan } from './plan.ts';
import { isBeforeHandover, isInFlight } from './plan-row.ts';
import { isGone } from './propose.ts';
import type { StepDone } from './rotation-contract.ts';
import type { Steps } from './steps.ts';

interface ResumePlanOptions {
  readonly steps: Pick<Steps, 'step' | 'add' | 'list' | 'waitingEnd'>;
  readonly creations: Pick<Creations, 'find'>;
}

type Listing = Pick<KeyListing, 'keys' | 'unreadable'>;

/** The listing of a user whom Oracle does not show: any key may still be there. */
const NOTHING_KNOWN: Listing = { keys: [], unreadable: 1 };

/** The clocks of this computer and of the service may differ by so much, in milliseconds. */
const SKEW = 300_000;

/**
 * Settles a step that a crash or a lost answer left open: Keydesk reads the keys from Oracle, and writes down what it finds. No request is
 * sent again: a step that was not done is the person's next step again.
 */
export function createResumePlan({ steps, creations }: ResumePlanOptions) {
  const { add, list } = steps;

  async function settleRoom(plan: Plan, listing: Listing): StepDone {
    if (plan.room === null) return success(null);
    const room = { keyId: plan.room, accessKey: '' };
    return add(plan, room, { event: isGone(room, listing) ? 'room-deleted' : 'room-kept' });
  }

  /** The journal of creations knows more than the list of keys: it recognises its key by the creation tag. */
  async function settleMaking(plan: Plan, listing: Listing): StepDone {
    const room = await settleRoom(plan, listing);
    if (!room.ok) return room;
    const found = await creations.find(plan.creation ?? '');
    if (!found.ok) return found;
    const { phase = null, key = null } = found.value ?? {};
    if (key !== null) return add(plan, key, { event: phase === 'lost' ? 'secret-lost' : 'made' });
    // The creation is not settled yet. Keydesk looks again by itself, at the creation and at this rotation.
    if (phase === 'begun') return success(null);
    // If another key was still being deleted to make room, no new key had been requested: a key of that name was made by others.
    const fresh = phase === null && plan.room === null ? findFresh(plan, listing) : null;
    if (fresh === null) return add(plan, plan.old, { event: 'not-made' });
    return add(plan, { keyId: fresh.id, accessKey: fresh.accessKey }, { event: 'made' });
  }

  /** A key with the new key's name, made since the request: the person may have closed its secret before the ledger got the line `made`. */
  function findFresh({ newKey, at, old }: Plan, { keys: found }: Listing): CustomerSecretKey | null {
    const since = Date.parse(at) - SKEW;
    const isOurs = (key: CustomerSecretKey) =>
      key.id !== old?.keyId &&
      key.name === newKey.name.trim() &&
      key.created !== null &&
      Date.parse(key.created) >= since;
    return found.find(isOurs) ?? null;
  }

  /** Domains never report whether a key is active. So the status that Keydesk has set counts too, if it was set after this step began. */
  function statusOf({ old, at }: Plan, { keys: found }: Listing): 'ACTIVE' | 'INACTIVE' | null {
    const status = found.find(({ id }) => id === old?.keyId)?.status;
    if (status?.kind === 'set-here' && status.at >= at) return status.status;
    const isReported = status?.kind === 'reported' && (status.status === 'ACTIVE' || status.status === 'INACTIVE');
    return isReported ? (status.status as 'ACTIVE' | 'INACTIVE') : null;
  }

  async function settle(plan: Plan): StepDone {
    const listed = await list(plan);
    const { old, phase } = plan;
    // If Oracle does not show the user, the step is the person's again, who can then also stop the rotation. Not if a key was being made:
    // it may appear later.
    const isUnseen = !listed.ok && isNotShown(listed.problem) && phase !== 'making';
    if (!listed.ok && !isUnseen) return listed;
    const listing = listed.ok ? listed.value : NOTHING_KNOWN;
    if (phase === 'making') return settleMaking(plan, listing);
    if (phase === 'deleting') return add(plan, old, { event: isGone(old, listing) ? 'deleted' : 'not-deleted' });
    if (isGone(old, listing)) return add(plan, old, { event: 'old-gone' });
    const status = statusOf(plan, listing);
    if (phase === 'reactivating') {
      if (status === 'ACTIVE') return add(plan, old, { event: 'reactivated' });
      return add(plan, old, { event: 'not-reactivated', unclear: status === null });
    }
    if (status !== 'INACTIVE') return add(plan, old, { event: 'not-deactivated', unclear: status === null });
    // The waiting time begins when Keydesk knows of the deactivation.
    return add(plan, old, { event: 'deactivated', until: steps.waitingEnd() });
  }

  /** A crash may have lost a secret that was only in memory. And the keychain may give a secret that was believed lost. */
  async function settleSecret(plan: Plan): StepDone {
    const found = await creations.find(plan.creation ?? '');
    if (!found.ok) return found;
    if (plan.phase === 'made' && found.value?.phase === 'lost') return add(plan, plan.made, { event: 'secret-lost' });
    if (plan.phase === 'lost' && found.value?.phase === 'created') return add(plan, plan.made, { event: 'made' });
    if (plan.phase !== 'lost' || found.value !== null) return success(null);
    // The person has closed the secret, or answered the notice that it is lost: the key may be deleted.
    const listed = await list(plan);
    return listed.ok && isGone(plan.made, listed.value) ? add(plan, plan.made, { event: 'new-gone' }) : success(null);
  }

  return (id: string): StepDone =>
    steps.step(id, async (plan) => {
      if (isInFlight(plan)) return settle(plan);
      return isBeforeHandover(plan) ? settleSecret(plan) : success(null);
    });
}

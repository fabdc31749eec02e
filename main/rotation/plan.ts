import type { RotationEnd } from '../../bridge/values/rotation.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { MadeKey } from '../keys/journal-records.ts';
import type { LedgerLine } from './ledger-line.ts';
import type { PlanFacts } from './plan-events.ts';

/**
 * Where a rotation stands. `making`, `deactivating`, `reactivating` and `deleting`: the request may have been carried out, and its answer
 * is not known. `new-gone`: the new key was deleted by others. `lost`: there is a new key, and its secret is nowhere.
 */
export type Phase =
  | 'chosen'
  | 'making'
  | 'made'
  | 'lost'
  | 'new-gone'
  | 'handed-over'
  | 'proved'
  | 'deactivating'
  | 'observing'
  | 'reactivating'
  | 'deleting'
  | 'ended';

export type PlanKey = MadeKey;

/** The rotation of one key, as the ledger tells it. */
export interface Plan extends PlanFacts {
  readonly id: string;
  /** OCID of the owner. */
  readonly user: string | null;
  readonly phase: Phase;
  /** Null: there is no old key, or others have deleted it. */
  readonly old: PlanKey | null;
  /** Null: there is no new key, as far as is known. */
  readonly made: PlanKey | null;
  /** The id of another key of the user, which is being deleted to make room for the new one; null: none. */
  readonly room: string | null;
  /** The handle of the new key's secret; null: no new key was requested. */
  readonly creation: string | null;
  /** The new key works where it is used: a test, a receipt or the person says so. */
  readonly proved: boolean;
  /** The old key was deactivated here. */
  readonly deactivated: boolean;
  /** The phase to return to when a step fails or is undone. */
  readonly back: Phase;
  /** When the waiting time ends; null: it has not begun. */
  readonly until: string | null;
  readonly paused: boolean;
  /** The rotation, or a part of its steps, came in a colleague's file. */
  readonly takenOver: boolean;
  readonly ended: RotationEnd | null;
  /** When the last event happened, and its name. */
  readonly at: string;
  readonly last: string;
}

export type Impossible = { readonly kind: 'rotation-impossible'; readonly event: string; readonly phase: string };

/** The phases of an open rotation in which no answer is missing. */
const AT_REST: readonly Phase[] = ['chosen', 'made', 'lost', 'new-gone', 'handed-over', 'proved', 'observing'];

/**
 * The phases in which each event is possible. `chosen` is not here: it begins a rotation. Any other event that is not here is not about a
 * rotation.
 */
const from: Readonly<Record<string, readonly Phase[]>> = {
  'room-deleting': ['making'],
  'room-deleted': ['making'],
  'room-kept': ['making'],
  making: ['chosen'],
  made: ['making', 'lost'],
  'not-made': ['making'],
  'secret-lost': ['making', 'made'],
  'secret-held': ['lost'],
  'new-deleted': ['made', 'lost', 'new-gone'],
  'new-gone': ['made', 'lost', 'handed-over', 'proved', 'observing'],
  'handed-over': ['made', 'handed-over', 'proved'],
  confirmed: ['made', 'handed-over', 'proved'],
  deactivating: ['proved'],
  deactivated: ['deactivating'],
  'not-deactivated': ['deactivating'],
  waiting: ['proved'],
  reactivating: AT_REST,
  reactivated: ['reactivating'],
  'not-reactivated': ['reactivating'],
  deleting: ['observing'],
  deleted: ['deleting'],
  'not-deleted': ['deleting'],
  'old-gone': [...AT_REST, 'deactivating', 'reactivating', 'deleting'],
  skipped: ['chosen'],
  stopped: AT_REST,
  paused: AT_REST,
  resumed: AT_REST,
  renamed: AT_REST,
  'taken-over': ['chosen', 'handed-over', 'proved', 'observing'],
};

/**
 * Events that a paused rotation refuses, since a colleague may go on with it. So a step that began before the pause sends nothing more.
 * Answers to requests that were sent before are still written down.
 */
const STEPS_ON: readonly string[] = ['making', 'deactivating', 'waiting', 'deleting'];

/**
 * The rotation after this line; null: the line is about no rotation. An event that cannot have happened is refused: an old key is
 * deactivated only after its new key is proved, and deleted only after its waiting time has passed.
 */
export function reducePlan(plan: Plan | null, line: LedgerLine): Outcome<Plan | null, Impossible> {
  const { event } = line;
  const impossible = failed<Impossible>({ kind: 'rotation-impossible', event, phase: plan?.phase ?? 'none' });
  if (line.event === 'chosen') {
    const begun = plan === null ? beginPlan(line) : null;
    return begun === null ? impossible : success(begun);
  }
  const phases = from[event];
  if (phases === undefined) return success(plan);
  if (plan === null || !phases.includes(plan.phase)) return impossible;
  if (plan.paused && STEPS_ON.includes(event)) return impossible;
  const change = changeOf(plan, line);
  return change === null ? impossible : success({ ...plan, at: line.at, last: event, ...change });
}

function beginPlan(line: Extract<LedgerLine, { event: 'chosen' }>): Plan | null {
  const { how, account, accountName, owner, userName, displayName, domainName, keyName, newKey, campaign, saved } =
    line;
  if (
    ![how, accountName, userName, displayName, keyName, newKey?.name, owner?.kind, account?.userOcid].every(
      (each) => typeof each === 'string',
    )
  ) {
    return null;
  }
  return {
    ...{ how, account, accountName, owner, userName, displayName, domainName, keyName, newKey, campaign, saved },
    id: line.plan,
    user: line.user,
    phase: 'chosen',
    old: keyOf(line),
    made: null,
    room: null,
    creation: null,
    proved: false,
    deactivated: false,
    back: 'chosen',
    until: null,
    paused: false,
    takenOver: false,
    ended: null,
    at: line.at,
    last: line.event,
  };
}

const keyOf = ({ keyId, accessKey }: LedgerLine): PlanKey | null =>
  keyId === null || accessKey === null ? null : { keyId, accessKey };

const isSame = (key: PlanKey | null, { keyId }: LedgerLine) => (key?.keyId ?? null) === keyId;

/** What the event changes; null: it cannot have happened to this rotation. */
function changeOf(plan: Plan, line: LedgerLine): Partial<Plan> | null {
  const { phase, old, made } = plan;
  const end = (ended: RotationEnd): Partial<Plan> => ({ phase: 'ended', ended });
  /** Once the new key is proved, only the old key is left to deal with. Without an old key the rotation is done. */
  const onceProved = (): Partial<Plan> => (old === null ? end('done') : { phase: 'proved' });
  /** `deactivated`: the old key may still be inactive, and can be activated again. */
  const activated = (deactivated: boolean): Partial<Plan> => ({
    phase: plan.back === 'observing' ? 'proved' : plan.back,
    deactivated,
    until: null,
  });
  switch (line.event) {
    case 'room-deleting':
      return line.keyId === null || isSame(old, line) || plan.room !== null ? null : { room: line.keyId };
    case 'room-deleted':
    case 'room-kept':
      return line.keyId !== null && plan.room === line.keyId ? { room: null } : null;
    case 'making':
      return typeof line.creation === 'string' ? { phase: 'making', creation: line.creation } : null;
    case 'not-made':
      return plan.room === null ? { phase: 'chosen', creation: null } : null;
    case 'made':
    case 'secret-lost': {
      const key = keyOf(line);
      const isOther = made !== null && made.keyId !== key?.keyId;
      if (key === null || isSame(old, line) || isOther || plan.room !== null) return null;
      return { phase: line.event === 'made' ? 'made' : 'lost', made: key };
    }
    case 'secret-held':
      return isSame(made, line) && plan.how !== 'saved' ? { phase: 'made' } : null;
    case 'new-deleted':
      return isSame(made, line) ? { phase: 'chosen', made: null, creation: null, proved: false, until: null } : null;
    case 'new-gone':
      return isSame(made, line) ? { phase: 'new-gone', proved: false } : null;
    case 'handed-over':
      if (!isSame(made, line)) return null;
      if (phase === 'proved') return {};
      return plan.proved && plan.how !== 'packet' ? onceProved() : { phase: 'handed-over' };
    case 'confirmed':
      if (!isSame(made, line) || (plan.how === 'packet' && line.proof === 'test')) return null;
      if (phase === 'made') return line.proof === 'test' ? { proved: true } : null;
      return { proved: true, ...(phase === 'proved' ? {} : onceProved()) };
    case 'deactivating':
      return old !== null && isSame(old, line) ? { phase: 'deactivating', back: 'proved' } : null;
    case 'deactivated':
    case 'waiting': {
      const isLater = typeof line.until === 'string' && line.until > line.at;
      if (!isSame(old, line) || !isLater) return null;
      const deactivated = plan.deactivated || line.event === 'deactivated';
      return { phase: 'observing', until: line.until, deactivated };
    }
    case 'reactivating':
      return plan.deactivated && isSame(old, line) ? { phase: 'reactivating', back: phase } : null;
    case 'reactivated':
      return activated(false);
    case 'not-reactivated':
      // The old key may be in use again, so its waiting time no longer counts.
      return line.unclear === true ? activated(true) : { phase: plan.back };
    case 'not-deactivated':
      return { phase: plan.back, deactivated: plan.deactivated || line.unclear === true };
    case 'deleting':
      return old !== null && isSame(old, line) && plan.until !== null && line.at >= plan.until
        ? { phase: 'deleting' }
        : null;
    case 'deleted':
      return isSame(old, line) ? end('done') : null;
    case 'not-deleted':
      return { phase: 'observing' };
    case 'old-gone': {
      if (old === null || !isSame(old, line)) return null;
      const isProved = ['proved', 'observing', 'deactivating', 'reactivating', 'deleting'].includes(phase);
      return isProved || phase === 'chosen' ? end('gone') : { old: null };
    }
    case 'skipped':
      return end('skipped');
    case 'stopped':
      return end('stopped');
    case 'paused':
      return { paused: true };
    case 'resumed':
      return { paused: false };
    case 'taken-over':
      return { phase: phase === 'chosen' ? phase : 'handed-over', proved: false, until: null, takenOver: true };
    case 'renamed':
      return typeof line.name === 'string' ? { keyName: line.name } : null;
    default:
      return null;
  }
}

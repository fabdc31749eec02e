import type { NextStep, RotationRow, RotationStep, RotationView, WaitsFor } from '../../bridge/values/rotation.ts';
import { isMadeBy } from '../secret/secret-contract.ts';
import type { Account } from '../signin/account.ts';
import type { Phase, Plan } from './plan.ts';
import type { RotationProblem } from './rotation-contract.ts';

/** What a rotation waits for, with a `problem` where the bridge has a `failure`. */
type Waits =
  | Exclude<WaitsFor, { kind: 'service' | 'file' }>
  | { readonly kind: 'service'; readonly problem: RotationProblem }
  | { readonly kind: 'file'; readonly file: string; readonly problem: RotationProblem };
export type PlanRow = Omit<RotationRow, 'waitsFor'> & { readonly waitsFor: Waits };

/** What a row needs to know that is not in the ledger. */
export interface RowFacts {
  readonly account: Account | null;
  /** ISO 8601. */
  readonly now: string;
  readonly isUnderWay: (id: string) => boolean;
  /** The running campaign will come to this rotation by itself. */
  readonly isQueued: (id: string) => boolean;
  /** The new key's secret is open, or can be opened again. */
  readonly hasSecret: (plan: Plan) => boolean;
  /** The new key is in a packet. */
  readonly isPacked: (id: string) => boolean;
  /** Why the next step did not succeed. */
  readonly problemOf: (id: string) => RotationProblem | null;
}

/** Whether the old key may be deleted now. */
export const isDue = ({ phase, until }: Plan, now: string): boolean =>
  phase === 'observing' && until !== null && now >= until;

export const isMine = (plan: Plan, account: Account | null): boolean => account !== null && isMadeBy(account, plan);

/** The keys that are being rotated. */
export const keysInRotation = (plans: readonly Plan[]): ReadonlySet<string> =>
  new Set(plans.flatMap(({ old, ended }) => (ended === null && old !== null ? old.keyId : [])));

/** Rotations of other tenancies are not shown: this account must not see their users and keys. */
export const isShown = ({ account: of }: Plan, account: Account | null): boolean =>
  account !== null && of.tenancyOcid === account.tenancyOcid && of.sample === account.sample;

/** Whether a request of this rotation was sent, and its answer is not known. */
export const isInFlight = ({ phase }: Plan): boolean =>
  phase === 'making' || phase === 'deactivating' || phase === 'reactivating' || phase === 'deleting';

/** Whether there is a new key whose secret is in the keychain, or nowhere. */
export const isBeforeHandover = ({ phase }: Plan): boolean => phase === 'made' || phase === 'lost';

const TO_MAKE: readonly Phase[] = ['chosen', 'making', 'made', 'lost', 'new-gone'];
/** True if a key is to be made, or made again, or if the new key is in no packet yet. */
export const isToMake = ({ phase, ended, paused }: Plan): boolean =>
  ended === null && !paused && TO_MAKE.includes(phase);

/**
 * True if the key waits until the person resumes its campaign. If nobody has the new secret key, the rotation itself waits for the person.
 */
const isHeld = ({ how, phase }: Plan) => how === 'packet' && (phase === 'chosen' || phase === 'made');

/** The last step that is done. */
function stepOf(plan: Plan, now: string): RotationStep {
  const { phase, made, proved, until, old } = plan;
  if (phase === 'ended') {
    if (plan.ended === 'done') return old === null ? 'tested' : 'deleted';
    if (until !== null) return now >= until ? 'observed' : 'deactivated';
    return proved ? 'tested' : made !== null ? 'made' : 'chosen';
  }
  if (phase === 'deleting' || isDue(plan, now)) return 'observed';
  if (phase === 'observing' || (phase === 'reactivating' && until !== null)) return 'deactivated';
  if (phase === 'proved' || phase === 'deactivating') return 'tested';
  if (phase === 'handed-over') return 'handed-over';
  return made === null ? 'chosen' : 'made';
}

/** What the next step would do; null: there is none for the person. */
export function nextOf(plan: Plan, now: string, hasSecret: (plan: Plan) => boolean): NextStep | null {
  switch (plan.phase) {
    case 'chosen':
      return 'make';
    case 'made':
      return plan.how === 'saved' ? 'install' : 'hand-over';
    case 'lost':
    case 'new-gone':
      return 'make-again';
    case 'handed-over':
      return plan.how === 'guided' && hasSecret(plan) ? 'test' : 'confirm';
    case 'proved':
      return 'deactivate';
    case 'observing':
      return isDue(plan, now) ? 'delete' : null;
    default:
      return null;
  }
}

/**
 * True if Keydesk has lost the new secret key and the person may say that they have it. Not for a saved key: Keydesk gives its secret to
 * programs from the keychain, which does not have it.
 */
export const canClaim = ({ phase, how, paused }: Plan): boolean => phase === 'lost' && how !== 'saved' && !paused;

function waitsFor(plan: Plan, facts: RowFacts): Waits {
  const problem = facts.problemOf(plan.id);
  if (plan.ended !== null) return { kind: 'nothing' };
  if (facts.isUnderWay(plan.id)) return { kind: 'running' };
  if (!isMine(plan, facts.account)) return { kind: 'account', name: plan.accountName };
  if (plan.paused) return { kind: 'paused' };
  if (facts.isQueued(plan.id) && isToMake(plan)) return { kind: 'running' };
  if (problem?.kind === 'rotation-file-not-written') return { kind: 'file', file: problem.file, problem };
  if (problem !== null) return { kind: 'service', problem };
  if (isInFlight(plan)) return { kind: 'running' };
  if (isHeld(plan)) return { kind: 'paused' };
  if (plan.phase === 'handed-over' && plan.how === 'packet' && facts.isPacked(plan.id)) return { kind: 'recipient' };
  if (plan.phase === 'observing' && !isDue(plan, facts.now)) return { kind: 'time', until: plan.until ?? plan.at };
  return { kind: 'person' };
}

/** A rotation as the page's table shows it. */
export function rowOf(plan: Plan, facts: RowFacts): PlanRow {
  const { phase } = plan;
  const isIdle = plan.ended === null && !isInFlight(plan) && !facts.isUnderWay(plan.id) && isMine(plan, facts.account);
  const isNextHere = isIdle && !plan.paused && !(facts.isQueued(plan.id) && isToMake(plan));
  return {
    id: plan.id,
    campaign: plan.campaign,
    how: plan.how,
    owner: plan.owner,
    userName: plan.userName,
    displayName: plan.displayName,
    domainName: plan.domainName,
    keyName: plan.keyName,
    accessKey: plan.old?.accessKey ?? null,
    newKeyName: plan.newKey.name,
    newAccessKey: plan.made?.accessKey ?? null,
    step: stepOf(plan, facts.now),
    waitsFor: waitsFor(plan, facts),
    since: plan.at,
    due: plan.until,
    next: isNextHere ? nextOf(plan, facts.now, facts.hasSecret) : null,
    canUndo: isIdle && plan.deactivated,
    canSkip: isIdle && (phase === 'chosen' || (phase === 'proved' && !plan.paused)),
    canStop: isIdle,
    canClaim: isNextHere && canClaim(plan),
    paused: plan.paused,
    ended: plan.ended,
  };
}

/** Whether the row waits for the person: the number in the side bar. */
export const waitsForPerson = ({ waitsFor: { kind } }: PlanRow): boolean =>
  kind === 'person' || kind === 'service' || kind === 'file';

export function isInView(row: PlanRow, { filter, step, campaign, text }: RotationView): boolean {
  if (filter === 'open' && row.ended !== null) return false;
  if (filter === 'ended' && row.ended === null) return false;
  if (filter === 'waiting' && !waitsForPerson(row)) return false;
  if (filter === 'due' && row.next !== 'delete') return false;
  if (step !== null && row.step !== step) return false;
  if (campaign !== null && row.campaign !== campaign) return false;
  const wanted = text.trim().toLowerCase();
  const texts = [row.userName, row.displayName, row.keyName, row.newKeyName, row.accessKey, row.newAccessKey];
  return wanted === '' || texts.some((each) => each?.toLowerCase().includes(wanted));
}

/** Rows that wait for the person come first, then the other open rows, then the ended ones; in each group the latest first. */
export function compareRows(a: PlanRow, b: PlanRow): number {
  const rank = (row: PlanRow) => (waitsForPerson(row) ? 0 : row.ended === null ? 1 : 2);
  return rank(a) - rank(b) || b.since.localeCompare(a.since) || a.id.localeCompare(b.id);
}

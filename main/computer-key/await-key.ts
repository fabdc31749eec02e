import type { Clock } from '../basics/clock.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { cancelled, type OracleProblem } from '../oracle/oracle-problem.ts';

/** Oracle has refused every signature of the key for as long as Keydesk waits. */
export interface KeyNotAccepted {
  readonly kind: 'key-not-accepted';
  readonly fingerprint: string;
  readonly minutes: number;
  readonly requestId: string | null;
}

/** A new key may be refused for a while: Oracle calls it CREATING, and its regions learn of it one by one. */
const PATIENCE_MINUTES = 5;
export const PATIENCE_MS = PATIENCE_MINUTES * 60_000;
const LONGEST_PAUSE_MS = 4_000;
/** So many pauses of 1, 2, 3, 4, 4, ... seconds take as long as the patience. */
const ATTEMPTS = 76;

export interface AwaitKeyOptions {
  readonly fingerprint: string;
  /** One signed call with the key. */
  readonly probe: (signal: AbortSignal) => Promise<Outcome<null, OracleProblem>>;
  readonly sleep: Clock['sleep'];
  readonly signal: AbortSignal;
  /** Told how often Oracle has refused the key so far. */
  readonly onRefused: (refusals: number) => void;
}

/** Asks until Oracle takes a signature of the key. Any other trouble than a refused signature ends the waiting. */
export async function awaitKey(options: AwaitKeyOptions): Promise<Outcome<null, OracleProblem | KeyNotAccepted>> {
  const { fingerprint, probe, sleep, signal, onRefused } = options;
  let requestId: string | null = null;
  for (let refusals = 1; refusals <= ATTEMPTS; refusals += 1) {
    const answer = await probe(signal);
    if (signal.aborted) return failed(cancelled);
    if (answer.ok || answer.problem.kind !== 'not-authenticated') return answer;
    requestId = answer.problem.requestId;
    onRefused(refusals);
    try {
      await sleep(Math.min(refusals * 1000, LONGEST_PAUSE_MS), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return failed(cancelled);
    }
  }
  return failed({ kind: 'key-not-accepted', fingerprint, minutes: PATIENCE_MINUTES, requestId });
}

/**
 * Whether Oracle takes this key's signature. The classic API shows users of the Default domain only; its "not found" to others comes
 * after it has checked the signature.
 */
export async function probeKey(
  oracle: { classic(): { me(signal?: AbortSignal): Promise<Outcome<unknown, OracleProblem>> } },
  signal: AbortSignal,
): Promise<Outcome<null, OracleProblem>> {
  const me = await oracle.classic().me(signal);
  return me.ok || me.problem.kind === 'not-found' ? success(null) : me;
}

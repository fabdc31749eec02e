import type { Clock } from '../basics/clock.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { OracleClient } from '../oracle/oracle-client.ts';
import { cancelled, type OracleProblem } from '../oracle/oracle-problem.ts';
import type { Claim } from '../signin/account.ts';
import { findHomeDomain } from '../signin/home-domain.ts';
import { keyNamed } from './keys-at-oracle.ts';

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
/** This number of pauses of 1, 2, 3, 4, 4, ... seconds takes as long as the patience. */
const ATTEMPTS = 76;

interface AwaitKeyOptions {
  readonly fingerprint: string;
  /** One signed call with the key. */
  readonly probe: (signal: AbortSignal) => Promise<Outcome<null, OracleProblem>>;
  readonly sleep: Clock['sleep'];
  readonly signal: AbortSignal;
  /** Called with the number of times that Oracle has refused the key so far. */
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

/** Oracle accepts the signature, but not all of its parts know the key yet. */
const notYet = (host: string): OracleProblem => ({
  kind: 'not-authenticated',
  delivery: 'answered',
  host,
  requestId: null,
  message: 'The key is still being created.',
});

/**
 * The classic API shows users of the Default domain only. It answers "not found" to other users, but only to a good signature.
 */
async function probeClassic(oracle: OracleClient, signal: AbortSignal): Promise<Outcome<null, OracleProblem>> {
  const me = await oracle.classic().me(signal);
  return me.ok || me.problem.kind === 'not-found' ? success(null) : me;
}

/** Whether the classic API accepts the key's signature, and so does the domain of its user, which may learn of the key later. */
export async function probeKey(
  oracle: OracleClient,
  { fingerprint, domainUrl }: { readonly fingerprint: string; readonly domainUrl: string | null },
  signal: AbortSignal,
): Promise<Outcome<null, OracleProblem>> {
  const classic = await probeClassic(oracle, signal);
  if (!classic.ok) return classic;
  const listed = await oracle.apiKeys(domainUrl).list(signal);
  if (!listed.ok) return listed;
  return keyNamed(listed.value, fingerprint)?.state === 'CREATING' ? failed(notYet(domainUrl ?? 'Oracle')) : classic;
}

/** How often a search that finds no domain of the user is repeated: the domain may not know the key yet. */
const DOMAIN_ATTEMPTS = 3;

/**
 * The same for the key of a user whose domain is not known yet. A domain gives the same answer to a user of another domain and to a key
 * that it does not know yet.
 */
export function createNewcomerProbe(oracle: OracleClient, claim: Pick<Claim, 'tenancyOcid' | 'userOcid'>) {
  let without = 0;
  return async (signal: AbortSignal): Promise<Outcome<null, OracleProblem>> => {
    const classic = await probeClassic(oracle, signal);
    if (!classic.ok) return classic;
    const home = await findHomeDomain(oracle, claim, signal);
    if (!home.ok || home.value !== null) return classic;
    without += 1;
    const domains = await oracle.listDomains(claim.tenancyOcid, signal);
    const mayLag = domains.ok && domains.value.items.length > 0 && without <= DOMAIN_ATTEMPTS;
    return mayLag ? failed(notYet('Oracle')) : classic;
  };
}

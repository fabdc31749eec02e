import type { OwnerAccess } from '../directory/directory-contract.ts';
import type { Answer, CreatedKey, NewKey } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';

/** Pauses before a creation is sent again that is known not to have left, in milliseconds. */
const PAUSES = [1000, 3000];

/**
 * Sends a creation once. Only when nothing reached the service (connection refused, no such host) is it sent again, with
 * the same retry token; never when it may have been carried out.
 */
export async function sendCreation(
  { api, owner }: OwnerAccess,
  key: NewKey,
  retryToken: string,
  sleep: (ms: number) => Promise<void>,
): Answer<CreatedKey> {
  let answer = await api.createKey(owner, key, retryToken);
  for (const pause of PAUSES) {
    if (answer.ok || answer.problem.kind !== 'unreachable' || answer.problem.delivery !== 'not-sent') break;
    await sleep(pause);
    answer = await api.createKey(owner, key, retryToken);
  }
  return answer;
}

/**
 * Whether there may be a key although the answer was none. Also after two refusals: 409, which a service may give for a
 * retry token that it has seen (something on the way repeated the request), and 408, which a gateway gives in its place.
 */
export function mayHaveBeenMade(problem: OracleProblem): boolean {
  const { kind, delivery } = problem;
  return delivery === 'unknown' || kind === 'conflict' || (kind === 'rejected' && problem.status === 408);
}

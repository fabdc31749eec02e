import type { Answer, CreatedKey, NewKey } from '../oracle/oracle-client.ts';
import type { KeyAccess } from './key-access.ts';

/** Pauses before a creation is sent again that is known not to have left, in milliseconds. */
const PAUSES = [1000, 3000];

/**
 * Sends a creation once. Only when nothing reached the service (connection refused, no such host) is it sent again, with
 * the same retry token; never when it may have been carried out.
 */
export async function sendCreation(
  { api, owner }: KeyAccess,
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

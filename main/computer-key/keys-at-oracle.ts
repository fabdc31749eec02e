import type { Clock } from '../basics/clock.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { ApiKeyRecord, Listed, OwnApiKeys } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import type { Account, AccountClient } from '../signin/account.ts';
import { type KeyPair, publicPem } from '../signin/key-pair.ts';
import type { AskProblem } from '../signin/reach-problem.ts';

/** The API keys of an account's own user, as that account sees them. */
interface KeysAtOracle {
  readonly account: Account;
  readonly api: OwnApiKeys;
}

export type ReachOwnKeys = (signal?: AbortSignal) => Promise<Outcome<KeysAtOracle, AskProblem | OracleProblem>>;

/** `client`: that of the current account, refused while Keydesk is locked. */
export const reachOwnKeys =
  (client: () => Promise<Outcome<AccountClient, AskProblem>>): ReachOwnKeys =>
  async (signal) => {
    const reached = await client();
    if (!reached.ok) return reached;
    const { account, oracle, homeDomain } = reached.value;
    const domain = await homeDomain(signal);
    return domain.ok ? success({ account, api: oracle.apiKeys(domain.value?.url ?? null) }) : domain;
  };

export const keyNamed = ({ items }: Listed<ApiKeyRecord>, fingerprint: string): ApiKeyRecord | null =>
  items.find((key) => key.fingerprint === fingerprint && key.state !== 'DELETED') ?? null;

/** Rows that cannot be read count too: Oracle counts them. */
export const countOf = ({ items, unreadable }: Listed<ApiKeyRecord>): number =>
  items.filter(({ state }) => state !== 'DELETED').length + unreadable;

/** Pauses between the looks for a key whose answer got lost, in milliseconds. */
const PAUSES = [0, 1500, 5000];

/** Adds the public half. It is sent once: if the answer got lost, the fingerprint shows whether the key is there. */
export async function addKey(
  api: OwnApiKeys,
  pair: KeyPair,
  description: string,
  sleep: Clock['sleep'],
): Promise<Outcome<null, OracleProblem>> {
  const added = await api.add(publicPem(pair), description);
  if (added.ok) return success(null);
  for (const pause of added.problem.delivery === 'unknown' ? PAUSES : []) {
    if (pause > 0) await sleep(pause);
    const listed = await api.list();
    if (listed.ok && keyNamed(listed.value, pair.fingerprint) !== null) return success(null);
  }
  return added;
}

/** Makes sure that no key of that fingerprint is there. If there was none, that is no problem. */
export async function removeKeyNamed(api: OwnApiKeys, fingerprint: string): Promise<Outcome<null, OracleProblem>> {
  const before = await api.list();
  if (!before.ok) return before;
  const key = keyNamed(before.value, fingerprint);
  if (key === null) return success(null);
  const removed = await api.remove(key);
  if (removed.ok) return removed;
  // Oracle also says 404 to a user without the permission, and a lost answer says nothing. So the list must show that the key is gone.
  const after = await api.list();
  return after.ok && keyNamed(after.value, fingerprint) === null ? success(null) : failed(removed.problem);
}

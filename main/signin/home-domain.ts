import { concurrentMap } from '../basics/concurrent-map.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { DomainRecord, OracleClient, UserRecord } from '../oracle/oracle-client.ts';
import { isInvisible, type OracleProblem, unexpected } from '../oracle/oracle-problem.ts';
import { listTenancyDomains } from '../oracle/tenancy-domains.ts';
import type { HomeDomain } from './account.ts';

interface UserAtHome {
  readonly domain: HomeDomain;
  readonly user: UserRecord;
}
type Found = Outcome<UserAtHome | null, OracleProblem>;

const callsAtOnce = 8;

/** The problem if no domain has the user, but one could not be read. */
const unread = unexpected({ host: 'Oracle', requestId: null }, 'a domain in it could not be read');

/**
 * The domain whose `/Me` is the user: the Default domain first, then the others of the root, then those of all compartments, so that most
 * people are found with two calls. Null only if every visible domain has said no.
 */
export async function findHomeDomain(
  oracle: OracleClient,
  { tenancyOcid, userOcid }: { readonly tenancyOcid: string; readonly userOcid: string },
  signal?: AbortSignal,
): Promise<Found> {
  const asked = new Set<string>();
  const ask = async (domains: readonly DomainRecord[]): Promise<Found> => {
    const fresh = domains.filter(({ ocid, state }) => state === 'ACTIVE' && !asked.has(ocid));
    for (const { ocid } of fresh) asked.add(ocid);
    const answers = await concurrentMap(fresh, callsAtOnce, (domain) => askDomain(oracle, domain, userOcid, signal));
    const home = answers.find((answer) => answer.ok && answer.value !== null);
    return home ?? answers.find((answer) => !answer.ok) ?? success(null);
  };

  const root = await oracle.listDomains(tenancyOcid, signal);
  if (!root.ok && !isInvisible(root.problem)) return root;
  let doubt: OracleProblem | null = null;
  for (const domains of root.ok ? [root.value.items.filter(({ isDefault }) => isDefault), root.value.items] : []) {
    const found = await ask(domains);
    if (found.ok && found.value !== null) return found;
    if (!found.ok) doubt ??= found.problem;
    if (doubt?.kind === 'cancelled') return failed(doubt);
  }
  const everywhere = await listTenancyDomains(oracle, tenancyOcid, signal);
  if (!everywhere.ok) return everywhere;
  const found = await ask(everywhere.value.domains);
  if (found.ok && found.value !== null) return found;
  doubt ??= found.ok ? (everywhere.value.unasked?.problem ?? null) : found.problem;
  if (everywhere.value.unreadable > 0) doubt ??= unread;
  return doubt === null ? success(null) : failed(doubt);
}

async function askDomain(
  oracle: OracleClient,
  { ocid, name, url }: DomainRecord,
  userOcid: string,
  signal?: AbortSignal,
): Promise<Found> {
  const me = await oracle.domain(url).me(signal);
  if (me.ok) return success(me.value.ocid === userOcid ? { domain: { id: ocid, name, url }, user: me.value } : null);
  // It is not documented how a domain refuses a user of another one. Each of these counts as such a refusal.
  const refused = isInvisible(me.problem) || me.problem.kind === 'not-authenticated' || me.problem.kind === 'rejected';
  return refused ? success(null) : me;
}

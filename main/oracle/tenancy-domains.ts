import { concurrentMap } from '../basics/concurrent-map.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { atMost } from './listed.ts';
import type { CompartmentRecord, DomainRecord, OracleClient } from './oracle-client.ts';
import { isInvisible, type OracleProblem } from './oracle-problem.ts';

/** What a walk through the tenancy found: the service lists domains per compartment only (`docs/oracle.md`, "Classic IAM"). */
interface TenancyDomains {
  /** Without the root. */
  readonly compartments: readonly CompartmentRecord[];
  readonly domains: readonly DomainRecord[];
  /** The number of compartments and domains that were listed in a form that could not be read. */
  readonly unreadable: number;
  /** Compartments that did not answer, with the first reason. Those that the account may not see are not counted. */
  readonly unasked: { readonly problem: OracleProblem; readonly compartmentOcids: readonly string[] } | null;
}

const callsAtOnce = 8;
/** One less than the bridge takes, since the root is added to the compartments. */
const MOST = 9999;

/**
 * Asks the root and each compartment for its domains, side by side. A compartment that the account may not look into counts as empty. Fails
 * if no compartment answered, and at once with a problem that every compartment would meet.
 */
export async function listTenancyDomains(
  oracle: OracleClient,
  tenancyOcid: string,
  signal?: AbortSignal,
): Promise<Outcome<TenancyDomains, OracleProblem>> {
  const [rootDomains, listed] = await Promise.all([
    oracle.listDomains(tenancyOcid, signal),
    oracle.listCompartments(signal),
  ]);
  for (const outcome of [rootDomains, listed]) if (!outcome.ok && isFinal(outcome.problem)) return outcome;
  const compartments = listed.ok ? listed.value.items.filter(({ ocid }) => ocid !== tenancyOcid) : [];

  const answers = [
    { ocid: tenancyOcid, answer: rootDomains },
    ...(await concurrentMap(compartments, callsAtOnce, async ({ ocid }) => {
      return { ocid, answer: await oracle.listDomains(ocid, signal) };
    })),
  ];
  const domains = new Map<string, DomainRecord>();
  const unasked: string[] = [];
  let problem: OracleProblem | null = null;
  let unreadable = listed.ok ? listed.value.unreadable : 0;
  let answered = false;
  for (const { ocid, answer } of answers) {
    if (answer.ok) {
      answered = true;
      unreadable += answer.value.unreadable;
      for (const domain of answer.value.items) domains.set(domain.ocid, domain);
    } else if (isInvisible(answer.problem)) {
      answered = true;
    } else {
      if (isFinal(answer.problem)) return answer;
      problem ??= answer.problem;
      unasked.push(ocid);
    }
  }
  // Without the list of compartments, only the root has been asked for its domains.
  if (!listed.ok && !isInvisible(listed.problem)) problem ??= listed.problem;
  if (problem !== null && !answered) return failed(problem);
  const shownCompartments = atMost({ items: compartments, unreadable }, MOST);
  const shownDomains = atMost({ items: [...domains.values()], unreadable: shownCompartments.unreadable }, MOST);
  return success({
    compartments: shownCompartments.items,
    domains: shownDomains.items,
    unreadable: shownDomains.unreadable,
    unasked: problem === null ? null : { problem, compartmentOcids: unasked },
  });
}

function isFinal({ kind }: OracleProblem): boolean {
  return kind === 'cancelled' || kind === 'not-authenticated' || kind === 'clock-skew';
}

import type { Compartment, Domain } from '../../bridge/values/directory.ts';
import { type Outcome, success } from '../basics/outcome.ts';
import type { CompartmentRecord, OracleClient } from '../oracle/oracle-client.ts';
import type { OracleProblem } from '../oracle/oracle-problem.ts';
import { listTenancyDomains } from '../oracle/tenancy-domains.ts';
import type { Account, HomeDomain } from '../signin/account.ts';
import type { DirectoryListing } from './directory-contract.ts';

/** A listing, and what main alone may know of it. */
export interface AskedListing {
  readonly listing: DirectoryListing;
  /** By domain id. */
  readonly addresses: ReadonlyMap<string, HomeDomain & Pick<Domain, 'state'>>;
}

/** Asks the service for the compartments and for the domains of all of them. */
export async function askListing(
  oracle: OracleClient,
  account: Pick<Account, 'tenancyOcid' | 'tenancyName'>,
  signal: AbortSignal,
): Promise<Outcome<AskedListing, OracleProblem>> {
  const { tenancyOcid, tenancyName } = account;
  const asked = await listTenancyDomains(oracle, tenancyOcid, signal);
  if (!asked.ok) return asked;
  const { compartments: records, domains, unreadable, unasked } = asked.value;
  const compartments = arrange(records, { id: tenancyOcid, name: tenancyName, path: [tenancyName] });
  const place = new Map(compartments.map(({ id }, index) => [id, index]));
  const endpointOf = (id: string) => place.get(id) ?? compartments.length;
  const names = new Map(compartments.map(({ id, name }) => [id, name]));

  const listing: DirectoryListing = {
    tenancyName,
    compartments,
    domains: domains
      .map(({ ocid, name, description, compartmentOcid, isDefault, state }) => {
        return { id: ocid, name, description, compartmentId: compartmentOcid, isDefault, state };
      })
      .sort(
        (a, b) =>
          Number(b.isDefault) - Number(a.isDefault) ||
          endpointOf(a.compartmentId) - endpointOf(b.compartmentId) ||
          a.name.localeCompare(b.name),
      ),
    unreadable,
    incomplete: unasked && {
      problem: unasked.problem,
      compartments: unasked.compartmentOcids.map((ocid) => names.get(ocid) ?? ocid),
    },
  };
  const addresses = new Map(domains.map(({ ocid, name, url, state }) => [ocid, { id: ocid, name, url, state }]));
  return success({ listing, addresses });
}

/** The root first, then depth first by name. A compartment with parents that the account may not see is put below the root. */
function arrange(records: readonly CompartmentRecord[], root: Compartment): Compartment[] {
  const byOcid = new Map(records.map((record) => [record.ocid, record]));
  const pathOf = (record: CompartmentRecord): string[] => {
    const names: string[] = [];
    const seen = new Set<string>();
    // `seen`: answers that contradict each other must not make this loop endless.
    for (let at: CompartmentRecord | undefined = record; at !== undefined && !seen.has(at.ocid); ) {
      seen.add(at.ocid);
      names.unshift(at.name);
      at = byOcid.get(at.parentOcid ?? '');
    }
    return [...root.path, ...names].slice(-maxDepth);
  };
  return [
    root,
    ...records
      .map((record): Compartment => ({ id: record.ocid, name: record.name, path: pathOf(record) }))
      .sort((a, b) => comparePaths(a.path, b.path)),
  ];
}

/** Oracle allows compartments six levels deep; the bridge takes sixteen. */
const maxDepth = 16;

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [index, name] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = name.localeCompare(other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

import { failed, success } from '../basics/outcome.ts';
import type { OracleClient } from '../oracle/oracle-client.ts';
import { listTenancyDomains } from '../oracle/tenancy-domains.ts';
import type { Account } from '../signin/account.ts';
import type { DomainToRead } from './domain-reading.ts';
import type { DomainUnnamed } from './report-contract.ts';

/**
 * The domains of all compartments that the account may see, the Default domain first. If the account sees none: its own domain, or the
 * users of the classic API. `names`: only the domains with these names or ids; null: all. `unlisted`: names of the compartments that did
 * not answer.
 */
export async function listDomainsToRead(
  account: Account,
  oracle: OracleClient,
  names: readonly string[] | null,
  signal: AbortSignal,
) {
  const listed = await listTenancyDomains(oracle, account.tenancyOcid, signal);
  if (!listed.ok) return listed;
  const { compartments, unasked } = listed.value;
  const domains: DomainToRead[] = listed.value.domains.toSorted(
    (a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name),
  );
  if (domains.length === 0) {
    const home = account.domain;
    domains.push(home && { ocid: home.id, name: home.name, url: home.url, state: 'ACTIVE', licenseType: null });
  }
  const nameOf = new Map(compartments.map(({ ocid, name }) => [ocid, name]));
  const unlisted = (unasked?.compartmentOcids ?? []).map((ocid) => nameOf.get(ocid) ?? account.tenancyName);
  // Without the list of compartments, no compartment below the root was asked.
  if (unasked !== null && unlisted.length === 0) unlisted.push(account.tenancyName);
  if (names === null) return success({ domains, unlisted });

  const isNamed = (domain: DomainToRead, name: string) => domain?.ocid === name || domain?.name === name;
  const unknown = names.find((name) => !domains.some((domain) => isNamed(domain, name)));
  if (unknown !== undefined) return failed<DomainUnnamed>({ kind: 'report-domain-unknown', name: unknown });
  return success({ domains: domains.filter((domain) => names.some((name) => isNamed(domain, name))), unlisted });
}

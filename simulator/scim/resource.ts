import type { Domain, Tenancy } from '../directory/tenancy.ts';
import { shortPath } from './filter-match.ts';

/** A SCIM resource as it is sent. */
export type Resource = Readonly<Record<string, unknown>>;

/** Where a resource of SCIM lives: what its `location` and `$ref` need, and whose it is. */
export interface Place {
  /** `http://127.0.0.1:<port>/idcs-<id>/admin/v1` */
  readonly baseUrl: string;
  readonly tenancy: Tenancy;
  readonly domain: Domain;
}

export const ownership = ({ tenancy, domain }: Place) => ({
  domainOcid: domain.ocid,
  compartmentOcid: domain.compartmentOcid,
  tenancyOcid: tenancy.ocid,
});

export const isoTime = (time: number): string => new Date(time).toISOString();

const always = new Set(['id', 'schemas']);

/**
 * What `attributes` asks for, and what is always returned. Sub-attributes bring their whole attribute with them, as a
 * client has to expect; unknown names are passed over.
 */
export function selectAttributes(resource: Resource, names: readonly string[]): Resource {
  if (names.length === 0) return resource;
  const wanted = new Set(names.map((name) => shortPath(name).split('.')[0]));
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => always.has(name) || wanted.has(name.toLowerCase())),
  );
}

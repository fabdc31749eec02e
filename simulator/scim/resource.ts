import type { Domain, Tenancy } from '../directory/tenancy.ts';
import { shortPath } from './filter-match.ts';

/** A SCIM resource, as it is sent. */
export type Resource = Readonly<Record<string, unknown>>;

/** Where a SCIM resource lives: the base of its `location` and `$ref`, its tenancy and its domain. */
export interface ScimHome {
  /** `http://127.0.0.1:<port>/idcs-<id>/admin/v1` */
  readonly baseUrl: string;
  readonly tenancy: Tenancy;
  readonly domain: Domain;
}

export const ownership = ({ tenancy, domain }: ScimHome) => ({
  domainOcid: domain.ocid,
  compartmentOcid: domain.compartmentOcid,
  tenancyOcid: tenancy.ocid,
});

export const isoTime = (time: number): string => new Date(time).toISOString();

const always = new Set(['id', 'schemas']);

/**
 * The requested attributes, and those that are always returned. A sub-attribute brings its whole attribute; clients have to expect
 * that. Unknown names are ignored.
 */
export function selectAttributes(resource: Resource, names: readonly string[]): Resource {
  if (names.length === 0) return resource;
  const requested = new Set(
    // Attributes of an extension bring it whole, under its name: `urn:...:User:customerSecretKeys`.
    names.flatMap((name) => [shortPath(name).split('.')[0], name.replace(/:[^:]*$/, '').toLowerCase()]),
  );
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => always.has(name) || requested.has(name.toLowerCase())),
  );
}

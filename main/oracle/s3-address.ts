import { objectStorageUrl } from './regions.ts';
import { knownRealms } from './regions-table.ts';

/**
 * What the addresses of an account are made from: its region's identifier, its classic IAM base, and the endpoint that replaces Oracle's,
 * if any.
 */
export interface AskingFrom {
  readonly region: string;
  readonly identityUrl: string;
  readonly endpoint: string | null;
}

/**
 * The realm domain that the account was signed in with. It is read from the IAM base, not looked up again: a tenancy never
 * leaves its realm, and the file that defined its region may have changed since. Null for a base of another form.
 */
function realmDomainOf({ region, identityUrl }: AskingFrom): string | null {
  const start = `https://identity.${region}.oci.`;
  return identityUrl.startsWith(start) ? identityUrl.slice(start.length) : null;
}

/** The base of Object Storage for an account. An endpoint that replaces Oracle's serves all services. */
export function objectStorageBase(from: AskingFrom): string | null {
  if (from.endpoint !== null) return from.endpoint;
  const realmDomain = realmDomainOf(from);
  return realmDomain === null ? null : objectStorageUrl({ id: from.region, key: null, realmDomain });
}

/**
 * The S3 endpoint of a namespace in a region of the account's realm, without a trailing slash; path style (`docs/oracle.md`). An endpoint
 * that replaces Oracle's recognises S3 requests by their signature, so that tools which take a host without a path (s3cmd, the MinIO
 * client) can use it.
 */
export function s3Endpoint(from: AskingFrom, namespace: string, region: string): string | null {
  if (from.endpoint !== null) return from.endpoint;
  const realmDomain = realmDomainOf(from);
  return realmDomain === null ? null : `https://${namespace}.compat.objectstorage.${region}.${realmDomain}`;
}

/** The same S3 endpoint in another region, if it has Oracle's form. An endpoint of another form serves all regions. */
export const s3EndpointInRegion = (endpoint: string, from: string, to: string): string =>
  endpoint.replace(`.compat.objectstorage.${from}.`, `.compat.objectstorage.${to}.`);

/** The domain that Oracle has for Object Storage alone, beside those of its realms (`docs/oracle.md`). */
const OBJECT_STORAGE_DOMAIN = 'oci.customer-oci.com';
const ORACLE_S3 = /^https:\/\/[a-z0-9_-]+\.(?:vh)?compat\.objectstorage\.[a-z0-9-]+\.([a-z0-9.-]+)$/;

/**
 * Whether an S3 endpoint is one of Oracle's, or of an account that is signed in. Any other endpoint was named by a file, whose author would
 * get the requests. `endpoint` as `checkEndpoint` gives it.
 */
export function isFamiliarEndpoint(endpoint: string, accounts: readonly AskingFrom[]): boolean {
  if (accounts.some((account) => account.endpoint === endpoint)) return true;
  const domain = ORACLE_S3.exec(endpoint)?.[1];
  const realms = [...Object.values(knownRealms), ...accounts.flatMap((account) => realmDomainOf(account) ?? [])];
  return domain !== undefined && [...realms, OBJECT_STORAGE_DOMAIN].includes(domain);
}

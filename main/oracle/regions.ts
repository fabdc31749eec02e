import { z } from 'zod';
import { judge } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { endpointSchema } from './endpoint-schema.ts';
import { knownRealms, knownRegions } from './regions-table.ts';

export interface Region {
  /** The identifier: `eu-frankfurt-1`. */
  readonly id: string;
  /** The short code: `fra`; null for a region that no table knows. */
  readonly key: string | null;
  /** The domain of the realm: `oraclecloud.com`. */
  readonly realmDomain: string;
}

/** `reason` says what was looked for, and names a user-defined source that could not be read. */
export type RegionUnknown = { readonly kind: 'region-unknown'; readonly region: string; readonly reason: string };

/** The user-defined sources, as text: null if there is none. */
export interface RegionSources {
  /** The content of `~/.oci/regions-config.json`. */
  readonly regionsConfig: string | null;
  /** The environment variable OCI_REGION_METADATA: one region as JSON. */
  readonly regionMetadata: string | null;
  /** The environment variable OCI_DEFAULT_REALM: the domain of a realm, or its key (`oc19`). */
  readonly defaultRealm: string | null;
}

/** A region that this computer defines, and the endpoint that replaces Oracle's there, if its entry names one. */
interface DefinedRegion {
  readonly region: Region;
  readonly endpoint: string | null;
}

const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const hostName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
/** The form of every region identifier of the table: `eu-frankfurt-1`, `us-gov-ashburn-1`. */
const regionLike = /^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/;

const lowerCase = z.string().transform((text) => text.trim().toLowerCase());

/** The shape of Oracle's own region files: one object of `regions-config.json`, or OCI_REGION_METADATA. The last key is ours. */
const userRegionSchema = z
  .object({
    realmKey: lowerCase.pipe(z.string().min(1)),
    realmDomainComponent: lowerCase.pipe(z.string().regex(hostName)),
    regionKey: lowerCase.pipe(z.string().min(1)),
    regionIdentifier: lowerCase.pipe(z.string().regex(hostLabel)),
    keydesk_endpoint: endpointSchema.optional(),
  })
  .transform(
    (entry): DefinedRegion => ({
      region: { id: entry.regionIdentifier, key: entry.regionKey, realmDomain: entry.realmDomainComponent },
      endpoint: entry.keydesk_endpoint ?? null,
    }),
  );

/**
 * Knows the regions of the official SDK's table and, after those, the user-defined ones, in the SDK's order: the file, then the variable.
 * An unknown identifier of the right form counts as a region of OCI_DEFAULT_REALM, else of oc1, as in the official SDKs, so that a new
 * region works at once. Anything else is refused. A user-defined source that cannot be read is ignored, and named when a region is not
 * found.
 */
export function createRegions(sources: RegionSources) {
  const unreadable: string[] = [];
  const defined = [
    ...readUserRegions(sources.regionsConfig, z.array(z.unknown()), '~/.oci/regions-config.json', unreadable),
    ...readUserRegions(
      sources.regionMetadata,
      z.unknown().transform((entry) => [entry]),
      'OCI_REGION_METADATA',
      unreadable,
    ),
  ];
  const regions = [...knownRegions, ...defined.map(({ region }) => region)];
  const fallbackDomain = realmDomainOf(sources.defaultRealm, unreadable);

  return {
    /** The regions of Oracle's table. */
    known: knownRegions,
    defined,
    /** The region of an identifier or a short code, in any case of letters. */
    find(text: string): Outcome<Region, RegionUnknown> {
      const wanted = text.trim().toLowerCase();
      const region = regions.find(({ id }) => id === wanted) ?? regions.find(({ key }) => key === wanted);
      if (region) return success(region);
      if (regionLike.test(wanted)) return success({ id: wanted, key: null, realmDomain: fallbackDomain });
      const looked = 'it is neither an Oracle region nor one defined on this computer';
      return failed({ kind: 'region-unknown', region: text, reason: [looked, ...unreadable].join('; ') });
    },
  };
}

export type Regions = ReturnType<typeof createRegions>;

/** The base of the classic IAM API, without the version (`docs/oracle.md`, "Classic IAM"). */
export function identityUrl(region: Region): string {
  return `https://identity.${region.id}.oci.${region.realmDomain}`;
}

/** The address at which the browser signs in (`docs/oracle.md`, "Signing in with the browser"). */
export const loginUrl = (region: Region) => `https://login.${region.id}.${region.realmDomain}`;

/** The address that prolongs sessions, for a classic IAM base. An endpoint that replaces Oracle's replaces this one too. */
export const authUrlBeside = (identityBase: string) =>
  identityBase.replace(/^https:\/\/identity\.([a-z0-9-]+)\.oci\./, 'https://auth.$1.');

/** The base of Object Storage (`docs/oracle.md`, "Object Storage's S3 interface"). */
export function objectStorageUrl(region: Region): string {
  return `https://objectstorage.${region.id}.${region.realmDomain}`;
}

/**
 * The same classic IAM base in another region of the same realm: a tenancy never leaves its realm, so this holds for a
 * home region that no table knows. Gives the base unchanged when either name does not fit.
 */
export function identityUrlInRegion(base: string, from: string, to: string): string {
  return hostLabel.test(to) ? base.replace(`://identity.${from}.`, `://identity.${to}.`) : base;
}

function readUserRegions(
  text: string | null,
  schema: z.ZodType<unknown[]>,
  source: string,
  unreadable: string[],
): DefinedRegion[] {
  if (text === null || text.trim() === '') return [];
  const entries = judge(schema, parseJson(text));
  if (!entries.success) {
    unreadable.push(`${source} does not hold regions as JSON`);
    return [];
  }
  return entries.data.flatMap((entry, index) => {
    const region = judge(userRegionSchema, entry);
    if (region.success) return [region.data];
    const field = region.error.issues[0]?.path.join('.') ?? '';
    unreadable.push(`entry ${index + 1} of ${source} is not a region${field === '' ? '' : ` (${field})`}`);
    return [];
  });
}

function realmDomainOf(realm: string | null, unreadable: string[]): string {
  const wanted = realm?.trim().toLowerCase() ?? '';
  if (wanted === '') return knownRealms.oc1;
  const known = Object.entries(knownRealms).find(([key]) => key === wanted)?.[1];
  if (known !== undefined) return known;
  if (hostName.test(wanted)) return wanted;
  unreadable.push('OCI_DEFAULT_REALM is not the domain of a realm');
  return knownRealms.oc1;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

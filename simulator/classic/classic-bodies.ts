import type { User } from '../directory/person.ts';
import type { Compartment, Domain, Tenancy } from '../directory/tenancy.ts';
import type { SecretKey } from '../keys/secret-key.ts';
import { isoTime } from '../wire/exchange.ts';

/** The resources of the classic API, as they are sent. */

const tags = { freeformTags: {}, definedTags: {} };

export const tenancyBody = (tenancy: Tenancy) => ({
  id: tenancy.ocid,
  name: tenancy.name,
  description: tenancy.name,
  homeRegionKey: tenancy.homeRegion.key,
  ...tags,
});

export const regionBodies = (tenancy: Tenancy) =>
  [tenancy.homeRegion, ...tenancy.otherRegions].map((region) => ({
    regionKey: region.key,
    regionName: region.name,
    status: 'READY',
    isHomeRegion: region === tenancy.homeRegion,
  }));

/** The answer to `GET /regions`: some of Oracle's regions, the same for every tenancy. */
export const realmRegions = [
  { key: 'FRA', name: 'eu-frankfurt-1' },
  { key: 'IAD', name: 'us-ashburn-1' },
  { key: 'LHR', name: 'uk-london-1' },
  { key: 'PHX', name: 'us-phoenix-1' },
];

export const compartmentBody = (compartment: Compartment) => ({
  id: compartment.ocid,
  compartmentId: compartment.parentOcid,
  name: compartment.name,
  description: compartment.description,
  timeCreated: isoTime(compartment.created),
  lifecycleState: 'ACTIVE',
  isAccessible: true,
  ...tags,
});

export const domainBody = (domain: Domain, tenancy: Tenancy, url: string) => ({
  id: domain.ocid,
  compartmentId: domain.compartmentOcid,
  displayName: domain.name,
  description: domain.description,
  url,
  homeRegionUrl: url,
  homeRegion: tenancy.homeRegion.name,
  replicaRegions: [],
  type: domain.isDefault ? 'DEFAULT' : 'SECONDARY',
  licenseType: domain.licenseType,
  isHiddenOnLogin: false,
  timeCreated: isoTime(domain.created),
  lifecycleState: domain.state,
  ...tags,
});

export const userBody = (user: User, tenancy: Tenancy) => ({
  id: user.ocid,
  compartmentId: tenancy.ocid,
  name: user.userName,
  description: user.displayName,
  email: user.email,
  emailVerified: true,
  timeCreated: isoTime(user.created),
  lifecycleState: user.active ? 'ACTIVE' : 'INACTIVE',
  ...(user.active ? {} : { inactiveStatus: 1 }),
  isMfaActivated: false,
  capabilities: { canUseConsolePassword: !user.service, canUseApiKeys: true, canUseCustomerSecretKeys: true },
  ...tags,
});

/** `id` is the access key. `key` is the secret key; only the answer to a creation has it. */
export const keyBody = (key: SecretKey, secretKey?: string) => ({
  id: key.accessKey,
  userId: key.owner.ocid,
  displayName: key.displayName ?? '',
  timeCreated: isoTime(key.created),
  ...(key.expiresOn === null ? {} : { timeExpires: isoTime(key.expiresOn) }),
  lifecycleState: key.status,
  ...(key.status === 'INACTIVE' ? { inactiveStatus: 1 } : {}),
  ...(secretKey === undefined ? {} : { key: secretKey }),
});

import { requireInProject } from './runtime.ts';

/** Oracle's TypeScript SDK, unmodified. Loading it takes a moment. */
export const loadOfficialSdk = (): {
  common: typeof import('oci-common');
  domains: typeof import('oci-identitydomains');
} => ({ common: requireInProject('oci-common'), domains: requireInProject('oci-identitydomains') });

/** The path of `require('oci-identitydomains')`, for a process that loads nothing else. */
export const officialDomainsPath = () => requireInProject.resolve('oci-identitydomains');

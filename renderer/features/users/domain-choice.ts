import type { Compartment, DirectoryListing, Domain } from '../../../bridge/values/directory.ts';

/** The compartments with at least one domain, by path. Other compartments have no users to show. */
export const compartmentsWithDomains = (listing: DirectoryListing): readonly Compartment[] => {
  const used = new Set(listing.domains.map((domain) => domain.compartmentId));
  return listing.compartments
    .filter((compartment) => used.has(compartment.id))
    .toSorted((a, b) => a.path.join('/').localeCompare(b.path.join('/')));
};

export const domainsIn = (listing: DirectoryListing, compartmentId: string): readonly Domain[] =>
  listing.domains
    .filter((domain) => domain.compartmentId === compartmentId)
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name));

/** The requested domain, else the Default domain, else the first. Null for a tenancy without domains. */
export const chosenDomain = (listing: DirectoryListing, domainId: string | null): Domain | null =>
  listing.domains.find((domain) => domain.id === domainId) ??
  listing.domains.find((domain) => domain.isDefault) ??
  listing.domains[0] ??
  null;

/** "acme (root)" for the tenancy itself, else the path below it: "Payments / Production". */
export const compartmentWords = (compartment: Compartment): string =>
  compartment.path.length <= 1 ? `${compartment.name} (root)` : compartment.path.slice(1).join(' / ');

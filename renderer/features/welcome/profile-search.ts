import type { Profile } from '../../../bridge/values/session.ts';

/** From this many profiles on there is a search field: a shorter list is seen at a glance. */
export const searchedFrom = 7;
const most = 50;

interface FoundProfiles {
  readonly shown: readonly Profile[];
  /** How many more the search has found. */
  readonly more: number;
}

/** The profiles whose name, region, user or endpoint holds the text, in their order; of very many the first ones. */
export const findProfiles = (profiles: readonly Profile[], text: string): FoundProfiles => {
  const wanted = text.trim().toLowerCase();
  const found = profiles.filter(({ name, region, userOcid, endpoint }) =>
    [name, region, userOcid, endpoint].some((value) => value?.toLowerCase().includes(wanted)),
  );
  return { shown: found.slice(0, most), more: Math.max(0, found.length - most) };
};

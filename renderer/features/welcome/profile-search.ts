import type { Profile } from '../../../bridge/values/session.ts';

/** From this many profiles on there is a search field: a shorter list is seen at a glance. */
export const searchedFrom = 7;
const most = 50;

interface FoundProfiles {
  readonly shown: readonly Profile[];
  /** The number of found profiles that are not in `shown`. */
  readonly more: number;
}

/** The profiles whose name, region, user or endpoint holds the text, in the order of the list. Only the first 50. */
export const findProfiles = (profiles: readonly Profile[], text: string): FoundProfiles => {
  const wanted = text.trim().toLowerCase();
  const found = profiles.filter(({ name, region, userOcid, endpoint }) =>
    [name, region, userOcid, endpoint].some((value) => value?.toLowerCase().includes(wanted)),
  );
  return { shown: found.slice(0, most), more: Math.max(0, found.length - most) };
};

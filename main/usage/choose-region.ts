import { failed, type Outcome } from '../basics/outcome.ts';
import type { KeptKeys, KeptNotWritten } from './kept-keys.ts';
import { keptPlaceOf } from './kept-records.ts';
import type { KeptUnknown, PlaceOf, PlaceProblem } from './usage-contract.ts';

/** From now on a kept key is used in this region: in the window, by the test, and by the command line. Asks no keychain. */
export type ChooseRegion = (
  id: string,
  region: string,
) => Promise<Outcome<null, PlaceProblem | KeptUnknown | KeptNotWritten>>;

/** Nothing is noted where the place in that region cannot be found. */
export function createChooseRegion({
  placeOf,
  kept,
}: {
  readonly placeOf: PlaceOf;
  readonly kept: Pick<KeptKeys, 'noted' | 'setPlace'>;
}): ChooseRegion {
  return async (id, wanted) => {
    const noted = kept.noted(id);
    if (!noted) return failed({ kind: 'kept-unknown' });
    const place = await placeOf(noted.home, wanted);
    return place.ok ? kept.setPlace(id, keptPlaceOf(place.value)) : place;
  };
}

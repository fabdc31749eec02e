import type { KeySource, Place } from '../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { KeyHome, SecretGone, Secrets } from '../secret/secret-contract.ts';
import type { KeptKeys } from './kept-keys.ts';
import { keptPlaceOf } from './kept-records.ts';
import type { Places } from './places.ts';
import type { KeptUnknown, PlaceProblem } from './usage-contract.ts';

export interface FindPlaceOptions {
  readonly places: Places;
  readonly secrets: Pick<Secrets, 'lend'>;
  readonly kept: Pick<KeptKeys, 'noted' | 'learnPlace'>;
}

/** Where a key, or any key of the current account, is used; with the regions to choose from. Asks no keychain. */
export type FindPlace = (
  source: KeySource | { readonly kind: 'account' },
  region: string | null,
  signal?: AbortSignal,
) => Promise<Outcome<Place, PlaceProblem | SecretGone | KeptUnknown>>;

/** What is found for a kept key of which no place was noted is noted with it. Nothing is kept besides. */
export function createFindPlace({ places, secrets, kept }: FindPlaceOptions): FindPlace {
  const homeOf = async (source: KeySource): Promise<Outcome<KeyHome, SecretGone | KeptUnknown>> => {
    if (source.kind === 'open') return secrets.lend(source.handle, (_secret, { home }) => home);
    const noted = kept.noted(source.id);
    return noted ? success(noted.home) : failed({ kind: 'kept-unknown' });
  };

  return async (source, region, signal) => {
    if (source.kind === 'account') return places.placeOfAccount(region, signal);
    const home = await homeOf(source);
    if (!home.ok) return home;
    const place = await places.placeToChoose(home.value, region, signal);
    // A key that was kept while nobody could be asked: from now on the command line knows its endpoint as well.
    if (place.ok && source.kind === 'kept' && region === null && home.value.place === null) {
      await kept.learnPlace(source.id, keptPlaceOf(place.value));
    }
    return place;
  };
}

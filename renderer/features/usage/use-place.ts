import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Place, PlaceSource } from '../../../bridge/values/usage.ts';
import { usage } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';
import { useSession } from '../../app/session.tsx';
import type { SelectOption } from '../../ui/select.tsx';
import { useChosenRegion } from './chosen-region.ts';

const staysFreshMs = 10 * 60_000;

/** Where a key is used, or those of the account, in the region chosen for it. Asked when it is first shown; can be cancelled. */
export const usePlace = (source: PlaceSource, enabled = true) => {
  const { current } = useSession();
  const [region, choose] = useChosenRegion(source);
  const query = useQuery({
    queryKey: ['account', current, 'place', source, region],
    queryFn: read((call) => usage.FindPlace(call, source, region)),
    staleTime: staysFreshMs,
    placeholderData: keepPreviousData,
    enabled,
  });
  return { ...query, region, choose };
};

/** The regions to choose from, the home region named as such. The place's own is always among them. */
export const regionOptions = ({ region, regions }: Place): readonly SelectOption[] => {
  const known = regions.some(({ id }) => id === region) ? regions : [{ id: region, isHome: false }, ...regions];
  return known.map(({ id, isHome }) => ({ id, text: id, note: isHome ? 'home region' : null }));
};

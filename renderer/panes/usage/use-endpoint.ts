import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { EndpointSource, S3Endpoint } from '../../../bridge/values/usage.ts';
import { usage } from '../../app/bridge.ts';
import { read } from '../../app/query-client.ts';
import { useSession } from '../../app/session.tsx';
import { useRequest } from '../../app/use-request.ts';
import type { SelectOption } from '../../ui/select.tsx';
import { useChosenRegion } from './chosen-region.ts';
import { useNotedRegion } from './saved-keys.ts';

const staysFreshMs = 10 * 60_000;

/**
 * The endpoint of a key or of the account, in the region that was chosen for it. It is read when it is first shown, and
 * the read can be cancelled. Main stores the region of a saved key, for the command line too. `unchanged`: why main could not store it.
 */
export const useEndpoint = (source: EndpointSource, enabled = true) => {
  const { current } = useSession();
  const [region, chooseHere] = useChosenRegion(source);
  const noted = useNotedRegion(source);
  const { send, failure: unchanged } = useRequest();
  const query = useQuery({
    queryKey: ['account', current, 'place', source, region ?? noted],
    queryFn: read((call) => usage.FindEndpoint(call, source, region)),
    staleTime: staysFreshMs,
    placeholderData: keepPreviousData,
    enabled,
  });
  const choose = (id: string) => {
    if (source.kind === 'saved') void send(() => usage.ChooseRegion(source.id, id));
    else chooseHere(id);
  };
  return { ...query, region, choose, unchanged };
};

/** The regions to choose from, with the home region marked. The current region is always among them. */
export const regionOptions = ({ region, regions }: S3Endpoint): readonly SelectOption[] => {
  const known = regions.some(({ id }) => id === region) ? regions : [{ id: region, isHome: false }, ...regions];
  return known.map(({ id, isHome }) => ({ id, text: id, note: isHome ? 'home region' : null }));
};

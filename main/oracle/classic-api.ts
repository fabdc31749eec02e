import { failed, success } from '../basics/outcome.ts';
import { atMost, listedRows } from './listed.ts';
import type { Answer, OracleClientOptions, SubscribedRegion } from './oracle-client.ts';
import { isInvisible, unexpected } from './oracle-problem.ts';
import type { ServiceCalls } from './service-calls.ts';
import { regionSubscriptionsSchema } from './wire-schemas.ts';

/** More than there are in any realm. */
const mostRegions = 200;

/**
 * The classic IAM API: its addresses, its account, and the region that its writes must go to. The home region never changes, so it is asked
 * for once.
 */
export function createClassicApi(
  calls: ServiceCalls,
  { identityUrl, identityUrlOf, tenancyOcid, userOcid }: OracleClientOptions,
) {
  const base = versioned(identityUrl);
  let known: string | null = null;

  const read = (signal?: AbortSignal) => {
    const call = { base, segments: ['tenancies', tenancyOcid, 'regionSubscriptions'] };
    return calls.read(call, regionSubscriptionsSchema, signal);
  };

  const homeRegion = async (signal?: AbortSignal): Answer<string> => {
    if (known !== null) return success(known);
    const answer = await read(signal);
    if (!answer.ok) return answer;
    const { value, reply } = answer.value;
    const home = value.find((row) => row?.isHomeRegion);
    if (!home) return failed(unexpected(reply, 'it names no home region'));
    known = home.regionName;
    return success(known);
  };

  return {
    calls,
    /** With the version, without a trailing slash. */
    base,
    tenancyOcid,
    userOcid,
    async regions(signal?: AbortSignal): Answer<readonly SubscribedRegion[]> {
      const answer = await read(signal);
      if (!answer.ok) return answer;
      const regions = listedRows(answer.value.value, (row) => ({ id: row.regionName, isHome: row.isHomeRegion }));
      return success(atMost(regions, mostRegions).items);
    },
    homeRegion,
    /**
     * Calls the service at the base of the home region, or at `base` if the caller may not see which region that is: then the service
     * decides.
     */
    async atHome<T>(call: (base: string) => Answer<T>, signal?: AbortSignal): Answer<T> {
      const region = await homeRegion(signal);
      if (region.ok) return call(versioned(identityUrlOf(region.value)));
      return isInvisible(region.problem) ? call(base) : region;
    },
  };
}

export type ClassicApi = ReturnType<typeof createClassicApi>;

const versioned = (url: string) => `${url.replace(/\/+$/, '')}/20160918`;

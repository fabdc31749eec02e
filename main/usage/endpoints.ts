import type { S3Endpoint } from '../../bridge/values/usage.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import { createSharedRead } from '../basics/shared-read.ts';
import type { OracleClient, SubscribedRegion } from '../oracle/oracle-client.ts';
import { cancelled, type OracleProblem } from '../oracle/oracle-problem.ts';
import { type AskingFrom, objectStorageBase, s3Endpoint, s3EndpointInRegion } from '../oracle/s3-address.ts';
import type { PolicyRules } from '../policy/policy-rules.ts';
import type { KeyHome } from '../secret/secret-contract.ts';
import type { AskProblem } from '../signin/reach-problem.ts';
import type { EndpointOf, EndpointProblem, EndpointUnknown } from './usage-contract.ts';

/** What is needed of the account that calls the service. */
export interface EndpointAccount extends AskingFrom {
  readonly id: string;
  readonly tenancyOcid: string;
  readonly sample: boolean;
}
interface EndpointClient {
  readonly account: EndpointAccount;
  readonly oracle: Pick<OracleClient, 'getNamespace' | 'listRegions'>;
}

interface EndpointsOptions {
  readonly client: () => Promise<Outcome<EndpointClient, AskProblem>>;
  readonly policy: PolicyRules;
}

type Found = Promise<Outcome<S3Endpoint, EndpointProblem>>;

interface Known {
  namespace: string | null;
  regions: readonly SubscribedRegion[] | null;
}

const unknown = (reason: string) => failed<EndpointUnknown>({ kind: 'endpoint-unknown', reason });

/**
 * Finds the endpoints of keys. For a key that came in a file, the endpoint is in the file; for a saved key, in its note. For any other key
 * it is made from the namespace of the key's tenancy. The service's answers are remembered until the lock, by account. After a failure the
 * service is asked again.
 */
export function createEndpoints({ client, policy }: EndpointsOptions) {
  const readNamespace = createSharedRead<Outcome<string, OracleProblem>>();
  const readRegions = createSharedRead<Outcome<readonly SubscribedRegion[], OracleProblem>>();
  let kept = new Map<string, Known>();

  /** Whether the company allows keys to be used in a region. The sample tenancy has regions of its own. */
  const mayUse = (region: string, sample: boolean) => (sample ? success(null) : policy.checkRegion(region));
  function inAllowedRegion(found: S3Endpoint, sample: boolean): Outcome<S3Endpoint, EndpointProblem> {
    const allowed = mayUse(found.region, sample);
    return allowed.ok
      ? success({ ...found, regions: found.regions.filter(({ id }) => mayUse(id, sample).ok) })
      : allowed;
  }

  async function ask({ account, oracle }: EndpointClient, base: string, signal?: AbortSignal) {
    // An answer that comes after `forget` goes into the old map, which nothing uses any more.
    const known = kept.get(account.id) ?? { namespace: null, regions: null };
    kept.set(account.id, known);
    const left = () => failed(cancelled);
    const [namespace, regions] = await Promise.all([
      known.namespace === null
        ? readNamespace(account.id, (shared) => oracle.getNamespace(base, shared), left, signal)
        : success(known.namespace),
      known.regions === null
        ? readRegions(account.id, (shared) => oracle.listRegions(shared), left, signal)
        : success(known.regions),
    ]);
    if (namespace.ok) known.namespace = namespace.value;
    if (regions.ok) known.regions = regions.value;
    return { namespace, regions };
  }

  async function endpointIn(asking: EndpointClient, wanted: string | null, signal?: AbortSignal): Found {
    const { account } = asking;
    const base = objectStorageBase(account);
    if (base === null) return unknown('the address of its account does not tell which realm it lies in');
    const { namespace, regions } = await ask(asking, base, signal);
    if (!namespace.ok) return namespace;
    const region = wanted ?? account.region;
    const allowed = mayUse(region, account.sample);
    if (!allowed.ok) return allowed;
    // Many users have no permission to list the regions. Then only the account's own region is known.
    const subscribed = regions.ok ? regions.value : [{ id: account.region, isHome: false }];
    const isThere = region === account.region || subscribed.some(({ id }) => id === region);
    if (regions.ok && !isThere) return unknown(`the tenancy has not subscribed to the region ${region}`);
    const endpoint = s3Endpoint(account, namespace.value, region);
    if (endpoint === null) return unknown('the address of its account does not tell which realm it lies in');
    return inAllowedRegion({ namespace: namespace.value, region, endpoint, regions: subscribed }, account.sample);
  }

  const noted = (place: NonNullable<KeyHome['place']>, account: KeyHome['account'], wanted: string | null) =>
    inAllowedRegion(notedEndpoint(place, wanted), account?.sample === true);

  const endpointOf: EndpointOf = async ({ account, place }, wanted, signal) => {
    if (place !== null) return noted(place, account, wanted);
    if (account === null) return unknown('nothing says which tenancy it belongs to');
    const asking = await client();
    if (!asking.ok) return asking;
    if (isOf(asking.value.account, account)) return endpointIn(asking.value, wanted, signal);
    return unknown('it belongs to another tenancy than the account that is in use now');
  };

  return {
    endpointOf,
    /**
     * The endpoint of a key, with the regions to choose from. An endpoint from a file or a note has them too, if the current account can
     * list them.
     */
    async endpointToChoose(home: KeyHome, wanted: string | null, signal?: AbortSignal): Found {
      const { account, place } = home;
      if (place === null || account === null) return endpointOf(home, wanted, signal);
      const asking = await client();
      if (!asking.ok || !isOf(asking.value.account, account)) return noted(place, account, wanted);
      const found = await endpointIn(asking.value, wanted ?? place.region, signal);
      return found.ok || found.problem.kind === 'cancelled' ? found : noted(place, account, wanted);
    },
    /** The endpoint of the current account's keys. */
    async endpointOfAccount(wanted: string | null, signal?: AbortSignal): Found {
      const asking = await client();
      return asking.ok ? endpointIn(asking.value, wanted, signal) : asking;
    },
    /** Forgets the service's answers (lock). */
    forget() {
      kept = new Map();
    },
  };
}

/** The namespace is the tenancy's, so it does not matter which of its users asks. */
const isOf = (asking: EndpointAccount, { tenancyOcid, sample }: NonNullable<KeyHome['account']>) =>
  asking.tenancyOcid === tenancyOcid && asking.sample === sample;

/**
 * The endpoint from a file or a note, or the same in the wanted region. Whether the tenancy is subscribed to that region is not checked.
 */
function notedEndpoint(
  { namespace, region, endpoint }: NonNullable<KeyHome['place']>,
  wanted: string | null,
): S3Endpoint {
  return {
    namespace,
    region: wanted ?? region,
    endpoint: wanted === null ? endpoint : s3EndpointInRegion(endpoint, region, wanted),
    regions: [{ id: region, isHome: false }],
  };
}

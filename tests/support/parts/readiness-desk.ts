import type { Finding, KeySource, ReadinessState } from '../../../bridge/values/usage.ts';
import { success } from '../../../main/basics/outcome.ts';
import { createListBuckets } from '../../../main/s3/list-buckets.ts';
import { createReadiness, type Readiness } from '../../../main/usage/readiness.ts';
import type { EndpointOf, LendKey } from '../../../main/usage/usage-contract.ts';
import { createShortenedTime } from './shortened-time.ts';

export const source: KeySource = { kind: 'open', handle: '7d1c2a9e-43c5-4ab9-8f3f-0b7a5d1f2c3e' };

interface Desk {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secret: Buffer;
}

/** Keydesk's own test of a key, with shortened time: every wait ends at once. */
export function createReadinessDesk({ endpoint, region, accessKey, secret }: Desk, time = createShortenedTime()) {
  const told: ReadinessState[] = [];
  const defects: unknown[] = [];
  const lent: Buffer[] = [];
  const lend: LendKey = async (_source, use) => {
    const copy = Buffer.from(secret);
    lent.push(copy);
    try {
      const home = { owner: null, account: null, place: null };
      return success(await use(copy, { keyName: 'ci-deploy', accessKey, ownerName: 'Ada', home, savedName: null }));
    } finally {
      copy.fill(0);
    }
  };
  const endpointOf: EndpointOf = async (_home, wanted) =>
    success({ namespace: 'acme', region: wanted ?? region, endpoint, regions: [] });
  const over = Promise.withResolvers<Extract<ReadinessState, { kind: 'ended' }>>();
  const onChange = (state: ReadinessState) => {
    told.push(state);
    if (state.kind === 'ended') over.resolve(state);
  };
  const onDefect = (error: unknown) => defects.push(error);
  const { clock } = time;
  const listBuckets = createListBuckets({ fetch: globalThis.fetch, now: clock.now });
  const mayTestAt = async () => true;
  const options = { lend, endpointOf, listBuckets, mayTestAt, clock, onDefect };
  const follow = (tested: Readiness) => {
    tested.subscribe(onChange);
    return tested;
  };
  const readiness = follow(createReadiness(options));
  const findings = (): (Finding | undefined)[] =>
    told.flatMap((state) => (state.kind === 'idle' || state.attempts === 0 ? [] : [state.last?.finding]));
  return { readiness, options, follow, told, defects, lent, time, over: over.promise, findings };
}

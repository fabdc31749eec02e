import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../../main/basics/clock.ts';
import type { Signer } from '../../main/oracle/oracle-client.ts';
import type { Method } from '../../main/oracle/request-signature.ts';
import { type Query, serviceUrl } from '../../main/oracle/service-url.ts';
import { createTransport } from '../../main/oracle/transport.ts';
import { signS3Get } from '../../main/s3/s3-signature.ts';
import { parsed } from './facts.ts';
import type { MadeThings } from './made-things.ts';
import { notPossible } from './probe.ts';
import type { Redaction } from './redaction.ts';

export type Service = 'classic' | 'domain' | 'other domain' | 'auth' | 'storage';

/** What is known of a tenancy before the first probe. */
export interface Place {
  readonly tenancyOcid: string;
  readonly userOcid: string;
  readonly region: string;
  readonly signer: Signer;
  /** True: the profile signs with an API key. False: with a session token. */
  readonly hasApiKey: boolean;
  readonly identityUrl: string;
  /** The base URL of each service. Null: the tenancy has none, or does not show it. */
  readonly bases: Readonly<Record<Service | 's3', string | null>>;
  /** The user for whom customer secret keys are made, and the number of keys before the run. */
  readonly owner: { readonly isSelf: boolean; readonly ocid: string; readonly keys: number };
  readonly apiKeys: number;
  readonly isAdministrator: boolean;
  readonly licenseType: string | null;
}

export interface Call {
  readonly method: Method;
  readonly to: Service;
  readonly path: readonly string[];
  readonly query?: Query;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: Signer;
  /** By how many milliseconds the date of the request is ahead. */
  readonly ahead?: number;
}

export interface Reply {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
  /** Undefined where the answer is no JSON. */
  readonly json: unknown;
  /** Why there is no answer; null: there is one. */
  readonly missing: string | null;
}

/** A key that a probe made. `id` is its id in the API that made it. */
export interface MadeKey {
  readonly name: string;
  readonly id: string;
  readonly ocid: string;
  readonly accessKey: string;
  readonly secret: Buffer;
}

/** What probes leave for later probes. */
export interface Left {
  domainKey?: MadeKey;
  creation?: { readonly token: string; readonly fields: object };
  filler?: MadeKey | undefined;
  classicKey?: MadeKey;
  s3Key?: MadeKey;
  session?: Signer;
  apiKey?: { readonly signer: Signer; readonly fingerprint: string };
  /** True if the user has as many API keys as Oracle allows. */
  isFull?: boolean;
}

/** One of the two sides that are compared: the tenancy, or the simulator. */
export interface Side extends Place {
  readonly redaction: Redaction;
  readonly made: MadeThings;
  readonly left: Left;
  send(call: Call): Promise<Reply>;
  /** Lists the buckets with this key, as a request for this region. */
  listBuckets(key: Pick<MadeKey, 'accessKey' | 'secret'>, region?: string): Promise<Reply>;
  /** Calls `look` every few seconds until it returns something. Null after `seconds`, or at the deadline. */
  until<T>(seconds: number, look: () => Promise<T | null>): Promise<T | null>;
}

interface SideLimits {
  /** Milliseconds since 1970. After this time no probe begins, and waits end. */
  readonly deadline: number;
  readonly mostRequests: number;
  readonly signal: AbortSignal;
}

const TIMEOUT = 20_000;
const MOST_BYTES = 4 * 1024 * 1024;
/** Milliseconds between requests. Oracle allows all callers of the smallest type of domain together 150 requests a minute. */
const PACE = 800;
const LOOK_EVERY = 5000;
const unanswered = (missing: string): Reply => ({ status: 0, header: () => null, text: '', json: undefined, missing });

export function createSide(
  place: Place,
  redaction: Redaction,
  made: MadeThings,
  { deadline, mostRequests, signal }: SideLimits,
): Side {
  const isHere = /^http:\/\/(?:127\.|localhost)/.test(place.identityUrl);
  const look = isHere ? LOOK_EVERY / 20 : LOOK_EVERY;
  let requests = 0;
  let before: Promise<unknown> = Promise.resolve();
  /** One request after another, with a pause. */
  function turn(work: () => Promise<Reply>): Promise<Reply> {
    requests += 1;
    if (requests > mostRequests) throw notPossible(`there were ${mostRequests} requests already`);
    const run = before.then(work);
    before = run.catch(() => {}).then(() => wait(isHere ? 0 : PACE));
    return run;
  }

  async function sendOnce(call: Call): Promise<Reply> {
    const { method, to, path, query, json, headers, as = place.signer, ahead = 0 } = call;
    const url = serviceUrl(place.bases[to] ?? '', path, query);
    if (url === null) throw notPossible(`the tenancy shows no ${to}`);
    const clock = { ...systemClock, now: () => Date.now() + ahead };
    const from = { fetch, clock, signer: async () => as, identityUrl: place.identityUrl };
    const contentType = to.endsWith('domain') ? 'application/scim+json' : 'application/json';
    const body = json === undefined ? {} : { body: { bytes: Buffer.from(JSON.stringify(json)), contentType } };
    const all = { accept: `${contentType}, application/json`, ...headers };
    const answer = await createTransport(from, MOST_BYTES)({ method, url, headers: all, ...body }, TIMEOUT);
    if (!answer.ok) return unanswered(answer.problem.kind);
    const text = answer.value.body.toString('utf8');
    return { status: answer.value.status, header: answer.value.header, text, json: parsed(text), missing: null };
  }

  async function listOnce(base: string, { accessKey, secret }: Pick<MadeKey, 'accessKey' | 'secret'>, region: string) {
    const url = new URL(`${base}/`);
    const headers = await signS3Get(url, { region, accessKey }, secret, Date.now());
    try {
      const answer = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) });
      const header = (name: string) => answer.headers.get(name);
      return { status: answer.status, header, text: await answer.text(), json: undefined, missing: null };
    } catch {
      return unanswered('unreachable');
    }
  }

  return {
    ...place,
    redaction,
    made,
    left: {},
    async send(call) {
      const reply = await turn(() => sendOnce(call));
      if (reply.status !== 429 || signal.aborted) return reply;
      // Repeated safely: with 429 the service says that it did nothing.
      await wait(Math.min(60, Number(reply.header('retry-after')) || 20) * 1000, undefined, { signal });
      return turn(() => sendOnce(call));
    },
    async listBuckets(key, region = place.region) {
      const { s3 } = place.bases;
      if (s3 === null) throw notPossible('the namespace of Object Storage is not known');
      return turn(() => listOnce(s3, key, region));
    },
    async until(seconds, check) {
      const end = Math.min(Date.now() + seconds * 1000, deadline);
      for (;;) {
        const found = await check();
        if (found !== null || Date.now() + look > end) return found;
        await wait(look, undefined, { signal });
      }
    },
  };
}

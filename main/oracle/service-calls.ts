import type * as z from 'zod/mini';
import { judge } from '../basics/judge.ts';
import { failed, type Outcome, success } from '../basics/outcome.ts';
import type { Answer, OracleClientOptions, SessionGate } from './oracle-client.ts';
import { type OracleProblem, unexpected } from './oracle-problem.ts';
import { readProblem } from './read-problem.ts';
import { noAddress } from './refused-here.ts';
import type { Method } from './request-signature.ts';
import { type Attempt, type RetryPolicy, retryRead } from './retry.ts';
import { readRetryAfter } from './retry-after.ts';
import { type Query, serviceUrl } from './service-url.ts';
import type { ServiceReply, ServiceRequest, Transport } from './transport.ts';

const SCIM = 'application/scim+json';
const JSON_TYPE = 'application/json';

/** One call: where, and what. `base` is an API's root, `segments` the path below it. */
export interface ServiceCall {
  readonly base: string;
  /** The type of content that the API takes and gives; without it, JSON. */
  readonly type?: typeof SCIM;
  readonly segments: readonly string[];
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
}
interface WriteCall extends ServiceCall {
  readonly method: Exclude<Method, 'GET'>;
  /** What is sent as JSON. */
  readonly content?: object;
}
/** SCIM at the address of an identity domain. */
export const scimAt = (url: string) => ({ base: `${url.replace(/\/+$/, '')}/admin/v1`, type: SCIM }) as const;

interface ReadValue<T> {
  readonly value: T;
  readonly reply: ServiceReply;
}

export interface CallLimits {
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  readonly retry: RetryPolicy;
}

/** The calls that both APIs are made from. Each refusal of the service becomes a problem here. */
export function createServiceCalls(
  transport: Transport,
  clock: OracleClientOptions['clock'],
  limits: CallLimits,
  session?: SessionGate,
) {
  const exchange = async (
    request: ServiceRequest,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Attempt<ServiceReply>> => {
    const { url } = request;
    const over = { kind: 'session-over', host: url.host } as const;
    if (session?.isOver(url)) {
      return { outcome: failed({ ...over, requestId: null, delivery: 'not-sent' }), retryAfterMs: null };
    }
    const outcome = await transport(request, timeoutMs, signal);
    if (!outcome.ok || outcome.value.status < 400) return { outcome, retryAfterMs: null };
    const now = clock.now();
    const problem = readProblem(outcome.value, now);
    const isOver = problem.kind === 'not-authenticated' && (await session?.isEndedBy(url));
    return {
      outcome: failed(isOver ? { ...over, requestId: problem.requestId, delivery: 'answered' } : problem),
      retryAfterMs: readRetryAfter(outcome.value.header, now),
    };
  };

  async function readWith<T>(
    retry: RetryPolicy,
    call: ServiceCall,
    schema: z.ZodMiniType<T>,
    signal?: AbortSignal,
  ): Answer<ReadValue<T>> {
    const url = serviceUrl(call.base, call.segments, call.query);
    if (url === null) return failed(noAddress(call.base));
    const request: ServiceRequest = { method: 'GET', url, headers: headersOf(call) };
    const once = () => exchange(request, limits.readTimeoutMs, signal);
    const outcome = await retryRead(once, retry, clock, url.host, signal);
    if (!outcome.ok) return outcome;
    const value = readJson(outcome.value, schema);
    return value.ok ? success({ value: value.value, reply: outcome.value }) : value;
  }

  /** Sent exactly once, whatever happens. */
  async function write({ method, content, ...call }: WriteCall): Answer<ServiceReply> {
    const url = serviceUrl(call.base, call.segments, call.query);
    if (url === null) return failed(noAddress(call.base));
    const request: ServiceRequest = { method, url, headers: headersOf(call) };
    const body = content && { bytes: Buffer.from(JSON.stringify(content)), contentType: call.type ?? JSON_TYPE };
    return (await exchange(body ? { ...request, body } : request, limits.writeTimeoutMs)).outcome;
  }

  return {
    /** A GET, repeated while it fails in a way that may pass; its answer in the shape of `schema`. */
    read: <T>(call: ServiceCall, schema: z.ZodMiniType<T>, signal?: AbortSignal) =>
      readWith(limits.retry, call, schema, signal),
    /** A GET that is sent once, for a caller that paces and repeats by itself. */
    readOnce: <T>(call: ServiceCall, schema: z.ZodMiniType<T>, signal?: AbortSignal) =>
      readWith({ ...limits.retry, attempts: 1 }, call, schema, signal),
    write,
    /** `write` for a caller that needs nothing of a good answer: the service may return the changed thing, or nothing. */
    async change(call: WriteCall): Answer<null> {
      const answer = await write(call);
      return answer.ok ? success(null) : answer;
    },
  };
}

export type ServiceCalls = ReturnType<typeof createServiceCalls>;

const headersOf = ({ type, headers }: ServiceCall) => ({
  accept: type === undefined ? JSON_TYPE : `${type}, ${JSON_TYPE}`,
  ...headers,
});

/**
 * The content of a good answer in the shape of `schema`. If the content has another shape, the problem names the member, and never a value.
 */
export function readJson<T>(reply: ServiceReply, schema: z.ZodMiniType<T>): Outcome<T, OracleProblem> {
  const odd = (what: string) => failed(unexpected(reply, what));
  let parsed: unknown;
  try {
    parsed = JSON.parse(reply.body.toString('utf8'));
  } catch {
    return odd(reply.body.byteLength === 0 ? 'it is empty' : 'it is not JSON');
  }
  const shaped = judge(schema, parsed);
  if (shaped.success) return success(shaped.data);
  const place = shaped.error.issues[0]?.path.join('.') || 'as a whole';
  return odd(`it has another shape (${place})`);
}
